package org.gatewaybridge.websocket;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private static final Origins OWN = Origins.of(List.of());

  @ParameterizedTest
  @CsvSource({
    "http://shop.example, http, shop.example",
    "http://SHOP.example:80, http, Shop.example",
    "http://shop.example, http, shop.example:80",
    "https://shop.example, https, shop.example:443",
    "https://shop.example, http, shop.example",
    "http://127.0.0.1:8080, http, 127.0.0.1:8080",
    "http://[::1]:8080, http, [::1]:8080",
  })
  void pagesOfTheSameHostMay(String origin, String scheme, String host) {
    assertThatCode(() -> OWN.check(List.of(origin), scheme, host)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, http, shop.example",
    "http://shop.example, https, shop.example",
    "http://shop.example:8080, http, shop.example",
    "http://shop.example.evil.example, http, shop.example",
    "http://evilshop.example, http, shop.example",
    "http://shop.example@evil.example, http, shop.example",
    "http://shop.example/, http, shop.example",
    "file://shop.example, http, shop.example",
    "null, http, shop.example",
    "'', http, shop.example",
    "shop.example, http, shop.example",
  })
  void pagesOfOtherSitesAreRefused(String origin, String scheme, String host) {
    assertThatThrownBy(() -> OWN.check(List.of(origin), scheme, host))
        .isInstanceOf(HandshakeRefused.class)
        .hasMessageContaining("gateway.websocket.origins");
  }

  @Test
  void twoOriginsAreRefused() {
    assertThatThrownBy(
            () -> OWN.check(List.of("http://a.example", "http://a.example"), "http", "a.example"))
        .isInstanceOf(HandshakeRefused.class);
  }

  @Test
  void programsSendNone() {
    assertThatCode(() -> OWN.check(List.of(), "https", "shop.example")).doesNotThrowAnyException();
  }

  @Test
  void othersAreLetInByName() {
    Origins origins = Origins.of(List.of("https://Shop.example:443", "http://dev.example:3000"));

    assertThatCode(() -> origins.check(List.of("https://shop.example"), "http", "api.example"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> origins.check(List.of("http://dev.example"), "http", "api.example"))
        .isInstanceOf(HandshakeRefused.class);
  }

  @Test
  void starLetsAllIn() {
    assertThatCode(() -> Origins.of(List.of("*")).check(List.of("null"), "https", "shop.example"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example", "https://", "https://a b", "ftp://a", "https://a/x"})
  void whatIsNoOriginIsRefused(String word) {
    assertThatThrownBy(() -> Origins.of(List.of(word)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no origin");
  }
}
