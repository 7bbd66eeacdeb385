package org.gatewaybridge.packaging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class WarLayoutTest {
  private final WarLayout layout = new WarLayout();

  @Test
  void entriesAreSortedByName() {
    add("b", "1");
    add("a/c", "2");
    add("a-b", "3");

    assertThat(layout.entries()).extracting(WarEntry::name).containsExactly("a-b", "a/c", "b");
  }

  @Test
  void aPlaceIsTakenOnce() {
    add("a", "first");

    assertThatThrownBy(() -> add("a", "second"))
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(
            "Two files want the place a in the WAR: first and second; remove one, or leave it out"
                + " with packagingExcludes");
  }

  @Test
  void aFileIsNoFolder() {
    add("a", "file");
    add("b/c/d", "below");
    add("b-", "sorts between b and b/");

    assertThatThrownBy(() -> add("a/x", "below")).hasMessageContaining("file and below");
    assertThatThrownBy(() -> add("b", "file")).hasMessageContaining("below and file");
    assertThatThrownBy(() -> add("b/c", "file")).hasMessageContaining("below and file");
  }

  private void add(String name, String file) {
    layout.add(new WarEntry(name, Path.of(file)));
  }
}
