package org.gatewaybridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.9.9.9/8, 10.1.1.1, true",
    "192.168.4.0/23, 192.168.5.255, true",
    "192.168.4.0/23, 192.168.6.0, false",
    "128.0.0.0/1, 255.0.0.1, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "::1, ::1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::/0, fe80::1, true",
    "::/0, 127.0.0.1, false",
  })
  void rangeHoldsWhatSharesItsFirstBits(String range, String address, boolean held) {
    assertThat(AddressRange.parse(range).contains(IpLiteral.parse(address).orElseThrow()))
        .isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "proxy.example/8",
        "*",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "::1/129",
        "[::1]",
        "10.0.0.1:80",
        "/8",
        "1.2.3.4\n",
      })
  void anythingElseIsRefused(String range) {
    assertThatThrownBy(() -> ForwardedHeaders.trusting(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Trusted proxy \""
                + range.replace('\n', '?')
                + "\" is no address; give one in digits, as 127.0.0.1 or ::1, or a range, as"
                + " 10.0.0.0/8");
  }
}
