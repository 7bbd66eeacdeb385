package org.gatewaybridge.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatewaybridge.maven.PluginDescriptor.Parameter;
import org.junit.jupiter.api.Test;

/** The tables of docs/maven-plugin.md have every parameter of every goal, and no other. */
final class DocumentedParametersTest {
  private static final String ALL_BUT_INIT = "### Every goal except `init`";
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `(\\w+)`(?: \\((`([\\w.]+)`|POM only)\\))? \\| (?:`([^`]*)`)?([^|]*)\\|.*");

  /**
   * What users need to know to set a parameter; an empty default is told in words, or not at all.
   */
  private record Row(String goal, String name, String property, String defaultValue) {}

  @Test
  void thePageHasTheParametersOfThePlugin() throws Exception {
    Set<String> documented = new TreeSet<>();
    rows().forEach(row -> documented.add(row.toString()));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(described());
  }

  @Test
  void aParameterThatIsNotDocumentedIsNoticed() throws Exception {
    Set<String> more = new TreeSet<>(described());
    more.add(new Row("run", "unheard", "gateway.unheard", "").toString());
    Set<String> documented =
        rows().stream().map(Row::toString).collect(Collectors.toCollection(TreeSet::new));

    assertThat(more).isNotEqualTo(documented);
  }

  private static Set<String> described() throws Exception {
    Set<String> described = new TreeSet<>();
    for (Parameter parameter : PluginDescriptor.parameters()) {
      // Maven's own property, which sets it by its default.
      boolean pomOnly = !parameter.property().startsWith("gateway.");
      described.add(
          new Row(
                  parameter.goal(),
                  parameter.name(),
                  pomOnly ? "" : parameter.property(),
                  parameter.defaultValue())
              .toString());
    }
    return described;
  }

  private static List<Row> rows() throws Exception {
    Set<String> all =
        PluginDescriptor.parameters().stream()
            .map(Parameter::goal)
            .filter(goal -> !goal.equals("init"))
            .collect(Collectors.toCollection(TreeSet::new));
    List<Row> rows = new ArrayList<>();
    Set<String> goals = Set.of();
    for (String line : page().substring(page().indexOf("\n## Parameters\n")).lines().toList()) {
      if (line.startsWith("### ")) {
        goals = line.equals(ALL_BUT_INIT) ? all : quoted(line);
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        for (String goal : goals) {
          rows.add(row(goal, row));
        }
      }
    }
    return rows;
  }

  private static Row row(String goal, Matcher row) {
    String property =
        row.group(2) == null ? "gateway." + row.group(1) : row.group(3) == null ? "" : row.group(3);
    // Words beside the code, such as "if it exists", say what happens without a default.
    boolean isDefault = row.group(4) != null && row.group(5).isBlank();
    return new Row(goal, row.group(1), property, isDefault ? row.group(4) : "");
  }

  private static Set<String> quoted(String heading) {
    Set<String> goals = new TreeSet<>();
    Matcher goal = Pattern.compile("`([\\w-]+)`").matcher(heading);
    while (goal.find()) {
      goals.add(goal.group(1));
    }
    return goals;
  }

  private static String page() throws IOException {
    return Files.readString(
        PluginDescriptor.BASE.resolve("../docs/maven-plugin.md"), StandardCharsets.UTF_8);
  }
}
