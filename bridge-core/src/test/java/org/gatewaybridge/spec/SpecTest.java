package org.gatewaybridge.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatewaybridge.api.ContractRule;
import org.junit.jupiter.api.Test;

/** The page, the enum, the lint and the tests name the same rules. */
class SpecTest {
  private static final Path SPEC = Path.of("docs", "SPEC.md");
  private static final Path LINT = Path.of("../bridge-lint/src/main/java");
  private static final Path LINT_TESTS = Path.of("../bridge-lint/src/test/java");
  private static final Path TESTS = Path.of("src/test/java");

  private static final Path ENUM = Path.of("src/main/java/org/gatewaybridge/api/ContractRule.java");

  /** A constant and its Javadoc. */
  private static final Pattern SENTENCE =
      Pattern.compile("/\\*\\*((?:(?!\\*/)[\\s\\S])+?)\\s*\\*/\n  (R\\d\\d)\\b");

  private static final Pattern RULE =
      Pattern.compile("### (R\\d\\d)\n\n\\*\\*(.+)\\*\\*\n\n.+ \\*Lint: (.+)\\.\\*\n");
  private static final Pattern NUMBERS = Pattern.compile("\\bR(\\d\\d)(?: to R(\\d\\d))?\\b");

  @Test
  void pageAndEnumSayTheSame() {
    List<String> sentences =
        SENTENCE
            .matcher(read(ENUM))
            .results()
            .map(found -> found.group(2) + " " + found.group(1).replaceAll("\\s+\\* ", " ").strip())
            .toList();

    assertThat(rules().map(rule -> rule.group(1) + " " + rule.group(2)))
        .containsExactlyElementsOf(sentences);
    assertThat(read(SPEC).lines().filter(line -> line.startsWith("### ")))
        .hasSize(ContractRule.values().length);
  }

  @Test
  void lintCarriesTheRulesThatThePageSays() {
    Set<String> linted = new TreeSet<>();
    rules()
        .filter(rule -> !rule.group(3).equals("none"))
        .forEach(rule -> linted.add(rule.group(1)));

    assertThat(numbersIn(LINT)).isEqualTo(linted);
    assertThat(numbersIn(LINT_TESTS)).isEqualTo(linted);
  }

  @Test
  void everyRuleIsCarriedByATest() {
    Set<String> carried = numbersIn(TESTS);
    carried.addAll(numbersIn(LINT_TESTS));

    assertThat(carried).isEqualTo(numbers(Stream.of(ContractRule.values())));
  }

  private static Stream<MatchResult> rules() {
    String oneLineEach = read(SPEC).replaceAll("(?<!\n)\n(?!\n|\\z)", " ");
    return RULE.matcher(oneLineEach).results();
  }

  /** The numbers that the Java files of a folder name, as R01 or R01 to R03. */
  private static Set<String> numbersIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return numbers(
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("SpecTest.java"))
              .flatMap(file -> NUMBERS.matcher(read(file)).results())
              .flatMap(SpecTest::range));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> range(MatchResult match) {
    int first = Integer.parseInt(match.group(1));
    int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
    return IntStream.rangeClosed(first, last).mapToObj(number -> String.format("R%02d", number));
  }

  private static Set<String> numbers(Stream<?> rules) {
    Set<String> numbers = new TreeSet<>();
    rules.forEach(rule -> numbers.add(rule.toString()));
    return numbers;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
