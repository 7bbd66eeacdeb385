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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public signatures of what a user compiles against. */
final class ExportedSignatures {
  private static final Path MODULE = Path.of("src", "main", "java", "module-info.java");
  private static final Pattern EXPORTS =
      Pattern.compile("(?m)^ *exports org\\.gatewaybridge\\.([\\w.]+);");

  private ExportedSignatures() {}

  /** Returns the packages that module-info.java exports to everybody, without their root. */
  static Stream<String> packages() {
    try {
      return EXPORTS
          .matcher(Files.readString(MODULE))
          .results()
          .map(exported -> exported.group(1))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rule that only java.* and own exported types are named, type arguments included. */
  static ArchRule nameOwnTypesOnly(String root, String exported) {
    Set<String> allowed =
        Stream.concat(
                packages().map(name -> root + "." + name),
                exported.equals("servlet")
                    ? Stream.of("jakarta.servlet", "jakarta.servlet.http")
                    : Stream.empty())
            .collect(Collectors.toSet());
    return classes()
        .that()
        .resideInAPackage(root + "." + exported)
        .and()
        .arePublic()
        .should(nameOnly(allowed));
  }

  private static ArchCondition<JavaClass> nameOnly(Set<String> packages) {
    return new ArchCondition<>("name only java.* and own types in public signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!isReachable(type)) {
          return;
        }
        Stream.concat(
                supertypes(type), type.getMembers().stream().flatMap(ExportedSignatures::named))
            .map(JavaClass::getBaseComponentType)
            .filter(named -> !named.isPrimitive())
            .filter(named -> !named.getPackageName().startsWith("java."))
            .filter(named -> !packages.contains(named.getPackageName()) || isHidden(named))
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

  /** Whether a type and all types around it are public. */
  private static boolean isReachable(JavaClass type) {
    return isPublic(type.getModifiers())
        && type.getEnclosingClass().map(ExportedSignatures::isReachable).orElse(true);
  }

  /** Whether a type of the same module is not public; what libraries have has not been read. */
  private static boolean isHidden(JavaClass named) {
    return named.getPackageName().startsWith("org.gatewaybridge.") && !isReachable(named);
  }

  private static boolean isPublic(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC);
  }
}
