package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.RawWebSocket;

/** A client of the app as it is reached at one mount. */
public record Caller(Mounted mounted) {

  public String host() {
    return mounted.server().host();
  }

  public int port() {
    return mounted.server().port();
  }

  /** What a Host header must say. */
  public String authority() {
    return host() + ":" + port();
  }

  /** A request for a path of the app. */
  public RawRequest get(String path) {
    return raw("GET", mounted.target(path));
  }

  /** A request for a target as it stands, with a Host. */
  public RawRequest raw(String method, String target) {
    return RawRequest.of(method, target).with("Host", authority());
  }

  /** A request that one of the compat app's small apps answers. */
  public RawRequest app(String name) {
    return get("/" + name).with("X-App", name).with("X-Req-Id", UUID.randomUUID().toString());
  }

  /** A request that is answered as a script says. */
  public RawRequest scripted(Script script) {
    return app("script").with("X-Script", script.encoded());
  }

  /** The same, of which the app keeps nothing: for a load. */
  public RawRequest unnoted(Script script) {
    return scripted(script).without("X-Req-Id");
  }

  /** A request for a WebSocket, which the app gives and uses as a script says. */
  public RawRequest asking(Script script) {
    return RawWebSocket.asking(scripted(script));
  }

  /** Opens the WebSocket that a request asks for, on a connection of its own. */
  public RawWebSocket open(RawRequest asking) {
    return RawWebSocket.open(connect(), asking);
  }

  public RawConnection connect() {
    try {
      return RawConnection.open(host(), port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a request on a connection of its own. */
  public RawResponse ask(RawRequest request) {
    try (RawConnection connection = connect()) {
      return connection.ask(request);
    }
  }

  public RawResponse play(Script script) {
    return ask(scripted(script));
  }

  /** The environ of a request, as the app saw it. */
  public Environ environ(RawRequest request) {
    return Environ.of(ask(request));
  }

  /** What the app noted about a request that {@link #app} or {@link #scripted} made. */
  public LedgerView ledger(RawRequest request) {
    return new LedgerView(this, request.first("X-Req-Id").orElseThrow());
  }
}
