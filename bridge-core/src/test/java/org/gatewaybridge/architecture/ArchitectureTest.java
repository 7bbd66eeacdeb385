package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may see whom in this module. Each rule is red on a fixture and green on the real packages.
 */
class ArchitectureTest {
  private static final String REAL = "org.gatewaybridge";
  private static final int MOST_FIELDS = 9;
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

  /** Each package, and what it may see besides java.*. Its own fixture sees more. */
  static Stream<Room> rooms() {
    return Stream.of(
        Room.of("api"),
        Room.of("logging"),
        Room.of("settings", "logging"),
        Room.of("engine", "api", "logging"),
        Room.of("timeouts", "engine", "logging"),
        Room.of("websocket", "api", "engine", "logging", "operation", "settings"),
        Room.of("middleware", "api"),
        Room.of("operation"),
        Room.of("monitoring", "api", "operation", "logging", "javax.management"),
        Room.of("servlet.container", "engine", "jakarta.servlet"),
        Room.of(
            "servlet.websocket",
            "api",
            "engine",
            "websocket",
            "jakarta.servlet",
            "jakarta.websocket"),
        Room.of(
            "servlet",
            "api",
            "logging",
            "settings",
            "engine",
            "timeouts",
            "websocket",
            "middleware",
            "operation",
            "monitoring",
            "servlet.container",
            "servlet.websocket",
            "jakarta.servlet",
            "javax.security.auth.x500",
            "javax.xml.stream"));
  }

  private record Room(String name, List<String> sees) {
    static Room of(String name, String... sees) {
      return new Room(name, List.of(sees));
    }

    Guard guard() {
      String fixture =
          Stream.of(name.split("\\.")).map(ArchitectureTest::capital).reduce("", String::concat);
      return new Guard(name + " sees " + sees, this::rule, fixture + "SeesLibrary");
    }

    private ArchRule rule(String root) {
      return classes()
          .that()
          .resideInAPackage(root + "." + name)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of("java..", "org.jspecify..", root + "." + name),
                      sees.stream()
                          .map(
                              other ->
                                  other.contains("javax.") || other.startsWith("jakarta.")
                                      ? other + ".."
                                      : root + "." + other))
                  .toArray(String[]::new));
    }
  }

  static Stream<Guard> guards() {
    return Stream.of(
            rooms().map(Room::guard),
            ExportedSignatures.packages().map(ArchitectureTest::ownTypesOnly),
            Stream.of(
                new Guard(
                    "nothing reads or writes Java's objects",
                    root ->
                        seesNone(root, "java.io.ObjectInputStream", "java.io.ObjectOutputStream"),
                    "ServletReadsObjects"),
                new Guard(
                    "nothing stays with a thread",
                    root ->
                        seesNone(root, "java.lang.ThreadLocal", "java.lang.InheritableThreadLocal"),
                    "EngineKeepsThreadLocal"),
                new Guard(
                    "no regular expression meets input",
                    ArchitectureTest::matchesNoInput,
                    "EngineMatchesInput"),
                new Guard(
                    "no class has more than 9 fields",
                    root -> classes().that().resideInAPackage(root + "..").should(haveFewFields()),
                    "EngineHoldsTenFields"),
                new Guard(
                    "no cycles",
                    root -> slices().matching(root + ".(**)").should().beFreeOfCycles(),
                    "EngineSeesServletPackage")))
        .flatMap(guards -> guards);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static Guard ownTypesOnly(String exported) {
    return new Guard(
        "signatures of " + exported + " name own types only",
        root -> ExportedSignatures.nameOwnTypesOnly(root, exported),
        capital(exported) + "NamesLibrary");
  }

  private static ArchCondition<JavaClass> haveFewFields() {
    return new ArchCondition<>("have at most " + MOST_FIELDS + " fields of their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long fields =
            type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .count();
        if (fields > MOST_FIELDS) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " has " + fields + " fields"));
        }
      }
    };
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
            root + ".engine..",
            root + ".logging..",
            root + ".middleware..",
            root + ".monitoring..",
            root + ".servlet..",
            root + ".timeouts..",
            root + ".websocket..")
        .and()
        .haveNameNotMatching(".*\\.(Options|AddressRange)")
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
