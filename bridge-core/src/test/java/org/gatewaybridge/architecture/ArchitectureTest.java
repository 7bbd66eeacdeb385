package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may see whom in this module. Each rule is red on a fixture and green on the real packages.
 */
class ArchitectureTest {
  private static final String REAL = "org.gatewaybridge";
  private static final String BAD = "org.gatewaybridge.architecture.fixture";

  static {
    // Packages are told by names alone; the JDK's own classes need not be read.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
  }

  private static final JavaClasses REAL_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(REAL);
  private static final JavaClasses BAD_CLASSES = new ClassFileImporter().importPackages(BAD);

  /** A rule that can be asked of either tree of packages. */
  private record Guard(String name, Rule rule, String culprit) {
    interface Rule {
      ArchRule of(String root);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Guard> guards() {
    return Stream.of(
        new Guard("api sees java only", root -> seesOnly(root, "api"), "ApiSeesServlet"),
        new Guard(
            "middleware sees api only",
            root -> seesOnly(root, "middleware", "api"),
            "MiddlewareSeesLibrary"),
        new Guard(
            "engine sees api only",
            root -> seesOnly(root, "engine", "api"),
            "EngineSeesServletPackage"),
        new Guard(
            "operation sees api, engine and JMX",
            ArchitectureTest::operationSeesManagement,
            "OperationSeesLibrary"),
        new Guard(
            "servlet sees the Servlet API and no server",
            ArchitectureTest::servletSeesNoServer,
            "ServletSeesServer"),
        new Guard(
            "nothing reads or writes Java's objects",
            root -> seesNone(root, "java.io.ObjectInputStream", "java.io.ObjectOutputStream"),
            "ServletReadsObjects"),
        new Guard(
            "nothing stays with a thread",
            root -> seesNone(root, "java.lang.ThreadLocal", "java.lang.InheritableThreadLocal"),
            "EngineKeepsThreadLocal"),
        new Guard(
            "no regular expression meets input",
            ArchitectureTest::matchesNoInput,
            "EngineMatchesInput"),
        new Guard(
            "no cycles",
            root -> slices().matching(root + ".(*)..").should().beFreeOfCycles(),
            "EngineSeesServletPackage"),
        new Guard(
            "exported signatures name own types only",
            ExportedSignatures::nameOwnTypesOnly,
            "ApiNamesLibrary"));
  }

  private static ArchRule seesOnly(String root, String from, String... to) {
    return classes()
        .that()
        .resideInAPackage(root + "." + from + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of("java..", "org.jspecify..", root + "." + from + ".."),
                    Stream.of(to).map(other -> root + "." + other + ".."))
                .toArray(String[]::new));
  }

  private static ArchRule seesNone(String root, String... types) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(String.join("|", types));
  }

  /** A linear pattern is hard to tell from one that is not; what reads settings may have any. */
  private static ArchRule matchesNoInput(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".engine..", root + ".middleware..", root + ".servlet..", root + ".operation..")
        .and()
        .haveNameNotMatching(".*\\.(Settings|Options|AddressRange)")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex")
        .orShould()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .orShould()
        .callMethod(String.class, "replaceFirst", String.class, String.class);
  }

  private static ArchRule operationSeesManagement(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".operation..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.management..",
            "org.jspecify..",
            root + ".operation..",
            root + ".api..",
            root + ".engine..");
  }

  private static ArchRule servletSeesNoServer(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".servlet..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.security..",
            "javax.xml.stream..",
            "jakarta.servlet..",
            "org.jspecify..",
            root + "..");
  }

  @ParameterizedTest
  @MethodSource("guards")
  void packagesKeepToTheirRoom(Guard guard) {
    guard.rule().of(REAL).check(REAL_CLASSES);
  }

  @ParameterizedTest
  @MethodSource("guards")
  void guardTurnsRed(Guard guard) {
    assertThatThrownBy(() -> guard.rule().of(BAD).check(BAD_CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(guard.culprit());
  }
}
