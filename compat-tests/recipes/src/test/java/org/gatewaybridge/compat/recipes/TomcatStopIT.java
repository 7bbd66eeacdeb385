package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatewaybridge.compat.suite.ResponseAssert.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.WireViolation;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Why docs/deploy.md has a connector's attribute: what new connections find while Tomcat stops. */
final class TomcatStopIT {

  @Test
  void connectionsWaitForNothingAsTomcatComes() throws Exception {
    try (ServerProcess tomcat = tomcat(Map.of());
        RawConnection underWay = call(tomcat)) {
      CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(tomcat::stop);
      tomcat.awaitLog("Stopping service");
      Visitor visitor = Visitor.http("127.0.0.1", tomcat.port());
      RawRequest late = visitor.get("/late");

      try (RawConnection waiting = visitor.connect().send(late)) {
        assertThat(ended(underWay)).isTrue();
        assertThatThrownBy(() -> waiting.read(late)).isInstanceOf(WireViolation.class);
      }
      assertThat(stopped.join()).isTrue();
    }
  }

  @Test
  void connectionsAreRefusedAtOnceByTheConnectorOfThePage() throws Exception {
    try (ServerProcess tomcat = tomcat(Backends.connector());
        RawConnection underWay = call(tomcat)) {
      CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(tomcat::stop);
      tomcat.awaitLog("Stopping service");
      Visitor visitor = Visitor.http("127.0.0.1", tomcat.port());

      assertThatThrownBy(visitor::connect).isInstanceOf(UncheckedIOException.class);

      assertThat(ended(underWay)).isTrue();
      assertThat(stopped.join()).isTrue();
    }
  }

  private static ServerProcess tomcat(Map<String, String> connector) throws Exception {
    return Nodes.launcher(Container.of("tomcat11"))
        .with(connector)
        .start(Map.of("", Path.of(System.getProperty("compat.app"))));
  }

  /** Begins a call that waits for the second byte of its body. */
  private static RawConnection call(ServerProcess tomcat) {
    Visitor visitor = Visitor.http("127.0.0.1", tomcat.port());
    RawRequest upload = upload(visitor);
    RawConnection connection = visitor.connect().send(upload.with("Content-Length", "2")).send("a");
    RawRequest ledger =
        visitor
            .get("/ledger")
            .with("X-App", "ledger")
            .with("X-Ledger", "upload")
            .with("X-Await", "read 1");
    assertThat(visitor.ask(ledger)).hasCode(200);
    return connection;
  }

  private static RawRequest upload(Visitor visitor) {
    return visitor.get("/x").method("POST").with("X-App", "progress").with("X-Req-Id", "upload");
  }

  private static boolean ended(RawConnection underWay) {
    RawRequest request = RawRequest.of("POST", "/x");
    return underWay.send("b").read(request).text().equals("read 2");
  }
}
