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

/** Each rule is green on the module and red on a fixture. */
final class BoundariesTest {
  private static final String ROOT = "org.gatewaybridge";
  private static final String RED = "org.gatewaybridge.architecture.red";
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .importPath(Path.of(System.getProperty("basedir", ""), "target/classes"));
  private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(RED);

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("only Tomcat's classes", "SeesTomcat", Boundaries::onlyTomcatClassesSeeTomcat),
        rule("only Jetty's classes", "SeesJetty", Boundaries::onlyJettyClassesSeeJetty),
        rule("only Undertow's classes", "SeesUndertow", Boundaries::onlyUndertowClassesSeeUndertow),
        rule("nobody sees the bridge", "SeesTheBridge", Boundaries::nobodySeesTheBridge));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theModuleKeepsTheRule(String name, String fixture, Function<Boundaries, ArchRule> rule) {
    assertThat(MODULE).hasSizeGreaterThan(15);
    rule.apply(new Boundaries(ROOT)).check(MODULE);
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
