package org.gatewaybridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenAddressTest {

  @Test
  void aBusyPortIsNamedWithTheWayOut() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ListenAddress listen = new ListenAddress("127.0.0.1", busy.getLocalPort(), "/");

      assertThatThrownBy(listen::requireFreePort)
          .isInstanceOf(LaunchFailed.class)
          .hasMessageStartingWith(
              "Port " + busy.getLocalPort() + " on 127.0.0.1 (gateway.port) cannot be had: ")
          .hasMessageEndingWith("or take a free one with -Dgateway.port=0");
    }
  }

  @Test
  void portZeroIsAlwaysFree() {
    new ListenAddress("127.0.0.1", 0, "/").requireFreePort();
  }

  @Test
  void anUnknownHostIsNamed() {
    assertThatThrownBy(() -> new ListenAddress("no.such.host.invalid", 0, "/").requireFreePort())
        .hasMessage("host (gateway.host) \"no.such.host.invalid\" is unknown; use 127.0.0.1");
  }

  @Test
  void aHostOfAnotherMachineIsNamed() {
    assertThatThrownBy(() -> new ListenAddress("192.0.2.1", 0, "/").requireFreePort())
        .hasMessageEndingWith(". Give an address of this machine with -Dgateway.host");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void whatIsNoPortIsRefused(int port) {
    assertThatThrownBy(() -> new ListenAddress("127.0.0.1", port, "/"))
        .hasMessageContaining("(gateway.port) is " + port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "shop", "/shop/", "//", "/a b", "/50%", "/a|b", "/a?b", "/a#b", "/a;b", "/..", "/a/."
      })
  void whatIsNoContextPathIsRefused(String path) {
    assertThatThrownBy(() -> new ListenAddress("127.0.0.1", 0, path))
        .hasMessageContaining("(gateway.contextPath) is \"" + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/shop", "/a/b", "/shop-1.0_(2)", "/gr\u00f6\u00dfe", "/...", "/.a"})
  void contextPathsAreTaken(String path) {
    ListenAddress listen = new ListenAddress("127.0.0.1", 0, path);

    assertThat(listen.contextPath()).isEqualTo(path);
    assertThat(listen.address("http://127.0.0.1:1").getPath()).startsWith(path).endsWith("/");
  }
}
