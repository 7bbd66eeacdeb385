package org.gatewaybridge.python.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package of this module may use which. Each rule is red on a fixture. */
class ArchitectureTest {
  private static final String REAL = "org.gatewaybridge.python";
  private static final String BAD = "org.gatewaybridge.python.architecture.fixture";
  private static final int MOST_FIELDS = 9;

  static {
    // Packages are told by names alone; the classes of libraries need not be read.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
  }

  private static final JavaClasses REAL_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(REAL);
  private static final JavaClasses BAD_CLASSES = new ClassFileImporter().importPackages(BAD);

  /** A rule that can be applied to either tree of packages. */
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
        new Guard("options uses no room", root -> usesOnly(root, "options"), "OptionsUseSlots"),
        new Guard("buffers uses no room", root -> usesOnly(root, "buffers"), "BuffersUseCalls"),
        new Guard("log uses no room", root -> usesOnly(root, "log"), "LogUsesWorkers"),
        new Guard("runtime uses no room", root -> usesOnly(root, "runtime"), "RuntimeUsesWorkers"),
        new Guard(
            "reload knows runtime only",
            root -> usesOnly(root, "reload", "runtime"),
            "ReloadUsesWorkers"),
        new Guard("wire uses no room", root -> usesOnly(root, "wire"), "WireUsesWorkers"),
        new Guard(
            "interpreter does not know workers",
            root -> usesOnly(root, "interpreter", "options", "runtime"),
            "InterpreterUsesWorkers"),
        new Guard("slots uses no room", root -> usesOnly(root, "slots"), "SlotUsesCalls"),
        new Guard(
            "calls is above slots, buffers and log",
            root -> usesOnly(root, "calls", "slots", "buffers", "log"),
            "CallUsesWorkers"),
        new Guard(
            "sockets is above slots and log",
            root -> usesOnly(root, "sockets", "slots", "log"),
            "SocketUsesCalls"),
        new Guard(
            "workers does not know calls or GraalPy",
            root ->
                usesOnly(
                    root, "workers", "interpreter", "options", "slots", "log", "runtime", "wire"),
            "WorkerUsesCalls"),
        new Guard(
            "embedded does not know calls or workers",
            root -> usesOnly(root, "embedded", "options", "slots", "log", "runtime"),
            "ContextUsesWorkers"),
        new Guard("only embedded uses GraalPy", ArchitectureTest::usesNoGraalPy, "CallUsesGraalPy"),
        new Guard("nothing uses the Servlet API", ArchitectureTest::usesNoServlet, "UsesServlet"),
        new Guard(
            "no cycles",
            root -> slices().matching(root + ".(*)..").should().beFreeOfCycles(),
            "CallUsesWorkers"),
        new Guard("no class has many fields", ArchitectureTest::hasFewFields, "HasTenFields"));
  }

  /** Only the named rooms of this module may be used, besides the room itself. */
  private static ArchRule usesOnly(String root, String from, String... to) {
    String[] allowed =
        Stream.concat(Stream.of(from), Stream.of(to))
            .map(room -> root + "." + room + "..")
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> other =
        resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed)));
    return noClasses()
        .that()
        .resideInAPackage(root + "." + from + "..")
        .should()
        .dependOnClassesThat(other);
  }

  private static ArchRule usesNoGraalPy(String root) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".embedded..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.graalvm..");
  }

  private static ArchRule usesNoServlet(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "org.gatewaybridge.servlet..");
  }

  private static ArchRule hasFewFields(String root) {
    return classes().that().resideInAPackage(root + "..").should(haveFewFields());
  }

  private static ArchCondition<JavaClass> haveFewFields() {
    return new ArchCondition<>("have at most " + MOST_FIELDS + " fields") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long fields =
            type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
        if (fields > MOST_FIELDS) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " has " + fields + " fields"));
        }
      }
    };
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
