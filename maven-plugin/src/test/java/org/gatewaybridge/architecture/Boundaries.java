package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may see whom, below a root package: the plugin's own, or that of a fixture that breaks the
 * rules.
 */
record Boundaries(String root) {

  ArchRule onlyTheGoalsSeeMaven() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".maven..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..")
        .because("packaging, checking and running must work, and be tested, without Maven");
  }

  ArchRule nobodySeesServletsOrServers() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.servlet..",
            "org.gatewaybridge.servers..",
            "org.apache.catalina..",
            "org.eclipse.jetty..",
            "io.undertow..")
        .because(
            "servers run in a process of their own, and are resolved only when they are wanted");
  }

  ArchRule packagingSeesOnlyTheTemplate() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".packaging..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".maven..", root + ".running..", root + ".checking..", "org.gatewaybridge.api..")
        .because("what goes into a WAR does not depend on who asks, nor on the app's classes");
  }

  ArchRule runningStandsAlone() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".running..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root + ".maven..", root + ".packaging..", root + ".checking..")
        .because("a server process knows a WAR by its path only");
  }

  ArchRule noCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }
}
