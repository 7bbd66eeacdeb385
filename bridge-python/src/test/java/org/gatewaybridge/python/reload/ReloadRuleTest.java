package org.gatewaybridge.python.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReloadRuleTest {
  private final ReloadRule rule = new ReloadRule();

  @BeforeEach
  void firstImportIsDone() {
    assertThat(importEnds()).isFalse();
  }

  @Test
  void changeBetweenImportsLoadsTheApp() {
    assertThat(between("app.py")).isTrue();
    assertThat(importEnds()).isFalse();
    assertThat(between("page.html")).isTrue();
    assertThat(importEnds()).isFalse();
    assertThat(between()).isFalse();
  }

  @Test
  void pythonFileEndsAnImport() {
    between("app.py");
    assertThat(during("app.py")).isTrue();
    assertThat(during("other.py")).isTrue();
    assertThat(during()).isFalse();
    assertThat(importEnds()).isFalse();
  }

  @Test
  void otherFileWaitsForTheEndOfTheImport() {
    between("app.py");
    assertThat(during("page.html")).isFalse();
    assertThat(during()).isFalse();
    assertThat(importEnds()).isTrue();
    assertThat(importEnds()).isFalse();
  }

  @Test
  void editsOfOneFileInTwoImportsRunningAreBothLoaded() {
    between("settings.json");
    assertThat(importEnds("settings.json")).isTrue();
    assertThat(importEnds("settings.json")).isTrue();
    assertThat(importEnds()).isFalse();
  }

  @Test
  void fileThatEachImportWritesLoadsTheAppTwiceMore() {
    between("app.py");
    assertThat(importEnds("state.json")).isTrue();
    assertThat(importEnds("state.json")).isTrue();
    assertThat(importEnds("state.json")).isFalse();
    assertThat(between("state.json")).as("a thread of the app").isFalse();

    assertThat(between("app.py")).isTrue();
    assertThat(importEnds("state.json")).isFalse();
  }

  @Test
  void editBesideAFileThatEachImportWritesIsLoaded() {
    learn("state.json");
    between("app.py");
    assertThat(importEnds("state.json", "page.html")).isTrue();
    assertThat(importEnds("state.json", "page.html")).isTrue();
    assertThat(importEnds("state.json")).isFalse();
  }

  @Test
  void fileThatAnImportLeavesAloneIsTheUsersAgain() {
    learn("state.json");
    between("app.py");
    assertThat(importEnds()).isFalse();
    assertThat(between("state.json")).isTrue();
  }

  @Test
  void importsThatWritePythonComeToAnEnd() {
    between("app.py");
    int loads = 0;
    while (during("built.py")) {
      loads++;
    }
    while (importEnds("built.py")) {
      loads++;
    }
    assertThat(loads).isEqualTo(19);

    assertThat(between("app.py")).isTrue();
    assertThat(during("built.py")).isFalse();
    assertThat(importEnds()).isFalse();
    assertThat(between("built.py")).as("always, between imports").isTrue();
  }

  @Test
  void pythonFileSavedBetweenImportsIsTheUsersAgain() {
    learn("app.py");
    assertThat(between("app.py")).isTrue();
    assertThat(importEnds("app.py")).isTrue();
  }

  private void learn(String file) {
    between("app.py");
    while (importEnds(file)) {
      assertThat(file).isNotEmpty();
    }
  }

  private boolean between(String... files) {
    return rule.loads(changes(files), true);
  }

  private boolean during(String... files) {
    return rule.loads(changes(files), false);
  }

  private boolean importEnds(String... files) {
    return rule.loads(changes(files), true);
  }

  private static Set<SourceChange> changes(String... files) {
    return new LinkedHashSet<>(Arrays.stream(files).map(SourceChange::of).toList());
  }
}
