package org.gatewaybridge.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppFinderTest {
  private static final Map<String, String> API =
      Map.of(
          "org.gatewaybridge.api.GatewayApp", "public interface GatewayApp {}",
          "org.gatewaybridge.api.GatewayAppFactory", "public interface GatewayAppFactory {}");

  private Path folder;
  private Path library;

  @BeforeEach
  void api(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.library = compile("library", API);
  }

  @Test
  void theOnlyAppIsFound() throws Exception {
    Finder finder =
        finder(
            Map.of(
                "com.acme.Hello",
                    "public final class Hello implements org.gatewaybridge.api.GatewayApp {}",
                "com.acme.Other",
                    "public final class Other implements Runnable { public void run() {} }"));

    assertThat(finder.app(Optional.empty())).isEqualTo("com.acme.Hello");
    assertThat(finder.ownsApp(Optional.empty())).isTrue();
  }

  @Test
  void aVersionForALaterJavaIsNoAppOfItsOwn() throws Exception {
    Map<String, String> hello =
        Map.of(
            "com.acme.Hello",
            "public final class Hello implements org.gatewaybridge.api.GatewayApp {}");
    Finder finder = finder(hello);
    Path classes = folder.resolve("classes");
    Path later = classes.resolve("META-INF/versions/21/com/acme");
    Files.createDirectories(later);
    Files.copy(classes.resolve("com/acme/Hello.class"), later.resolve("Hello.class"));

    assertThat(finder.app(Optional.empty())).isEqualTo("com.acme.Hello");
  }

  @Test
  void aMemberThatTheStartWouldNotFindIsRefused() throws Exception {
    Finder kotlin =
        finder(
            Map.of(
                "com.acme.HelloKt",
                "public final class HelloKt { private static Object app;"
                    + " public static Object getApp() { return app; } }"));

    assertThat(kotlin.app(Optional.of("com.acme.HelloKt:getApp"))).endsWith(":getApp");
    assertThatThrownBy(() -> kotlin.app(Optional.of("com.acme.HelloKt:")))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith(
            "The app \"com.acme.HelloKt:\" (gateway.app) names no member after its colon");
    assertThatThrownBy(() -> kotlin.app(Optional.of("com.acme.HelloKt:app")))
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(
            "The app \"com.acme.HelloKt:app\" (gateway.app) names no public static field or method"
                + " without parameters of com.acme.HelloKt. Use com.acme.HelloKt:getApp");
  }

  @Test
  void beforeCompilationAConfiguredAppIsNotCalledWrong() {
    Finder finder = new Finder(folder.resolve("nothing"), List.of(library));

    assertThatThrownBy(() -> finder.app(Optional.of("com.acme.Hello")))
        .hasMessageContaining("nothing is compiled yet")
        .hasMessageEndingWith("mvn compile gateway:check");
  }

  @Test
  void aFactoryIsAnAppToo() throws Exception {
    Finder finder =
        finder(
            Map.of(
                "com.acme.Make",
                "public class Make implements org.gatewaybridge.api.GatewayAppFactory {}"));

    assertThat(finder.app(Optional.empty())).isEqualTo("com.acme.Make");
  }

  @Test
  void aNestedClassIsNamedAsTheClassLoaderNamesIt() throws Exception {
    Finder finder =
        finder(
            Map.of(
                "com.acme.Out",
                "class Out { public static class In implements org.gatewaybridge.api.GatewayApp {}"
                    + " }"));

    assertThat(finder.candidates()).containsExactly("com.acme.Out$In");
  }

  @Test
  void supertypesAreFollowedIntoTheLibraries() throws Exception {
    Path base =
        compile(
            "base",
            Map.of(
                "com.lib.Base",
                "public abstract class Base implements Mark {}",
                "com.lib.Mark",
                "public interface Mark extends org.gatewaybridge.api.GatewayApp {}"));
    Path classes =
        compile("classes", Map.of("com.acme.Hello", "public class Hello extends com.lib.Base {}"));

    assertThat(new Finder(classes, List.of(base)).candidates()).containsExactly("com.acme.Hello");
  }

  @Test
  void whatCannotBeMadeByTheServletIsNoCandidate() throws Exception {
    String app = " implements org.gatewaybridge.api.GatewayApp {";
    Finder finder =
        finder(
            Map.of(
                "com.acme.Hidden", "class Hidden" + app + "}",
                "com.acme.Abstract", "public abstract class Abstract" + app + "}",
                "com.acme.Face",
                    "public interface Face extends org.gatewaybridge.api.GatewayApp {}",
                "com.acme.Wrapped", "public class Wrapped" + app + " public Wrapped(int x) {} }",
                "com.acme.Closed", "public class Closed" + app + " private Closed() {} }",
                "com.acme.Inner", "public class Inner { public class X" + app + "} }",
                "com.acme.Anonymous",
                    "public class Anonymous { Object x = new org.gatewaybridge.api.GatewayApp() {};"
                        + " }"));

    assertThat(finder.candidates()).isEmpty();
    assertThat(finder.ownsApp(Optional.empty())).isFalse();
    assertThatThrownBy(() -> finder.app(Optional.empty()))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith(
            "No gateway app found: no public class of the project is a GatewayApp")
        .hasMessageContaining("-Dgateway.app=com.acme.Hello");
  }

  @Test
  void severalAppsAreListed() throws Exception {
    Finder finder =
        finder(
            Map.of(
                "com.acme.B", "public class B implements org.gatewaybridge.api.GatewayApp {}",
                "com.acme.A", "public class A implements org.gatewaybridge.api.GatewayApp {}"));

    assertThatThrownBy(() -> finder.app(Optional.empty()))
        .hasMessage(
            "Several gateway apps found: com.acme.A, com.acme.B. Choose one with <app> in pom.xml"
                + " or -Dgateway.app=com.acme.A");
    assertThat(finder.app(Optional.of("com.acme.B"))).isEqualTo("com.acme.B");
  }

  @Test
  void theConfiguredAppMayComeFromALibrary() throws Exception {
    Finder finder = finder(Map.of());

    assertThat(finder.app(Optional.of("org.gatewaybridge.api.GatewayApp:app")))
        .isEqualTo("org.gatewaybridge.api.GatewayApp:app");
    assertThat(finder.ownsApp(Optional.of("org.gatewaybridge.api.GatewayApp:app"))).isFalse();
  }

  @Test
  void aConfiguredAppThatIsNowhereIsRefused() throws Exception {
    Finder finder =
        finder(
            Map.of(
                "com.acme.Hello",
                "public class Hello implements org.gatewaybridge.api.GatewayApp {}"));

    assertThatThrownBy(() -> finder.app(Optional.of("com.acme.Helo")))
        .hasMessage(
            "The app \"com.acme.Helo\" (gateway.app) is in none of the project's classes and"
                + " libraries. Use one of: com.acme.Hello");
  }

  @Test
  void withoutClassesTheAdviceIsToCompile() {
    Finder finder = new Finder(folder.resolve("nothing"), List.of());

    assertThatThrownBy(() -> finder.app(Optional.empty()))
        .hasMessageStartingWith("No gateway app found: nothing is compiled yet. Run mvn compile");
  }

  @Test
  void aBrokenClassFileIsNamed() throws Exception {
    Finder finder = finder(Map.of());
    Files.writeString(folder.resolve("classes/Broken.class"), "no class");

    assertThatThrownBy(finder::candidates)
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("Broken.class is no class file")
        .hasMessageEndingWith("; run mvn clean");
  }

  @Test
  void aBrokenClassFileOfALibraryIsNamed() throws Exception {
    Path base = compile("base", Map.of("com.lib.Base", "public class Base {}"));
    Path classes =
        compile("classes", Map.of("com.acme.Hello", "public class Hello extends com.lib.Base {}"));
    Files.writeString(base.resolve("com/lib/Base.class"), "no class");

    assertThatThrownBy(() -> new Finder(classes, List.of(base)).candidates())
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("com.lib.Base is no class file");
  }

  private Finder finder(Map<String, String> sources) throws Exception {
    return new Finder(compile("classes", sources), List.of(library));
  }

  /** Looks in a project as a goal does. */
  private record Finder(Path classes, List<Path> libraries) {
    String app(Optional<String> configured) throws IOException {
      return find(configured).required();
    }

    boolean ownsApp(Optional<String> configured) throws IOException {
      return find(configured).origin() == App.Origin.PROJECT;
    }

    List<String> candidates() throws IOException {
      return ClassFolder.read(classes, libraries).apps();
    }

    private App find(Optional<String> configured) throws IOException {
      return new AppFinder(ClassFolder.read(classes, libraries), libraries).find(configured);
    }
  }

  private Path compile(String name, Map<String, String> sources) throws Exception {
    Path classes = Files.createDirectories(folder.resolve(name));
    List<String> arguments =
        new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-cp"));
    try (var folders = Files.list(folder)) {
      arguments.add(String.join(java.io.File.pathSeparator, folders.map(Path::toString).toList()));
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      int dot = source.getKey().lastIndexOf('.');
      Path file =
          folder.resolve("src-" + name).resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, "package " + source.getKey().substring(0, dot) + "; " + source.getValue());
      arguments.add(file.toString());
    }
    if (!sources.isEmpty()) {
      assertThat(
              ToolProvider.getSystemJavaCompiler()
                  .run(null, null, null, arguments.toArray(String[]::new)))
          .isZero();
    }
    return classes;
  }
}
