package org.gatewaybridge.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Selection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WarAssemblyTest {
  private Project project;

  @BeforeEach
  void project(@TempDir Path folder) {
    project = new Project(folder);
  }

  @Test
  void eachPartHasItsPlace() throws IOException {
    project.file("target/classes/com/acme/Hello.class", "class");
    project.file("src/main/webapp/static/a.css", "css");
    project.library("shop", "", "x");

    assertThat(project.names())
        .containsExactly(
            "WEB-INF/classes/com/acme/Hello.class",
            "WEB-INF/lib/shop-1.jar",
            "WEB-INF/web.xml",
            "static/a.css");
  }

  @Test
  void aModuleThatIsNotPackedYetBecomesAJar() throws IOException {
    project.file("other/target/classes/com/acme/Shop.class", "class");
    module("shop", project.base.resolve("other/target/classes"));
    module("empty", project.base.resolve("nothing/target/classes"));

    assertThat(project.names()).containsExactly("WEB-INF/lib/shop-1.jar", "WEB-INF/web.xml");
    try (ZipFile jar =
        new ZipFile(project.base.resolve("target/gateway/lib/shop-1.jar").toFile())) {
      assertThat(jar.getEntry("com/acme/Shop.class")).isNotNull();
    }
  }

  /** As that of a module of the same build, which keeps it out as long as it is a folder. */
  @Test
  void aSecretInAJarIsTold() throws IOException {
    project.library("shop", "", "com/acme/Credentials.class", "config/.env", "token/a.txt");
    project.names();

    assertThat(project.warnings)
        .containsExactly(
            "WEB-INF/lib/shop-1.jar holds \"config/.env\", a secret by its name, or a private key;"
                + " keep it out of that jar");
  }

  @Test
  void aSecretInAJarThatIsWantedIsNotTold() throws IOException {
    project.library("shop", "", "config/.env");
    project.packAnyway = List.of("config/.env");
    project.names();

    assertThat(project.warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "false, false"})
  void aDescriptorThatAsksForTheLintGetsItsJar(String value, boolean packed) throws IOException {
    project.initParams = Map.of("gateway.lint", value);

    assertThat(project.names().contains("WEB-INF/lib/bridge-lint-1.jar")).isEqualTo(packed);
  }

  @Test
  void aLintThatTheProjectBringsIsPackedOnce() throws IOException {
    project.initParams = Map.of("gateway.lint", "true");
    project.library("bridge-lint", "");

    assertThat(project.names()).containsExactly("WEB-INF/lib/bridge-lint-1.jar", "WEB-INF/web.xml");
  }

  @Test
  void librariesOfOneNameAreToldApartByTheirGroup() throws IOException {
    project.library("util", "", "x");
    Path other = project.jar("other/util-1.jar", "y");
    project.libraries.add(new Library("org.other", "util", "1", "", other, ""));
    project.libraries.add(new Library("org.other", "util", "1", "extra", other, ""));

    assertThat(project.names())
        .containsExactly(
            "WEB-INF/lib/com.acme-util-1.jar",
            "WEB-INF/lib/org.other-util-1.jar",
            "WEB-INF/lib/util-1-extra.jar",
            "WEB-INF/web.xml");
  }

  @Test
  void aWebResourceReplacesTheWebappsFile() throws IOException {
    project.file("src/main/webapp/index.html", "webapp");
    project.file("more/index.html", "resource");
    project.file("more/left.out", "x");
    resource("", new Selection(List.of(), List.of("*.out")), Optional.empty());

    assertThat(text("index.html")).isEqualTo("resource");
    assertThat(project.names()).containsExactly("WEB-INF/web.xml", "index.html");
  }

  @Test
  void aWebResourceIsFilteredOnItsWayToItsPlace() throws IOException {
    project.file("more/a/b.txt", "${x}");
    resource(
        "docs",
        Selection.ALL,
        Optional.of(
            (from, to) -> {
              Files.createDirectories(to.getParent());
              Files.writeString(to, Files.readString(from).replace("${x}", "filtered"));
            }));

    assertThat(text("docs/a/b.txt")).isEqualTo("filtered");
  }

  @Test
  void aTargetPathCannotLeaveTheWar() {
    project.file("more/x", "x");
    resource("../..", Selection.ALL, Optional.empty());

    assertThatThrownBy(project::layout)
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("\"../../x\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a/", "a//"})
  void slashesAroundATargetPathMeanNothing(String targetPath) throws IOException {
    project.file("more/x", "x");
    resource(targetPath, Selection.ALL, Optional.empty());

    assertThat(project.names()).contains(targetPath.contains("a") ? "a/x" : "x");
  }

  @Test
  void aFolderThatIsMissingIsTold() throws IOException {
    resource("", Selection.ALL, Optional.empty());

    project.layout();
    assertThat(project.warnings)
        .containsExactly(
            "<directory> of webResources is "
                + project.base.resolve("more")
                + ", which is no folder; correct the path");
  }

  @Test
  void twoFilesForOnePlaceAreRefused() {
    project.file("target/classes/a.txt", "1");
    project.file("src/main/webapp/WEB-INF/classes/a.txt", "2");

    assertThatThrownBy(project::layout)
        .hasMessageStartingWith("Two files want the place WEB-INF/classes/a.txt in the WAR: ");
  }

  @Test
  void theSelectionDecidesWhatIsPacked() throws IOException {
    project.file("src/main/webapp/a.txt", "a");
    project.file("src/main/webapp/b.txt", "b");
    project.selection = new Selection(List.of(), List.of("b.txt"));

    assertThat(project.names()).containsExactly("WEB-INF/web.xml", "a.txt");
  }

  @Test
  void aSelectionWithoutTheWebXmlIsTold() throws IOException {
    project.selection = new Selection(List.of("nothing/**"), List.of());

    assertThat(project.names()).isEmpty();
    assertThat(project.warnings)
        .containsExactly(
            "The WAR has no WEB-INF/web.xml, so it runs no app: packagingIncludes or"
                + " packagingExcludes leave it out");
  }

  @Test
  void theManifestOfTheWebappIsNoEntryOfItsOwn() throws IOException {
    project.file("src/main/webapp/META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");

    assertThat(project.names()).containsExactly("WEB-INF/web.xml");
  }

  @Test
  void secretsAmongTheClassesAreLeftOut() throws IOException {
    project.file("target/classes/server.key", "secret");

    assertThat(project.names()).containsExactly("WEB-INF/web.xml");
    assertThat(project.warnings)
        .singleElement()
        .asString()
        .endsWith("that of a secret: WEB-INF/classes/server.key");
  }

  @Test
  void whatAnnotationsSayIsRegisteredInTheGeneratedWebXml() throws Exception {
    compile(
        "jakarta.servlet.annotation.WebFilter",
        "public @interface WebFilter { String[] urlPatterns() default {}; String[] value() default"
            + " {}; boolean asyncSupported() default false; T[] dispatcherTypes() default {}; enum"
            + " T { FORWARD } }");
    compile(
        "com.acme.Guard",
        "@jakarta.servlet.annotation.WebFilter(urlPatterns = {\"/a/*\", \"/b\"}, asyncSupported ="
            + " true, dispatcherTypes = jakarta.servlet.annotation.WebFilter.T.FORWARD) public"
            + " class Guard {}");
    compile("org.gatewaybridge.api.GatewayApp", "public interface GatewayApp {}");
    compile("com.acme.Hello", "public class Hello implements org.gatewaybridge.api.GatewayApp {}");
    Files.delete(project.base.resolve("src/main/webapp/WEB-INF/web.xml"));

    assertThat(text("WEB-INF/web.xml").replaceAll("\\s+", ""))
        .contains(
            "<filter><filter-name>com.acme.Guard</filter-name><filter-class>com.acme.Guard</filter-class>"
                + "<async-supported>true</async-supported></filter>"
                + "<filter-mapping><filter-name>com.acme.Guard</filter-name>"
                + "<url-pattern>/a/*</url-pattern><url-pattern>/b</url-pattern>"
                + "<dispatcher>FORWARD</dispatcher></filter-mapping>");
    assertThat(project.notes).contains("Registered in web.xml: com.acme.Guard (@WebFilter)");
  }

  /** As a module of the same build is, once it is packed; as src/main/webapp/WEB-INF/lib may be. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAJarsAnnotationsSayIsRegisteredToo(boolean dependency) throws Exception {
    compile(
        "jakarta.servlet.annotation.WebFilter",
        "public @interface WebFilter { String[] value(); }");
    compile(
        "com.acme.Guard", "@jakarta.servlet.annotation.WebFilter(\"/*\") public class Guard {}");
    Path guard = project.base.resolve("target/classes/com/acme/Guard.class");
    jarWith("guards", Map.of("com/acme/Guard.class", Files.readAllBytes(guard)));
    Files.delete(guard);
    compile("org.gatewaybridge.api.GatewayApp", "public interface GatewayApp {}");
    compile("com.acme.Hello", "public class Hello implements org.gatewaybridge.api.GatewayApp {}");
    Files.delete(project.base.resolve("src/main/webapp/WEB-INF/web.xml"));
    if (!dependency) {
      Path lib = Files.createDirectories(project.base.resolve("src/main/webapp/WEB-INF/lib"));
      Files.move(project.libraries.remove(0).file(), lib.resolve("guards-1.jar"));
    }

    assertThat(text("WEB-INF/web.xml").replaceAll("\\s+", ""))
        .contains(
            "<filter-mapping><filter-name>com.acme.Guard</filter-name><url-pattern>/*</url-pattern>");
    assertThat(project.notes)
        .contains("Registered in web.xml: com.acme.Guard (@WebFilter) of guards-1.jar");
  }

  @Test
  void whatAnnotationsSayInVainIsTold() throws Exception {
    compile("jakarta.servlet.annotation.WebListener", "public @interface WebListener {}");
    compile("com.acme.Hears", "@jakarta.servlet.annotation.WebListener public class Hears {}");
    project.file(
        "src/main/webapp/WEB-INF/web.xml",
        Project.OWN_WEB_XML.replace("version=", "metadata-complete=\"true\" version="));
    project.names();

    assertThat(project.warnings)
        .singleElement()
        .asString()
        .startsWith("com.acme.Hears (@WebListener) does not take part, because web.xml says");
  }

  @Test
  void aLibrarysInitializerTakesPartIfItsFragmentHasAName() throws Exception {
    compile("org.gatewaybridge.api.GatewayApp", "public interface GatewayApp {}");
    compile("com.acme.Hello", "public class Hello implements org.gatewaybridge.api.GatewayApp {}");
    Files.delete(project.base.resolve("src/main/webapp/WEB-INF/web.xml"));
    String services = "META-INF/services/jakarta.servlet.ServletContainerInitializer";
    jarWith(
        "named",
        Map.of(
            services,
            "a.B\n".getBytes(StandardCharsets.UTF_8),
            "META-INF/web-fragment.xml",
            "<x><ordering><after><name>other</name></after></ordering><name>n</name></x>"
                .getBytes(StandardCharsets.UTF_8)));
    jarWith(
        "plain", Map.of(services, "# a comment\nc.D # another\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(text("WEB-INF/web.xml").replaceAll("\\s+", ""))
        .contains("<absolute-ordering><name>n</name></absolute-ordering>");
    assertThat(project.warnings)
        .singleElement()
        .asString()
        .contains("metadata-complete: c.D in plain-1.jar.");
  }

  @Test
  void aFilteredWebXmlIsTheProjects() throws IOException {
    project.file("more/web.xml", Project.OWN_WEB_XML.replace("<servlet>", "<!--${x}--><servlet>"));
    resource(
        "WEB-INF",
        Selection.ALL,
        Optional.of(
            (from, to) -> {
              Files.createDirectories(to.getParent());
              Files.writeString(to, Files.readString(from).replace("${x}", "filtered"));
            }));

    assertThat(text("WEB-INF/web.xml")).contains("<!--filtered-->");
  }

  private void jarWith(String artifactId, Map<String, byte[]> entries) throws IOException {
    Path jar = project.base.resolve("repository/" + artifactId + ".jar");
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    project.libraries.add(new Library("com.acme", artifactId, "1", "", jar, ""));
  }

  private void compile(String name, String text) throws IOException {
    project.compiled = true;
    String source = "package " + name.replaceFirst("\\.\\w+$", "") + "; " + text;
    Path file = project.file("src/main/java/" + name.replace('.', '/') + ".java", source);
    Path classes = Files.createDirectories(project.base.resolve("target/classes"));
    Path api = Files.createDirectories(project.base.resolve("api"));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-d",
                    (name.startsWith("com.acme.") ? classes : api).toString(),
                    "-cp",
                    api.toString(),
                    file.toString()))
        .isZero();
  }

  private void module(String artifactId, Path classes) {
    project.libraries.add(new Library("com.acme", artifactId, "1", "", classes, ""));
  }

  private void resource(
      String targetPath, Selection selection, Optional<WarInputs.FileFilter> filter) {
    project.webResources.add(
        new WarInputs.WebResource(project.base.resolve("more"), targetPath, selection, filter));
  }

  private String text(String name) throws IOException {
    for (WarEntry entry : project.layout().entries()) {
      if (entry.name().equals(name)) {
        return Files.readString(entry.file());
      }
    }
    throw new AssertionError(name + " is not in the WAR");
  }
}
