package org.gatewaybridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private static final List<Map.Entry<String, String>> COOKIES =
      Headers.of("Set-Cookie", "a=1", "X-TITLE", "i", "set-cookie", "b=2");

  @Test
  void namesAndValuesKeepTheirOrderAndCase() {
    assertThat(COOKIES)
        .containsExactly(
            Map.entry("Set-Cookie", "a=1"),
            Map.entry("X-TITLE", "i"),
            Map.entry("set-cookie", "b=2"));
    assertThat(Headers.of()).isEmpty();
  }

  @Test
  void listIsUnmodifiable() {
    assertThatThrownBy(() -> COOKIES.add(Map.entry("X", "y")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nameWithoutValueIsRefused() {
    assertThatThrownBy(() -> Headers.of("Content-Type"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Headers.of got 1 strings; give it name, value, name, value, and so on");
  }

  @Test
  void firstIsFoundInAnyCase() {
    assertThat(Headers.first(COOKIES, "SET-COOKIE")).contains("a=1");
    assertThat(Headers.first(COOKIES, "x-title")).contains("i");
    assertThat(Headers.first(COOKIES, "X-Title-2")).isEmpty();
  }

  @Test
  void withoutRemovesEveryCaseOfAName() {
    assertThat(Headers.without(COOKIES, "SET-COOKIE")).containsExactly(Map.entry("X-TITLE", "i"));
  }

  @Test
  void withReplacesEveryHeaderOfItsName() {
    assertThat(Headers.with(COOKIES, "Set-Cookie", "c=3"))
        .containsExactly(Map.entry("X-TITLE", "i"), Map.entry("Set-Cookie", "c=3"));
  }

  @Test
  void plusAddsBesideThoseOfItsName() {
    assertThat(Headers.plus(COOKIES, "Set-Cookie", "c=3"))
        .hasSize(4)
        .startsWith(Map.entry("Set-Cookie", "a=1"))
        .endsWith(Map.entry("Set-Cookie", "c=3"));
  }

  @Test
  void changedListIsNewAndModifiable() {
    List<Map.Entry<String, String>> changed = Headers.without(COOKIES, "X-None");
    changed.clear();

    assertThat(Headers.with(COOKIES, "A", "b").add(Map.entry("C", "d"))).isTrue();
    assertThat(Headers.plus(COOKIES, "A", "b").add(Map.entry("C", "d"))).isTrue();
    assertThat(COOKIES).hasSize(3);
  }
}
