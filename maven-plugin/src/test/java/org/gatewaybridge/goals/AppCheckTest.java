package org.gatewaybridge.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AppCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "health", "/a b", "/50%", "/a|b", "/a#b", "http://127.0.0.1/"})
  void whatIsNoPathIsRefused(String path) {
    assertThatThrownBy(() -> check(path))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("probePath (gateway.probePath) is \"" + path + "\"; give a path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a/b?c=d", "/a%20b", "/gr\u00f6\u00dfe", "//a"})
  void pathsAreTaken(String path) {
    assertThat(check(path).probePath()).isEqualTo(path);
  }

  private static AppCheck check(String path) {
    return new AppCheck(path, 1, "text", false);
  }
}
