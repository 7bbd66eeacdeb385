package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The rules of this module's packages, below its own root or that of the fixtures. */
record Boundaries(String root) {

  ArchRule onlyTheMojosSeeMaven() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".maven..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root + ".maven..", "org.apache.maven..", "org.eclipse.aether..")
        .because("the work of the goals must run, and be tested, without Maven");
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
        .because("servers run in processes of their own, and are resolved only when needed");
  }

  ArchRule packagingSeesOnlyTheTemplate() {
    return apart(
        "packaging",
        "what goes into a WAR depends neither on the goal nor on the app's classes",
        "goals",
        "running",
        "checking",
        "comparing",
        "containers",
        "matrix",
        "api");
  }

  ArchRule archiveStandsAlone() {
    return apart(
        "packaging.archive",
        "an archive is written the same way, whatever is in it",
        "packaging",
        "packaging.files",
        "packaging.python",
        "packaging.requirements",
        "wartemplate");
  }

  ArchRule filesSeeOnlyTheArchive() {
    return apart(
        "packaging.files",
        "the same files stay out, whatever they are packed for",
        "packaging",
        "packaging.python",
        "packaging.requirements",
        "wartemplate");
  }

  ArchRule pythonSeesOnlyFilesAndTheArchive() {
    return apart(
        "packaging.python",
        "a project's Python side does not depend on its Java side",
        "packaging",
        "packaging.carried",
        "wartemplate");
  }

  ArchRule carriedSeesOnlyPythonAndTheArchive() {
    return apart(
        "packaging.carried",
        "an interpreter is packed the same way, whatever app it runs",
        "packaging",
        "packaging.files",
        "wartemplate");
  }

  ArchRule requirementsSeeOnlyTheArchive() {
    return apart(
        "packaging.requirements",
        "what a lock says does not depend on who installs it",
        "packaging",
        "packaging.files",
        "packaging.python",
        "wartemplate");
  }

  ArchRule runningStandsAlone() {
    return apart(
        "running",
        "a server process gets a WAR by its path only",
        "packaging..",
        "checking",
        "comparing",
        "goals");
  }

  ArchRule comparingSeesOnlyContainersAndTheMatrix() {
    return apart("comparing", "it compares any WAR", "packaging..", "checking", "running", "goals");
  }

  ArchRule checkingDoesNotCompare() {
    return apart(
        "checking",
        "a check needs no containers but the embedded one",
        "comparing",
        "containers",
        "matrix",
        "goals");
  }

  private ArchRule apart(String from, String reason, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + from + (from.equals("packaging") ? ".." : ""))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(others).map(other -> root + "." + other).toArray(String[]::new))
        .because(reason);
  }

  ArchRule noCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  ArchRule noCyclesInPackaging() {
    return slices().matching(root + ".packaging.(*)..").should().beFreeOfCycles();
  }
}
