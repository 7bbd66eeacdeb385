package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** The rules of this module's packages, below its own root or that of the fixtures. */
record Boundaries(String root) {

  ArchRule startingDoesNotReport() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".containers..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root + ".matrix..", "com.google.gson..", "com.samskivert..")
        .because("compat-tests and benchmarks start containers without a report");
  }

  ArchRule reportingStartsNothing() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".matrix..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".containers..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Process.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .because("a matrix is a value, whatever it was measured on");
  }

  ArchRule nobodySeesTheBridgeOrMaven() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".api..",
            root + ".servlet..",
            root + ".servers..",
            "jakarta.servlet..",
            "org.apache.maven..")
        .because("containers are processes, and the module does not depend on what they run");
  }
}
