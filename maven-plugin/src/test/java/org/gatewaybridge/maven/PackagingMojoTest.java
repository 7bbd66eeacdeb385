package org.gatewaybridge.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PackagingMojoTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", ",", " , "})
  void whatNamesNoPatternHasNone(String commas) {
    assertThat(PackagingMojo.patterns(commas)).isEmpty();
  }

  @Test
  void patternsStandBetweenCommas() {
    assertThat(PackagingMojo.patterns(" a b/*.txt ,\n**/c,,")).containsExactly("a b/*.txt", "**/c");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void anEmptyPropertySetsNoParameter(String text) {
    assertThat(PackagingMojo.given(text)).isEmpty();
  }
}
