package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;

/** The rule of this module's package, below its own root or that of the fixtures. */
record Boundaries(String root) {

  ArchRule theTemplateSeesOnlyTheJdk() {
    return classes()
        .that()
        .resideInAPackage(root + ".wartemplate..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            root + ".wartemplate..",
            "java..",
            "javax.xml..",
            "org.w3c.dom..",
            "org.xml.sax..",
            "org.jspecify..")
        .because("it is used inside and outside of Maven, and without the bridge");
  }
}
