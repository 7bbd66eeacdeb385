package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The lint needs the contract alone: it runs around any gateway, and without a Servlet API. */
class LintArchitectureTest {
  private static final String REAL = "org.gatewaybridge.lint";
  private static final String BAD = "org.gatewaybridge.architecture.fixture";

  @Test
  void lintSeesTheContractOnly() {
    seesTheContractOnly(REAL)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(REAL));
  }

  @Test
  void guardTurnsRed() {
    assertThatThrownBy(
            () -> seesTheContractOnly(BAD).check(new ClassFileImporter().importPackages(BAD)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("LintSeesMiddleware");
  }

  private static ArchRule seesTheContractOnly(String root) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "org.gatewaybridge.api..",
            "org.gatewaybridge.logging..",
            "org.gatewaybridge.websocket..",
            root + "..");
  }
}
