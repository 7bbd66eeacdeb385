package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // nulls are among what is tried
class EnvironNamesTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "X-Foo,HTTP_X_FOO",
        "host,HTTP_HOST",
        "X!#$%&'*+.^`|~9,HTTP_X!#$%&'*+.^`|~9",
        "if-none-match,HTTP_IF_NONE_MATCH"
      })
  void namesLeadToKeysAndBack(String header, String key) {
    assertThat(EnvironNames.key(header)).isEqualTo(key);
    assertThat(EnvironNames.header(key)).isEqualToIgnoringCase(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X_Foo",
        "Proxy",
        "PROXY",
        "Content-Type",
        "content-length",
        "Content_Length",
        "_",
        "X-Pa\u00df",
        "X-F\u0131rst"
      })
  void headersThatCouldDeceiveHaveNoKey(String header) {
    assertThat(EnvironNames.key(header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP_PROXY",
        "HTTP_CONTENT_TYPE",
        "HTTP_CONTENT_LENGTH",
        "HTTP_",
        "HTTP_x",
        "HTTP_X-Y",
        "HTTP_X_PA\u00df",
        "PATH",
        "http_host"
      })
  void otherKeysHaveNoHeader(String key) {
    assertThat(EnvironNames.header(key)).isNull();
  }

  @Test
  void valuesOfOneNameAreJoined() {
    assertThat(join("X-Foo", "bar", "baz")).isEqualTo("bar, baz");
    assertThat(join("cookie", "a=1", "b=2")).isEqualTo("a=1; b=2");
    assertThat(join("X-Empty", "")).isEmpty();
    assertThat(join("X-None")).isNull();
  }

  private static String join(String header, String... values) {
    return EnvironNames.join(header, Collections.enumeration(List.of(values)));
  }
}
