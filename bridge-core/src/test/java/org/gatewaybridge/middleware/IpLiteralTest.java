package org.gatewaybridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "1::, 1:0:0:0:0:0:0:0",
    "2001:DB8::a:1, 2001:db8:0:0:0:0:a:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "::ffff:10.1.2.3, 10.1.2.3",
    "0:0:0:0:0:FFFF:0a01:0203, 10.1.2.3",
  })
  void addressInDigitsIsRead(String text, String address) {
    assertThat(IpLiteral.parse(text).map(InetAddress::getHostAddress)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 127.0.0.1",
        "127.0.0.1\n",
        "127.0.0",
        "127.0.0.1.1",
        "127.0.0.",
        "127.0.0.01",
        "127.0.0.256",
        "127.0.0.0x1",
        "127.0.0.\u0661",
        "2130706433",
        "localhost",
        "cafe",
        ":",
        ":::",
        ":1",
        "1:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        "12345::",
        "g::1",
        "::1%eth0",
        "[::1]",
        "::1.2.3",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
      })
  void anythingElseIsNot(String text) {
    assertThat(IpLiteral.parse(text)).isEmpty();
  }
}
