package org.gatewaybridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BoundariesTest {
  private static final String ROOT = "org.gatewaybridge";
  private static final String RED = "org.gatewaybridge.architecture.red";
  private static final JavaClasses PLUGIN =
      new ClassFileImporter()
          .importPath(Path.of(System.getProperty("basedir", ""), "target/classes"));
  private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(RED);

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("only the Mojos see Maven", "packaging.SeesMaven", Boundaries::onlyTheMojosSeeMaven),
        rule("nobody sees servers", "maven.SeesServlets", Boundaries::nobodySeesServletsOrServers),
        rule(
            "packaging sees only the template",
            "packaging.SeesRunning",
            Boundaries::packagingSeesOnlyTheTemplate),
        rule("the archive stands alone", "archive.SeesFiles", Boundaries::archiveStandsAlone),
        rule("files see only the archive", "files.SeesPython", Boundaries::filesSeeOnlyTheArchive),
        rule(
            "requirements see only the archive",
            "requirements.SeesPython",
            Boundaries::requirementsSeeOnlyTheArchive),
        rule(
            "Python sees only files and the archive",
            "python.SeesPackaging",
            Boundaries::pythonSeesOnlyFilesAndTheArchive),
        rule(
            "the carried Pythons see only Python and the archive",
            "carried.SeesPackaging",
            Boundaries::carriedSeesOnlyPythonAndTheArchive),
        rule("running stands alone", "running.SeesPackaging", Boundaries::runningStandsAlone),
        rule(
            "comparing sees only containers and the matrix",
            "comparing.SeesPackaging",
            Boundaries::comparingSeesOnlyContainersAndTheMatrix),
        rule("checking does not compare", "checking.Compares", Boundaries::checkingDoesNotCompare),
        rule("no cycles", "SeesRunning", Boundaries::noCycles),
        rule("no cycles in packaging", "SeesPython", Boundaries::noCyclesInPackaging));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void thePluginKeepsTheRule(String name, String fixture, Function<Boundaries, ArchRule> rule) {
    assertThat(PLUGIN).hasSizeGreaterThan(20);
    rule.apply(new Boundaries(ROOT)).check(PLUGIN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theFixtureBreaksTheRule(String name, String fixture, Function<Boundaries, ArchRule> rule) {
    assertThat(rule.apply(new Boundaries(RED)).evaluate(FIXTURES).getFailureReport().toString())
        .contains(fixture);
  }

  private static Arguments rule(String name, String fixture, Function<Boundaries, ArchRule> rule) {
    return Arguments.of(name, fixture, rule);
  }
}
