package org.gatewaybridge.packaging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WarEntryTest {
  private static final Path FILE = Path.of("x");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/x",
        "../x",
        "a/../x",
        "a/..",
        "./x",
        "a/./x",
        "a//x",
        "a/",
        "C:\\x",
        "C:/x",
        "c:x",
        "a\\x",
        "\\\\host\\x",
        "..\\x",
        "a\u0000",
        "a\nb",
        "a\u007f",
        "\ud800",
        "b\ufffd.txt"
      })
  void aNameThatCouldLeaveTheArchivesFolderIsRefused(String name) {
    assertThatThrownBy(() -> new WarEntry(name, FILE))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("The file \"x\" cannot go into a WAR as ")
        .hasMessageEndingWith("; rename it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web-inf/x",
        "Web-Inf/web.xml",
        "WEB-INF./x",
        "WEB-INF /x",
        "meta-inf/x",
        "META-INF..",
        "web-inf"
      })
  void aNameThatWindowsTakesForAReservedFolderIsRefused(String name) {
    assertThatThrownBy(() -> new WarEntry(name, FILE)).hasMessageContaining("itself is safe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b.txt",
        "WEB-INF/web.xml",
        "WEB-INF-old/x",
        "...",
        "a..b",
        "\u00e4/\ud83d\ude00",
        "a b",
        "x/web-inf/y"
      })
  void ordinaryNamesAreTaken(String name) {
    assertThat(new WarEntry(name, FILE).name()).isEqualTo(name);
  }

  @Test
  void aControlCharacterIsShownEscaped() {
    assertThatThrownBy(() -> new WarEntry("a\u001bb", FILE)).hasMessageContaining("\"a\\u001bb\"");
  }
}
