package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.gatewaybridge.compat.suite.Environ;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;

/**
 * A client at an address of its own.
 *
 * @param from where it comes from, an address of the loopback network
 * @param port which port of 127.0.0.1 it talks to
 * @param trust whom it trusts; empty for plain HTTP
 */
record Visitor(String from, int port, Optional<SSLContext> trust) {
  /** The host that visitors ask for. */
  static final String HOST = "shop.example.org";

  static Visitor http(String from, int port) {
    return new Visitor(from, port, Optional.empty());
  }

  static Visitor https(String from, int port, SSLContext trust) {
    return new Visitor(from, port, Optional.of(trust));
  }

  String scheme() {
    return trust.isPresent() ? "https" : "http";
  }

  /** What its Host header says. */
  String authority() {
    return HOST + ":" + port;
  }

  /** A request for a path, taken as it is, which the compat app's environ answers. */
  RawRequest get(String target) {
    return RawRequest.of("GET", target).with("Host", authority());
  }

  RawConnection connect() {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return RawConnection.over(trust.isPresent() ? secured(socket, trust.get()) : socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SSLSocket secured(Socket plain, SSLContext context) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, HOST, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The answer to a request on a connection of its own. */
  RawResponse ask(RawRequest request) {
    try (RawConnection connection = connect()) {
      return connection.ask(request);
    }
  }

  /** The environ of a request, as the app saw it. */
  Environ environ(RawRequest request) {
    return Environ.of(ask(request));
  }
}
