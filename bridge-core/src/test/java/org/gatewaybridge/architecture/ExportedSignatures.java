package org.gatewaybridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** The public signatures of what a user compiles against. */
final class ExportedSignatures {
  private ExportedSignatures() {}

  /** The rule that only java.* and the contract's own types are named, type arguments included. */
  static ArchRule nameOwnTypesOnly(String root) {
    return classes()
        .that()
        .resideInAnyPackage(root + ".api", root + ".lint", root + ".middleware")
        .and()
        .arePublic()
        .should(nameOnly(Set.of(root + ".api", root + ".lint", root + ".middleware")));
  }

  private static ArchCondition<JavaClass> nameOnly(Set<String> packages) {
    return new ArchCondition<>("name only java.* and own types in public signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream.concat(
                supertypes(type), type.getMembers().stream().flatMap(ExportedSignatures::named))
            .map(JavaClass::getBaseComponentType)
            .filter(named -> !named.isPrimitive())
            .filter(named -> !named.getPackageName().startsWith("java."))
            .filter(named -> !packages.contains(named.getPackageName()) || !isPublic(named))
            .forEach(
                named ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getName() + " names " + named.getName())));
      }
    };
  }

  private static Stream<JavaClass> supertypes(JavaClass type) {
    return Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
  }

  private static Stream<JavaClass> named(JavaMember member) {
    if (!isPublic(member.getModifiers())
        && !member.getModifiers().contains(JavaModifier.PROTECTED)) {
      return Stream.empty();
    }
    if (member instanceof JavaField field) {
      return field.getType().getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.of(
            code.getReturnType().getAllInvolvedRawTypes().stream(),
            code.getParameterTypes().stream().flatMap(t -> t.getAllInvolvedRawTypes().stream()),
            code.getExceptionTypes().stream())
        .flatMap(types -> types);
  }

  private static boolean isPublic(JavaClass type) {
    return isPublic(type.getModifiers());
  }

  private static boolean isPublic(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC);
  }
}
