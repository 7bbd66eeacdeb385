package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatewaybridge.containers.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** That no case is forgotten, and no record is of a case that nobody tests. */
final class CatalogueTest {
  private static final Map<String, Integer> LAST =
      Map.ofEntries(
          Map.entry("E", 27),
          Map.entry("P", 36),
          Map.entry("M", 5),
          Map.entry("H", 25),
          Map.entry("B", 22),
          Map.entry("S", 27),
          Map.entry("A", 19),
          Map.entry("F", 30),
          Map.entry("L", 35),
          Map.entry("O", 12),
          Map.entry("T", 17),
          Map.entry("W", 65));

  /** S12 is about Python's type of excInfo; in Java the compiler sees to it. */
  private static final Set<String> FOR_OTHER_LANGUAGES = Set.of("S12");

  @Test
  void everyCaseHasATest() {
    Set<String> wanted = new TreeSet<>();
    LAST.forEach(
        (letter, last) ->
            IntStream.rangeClosed(1, last)
                .forEach(n -> wanted.add(String.format(Locale.ROOT, "%s%02d", letter, n))));
    wanted.removeAll(FOR_OTHER_LANGUAGES);

    assertThat(tested()).isEqualTo(wanted);
  }

  /** R01 is a rule of the contract, X01 a fault. */
  @Test
  void noCaseHasTheIdOfARuleOrOfAFault() {
    assertThat(tested()).noneMatch(id -> id.startsWith("R") || id.startsWith("X"));
  }

  @Test
  void everyTestNamesItsCase() {
    assertThat(tests()).allMatch(method -> method.isAnnotationPresent(Case.class));
  }

  @Test
  void everyTestHasANameOfItsOwn() {
    // A name that two contracts share would be one method in the class of a container.
    List<String> names = tests().stream().map(Method::getName).toList();

    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everyKnownDifferenceIsOfATestedCase() {
    Set<String> tested = tested();

    assertThat(KnownDifferences.ALL).allMatch(known -> tested.contains(known.caseId()));
    assertThat(new HashSet<>(KnownDifferences.ALL)).hasSameSizeAs(KnownDifferences.ALL);
  }

  @Test
  void everyContainerHasItsClass() throws Exception {
    String classes =
        Files.readString(
            Path.of("src/test/java", getClass().getPackageName().replace('.', '/'))
                .resolve("Containers.java"));

    assertThat(Container.all())
        .allMatch(container -> classes.contains("@On(\"" + container.id() + "\")"));
  }

  private static Set<String> tested() {
    return tests().stream()
        .map(method -> method.getAnnotation(Case.class))
        .flatMap(each -> Arrays.stream(each.id().split(" ", -1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Method> tests() {
    return Arrays.stream(GatewayContract.class.getMethods())
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(ParameterizedTest.class))
        .toList();
  }
}
