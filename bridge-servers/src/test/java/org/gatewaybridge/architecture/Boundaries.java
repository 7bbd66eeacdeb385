package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** The rules of this module's package, below its own root or that of the fixtures. */
record Boundaries(String root) {

  ArchRule onlyTomcatClassesSeeTomcat() {
    return only("Tomcat", "org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat..");
  }

  ArchRule onlyJettyClassesSeeJetty() {
    return only("Jetty", "org.eclipse.jetty..");
  }

  ArchRule onlyUndertowClassesSeeUndertow() {
    return only("Undertow", "io.undertow..", "org.xnio..", "org.jboss..");
  }

  private ArchRule only(String server, String... packages) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".servers..")
        .and()
        .haveNameNotMatching(".*\\." + server + "[^.]*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .because("only the jars of the server that is started are on the class path");
  }

  ArchRule nobodySeesTheBridge() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".servers..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root + ".api..", root + ".servlet..", "org.apache.maven..")
        .because("it runs any WAR");
  }
}
