package org.gatewaybridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceTest {
  @ParameterizedTest
  @CsvSource({
    "'','',0",
    "'',abc,3",
    "abc,abc,0",
    "abc,ac,1",
    "abc,abdc,1",
    "abc,abd,1",
    "abc,acb,1",
    "kitten,sitting,3"
  })
  void changesAreCounted(String one, String other, int changes) {
    assertThat(Distance.between(one, other)).isEqualTo(changes);
    assertThat(Distance.between(other, one)).isEqualTo(changes);
  }
}
