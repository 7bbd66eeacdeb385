package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R41;
import static org.gatewaybridge.api.ContractRule.R42;
import static org.gatewaybridge.api.ContractRule.R43;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.WebSocket;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/** A WebSocket that checks both who uses it and who has made it. */
final class SocketLint implements WebSocket {
  private static final int MOST_REASON_BYTES = 123;

  private final WebSocket gateway;
  private final AtomicReference<@Nullable Thread> receiver = new AtomicReference<>();
  private volatile boolean ended;

  SocketLint(WebSocket gateway) {
    this.gateway = gateway;
  }

  @Override
  public @Nullable WebSocketMessage receive() throws IOException, InterruptedException {
    if (!receiver.compareAndSet(null, Thread.currentThread())) {
      throw new ContractViolation(
          R42, "A second thread called receive meanwhile; let one thread receive at a time");
    }
    try {
      WebSocketMessage message = gateway.receive();
      if (message != null && ended) {
        throw new ContractViolation(
            R43, "receive returned a message after null; return null from the end on");
      }
      if (message == null && gateway.closeCode() < 0) {
        throw new ContractViolation(
            R43, "receive returned null and closeCode -1; say why the socket has ended");
      }
      ended = message == null;
      return message;
    } finally {
      receiver.set(null);
    }
  }

  @Override
  public void send(WebSocketMessage message) throws IOException {
    if (message == null) {
      throw new ContractViolation(R41, "send got null; send an empty message for nothing");
    }
    gateway.send(message);
  }

  @Override
  public void close(int code, String reason) throws IOException {
    boolean known =
        (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || code / 1000 == 3;
    if (!known && code / 1000 != 4) {
      throw new ContractViolation(
          R41,
          "close got the code "
              + code
              + "; take 1000 to 1003, 1007 to 1014, or one from 3000 to 4999");
    }
    if (reason == null || reason.getBytes(StandardCharsets.UTF_8).length > MOST_REASON_BYTES) {
      throw new ContractViolation(
          R41,
          "close got a reason that is null or longer than 123 bytes; shorten it, or give \"\"");
    }
    gateway.close(code, reason);
  }

  @Override
  public int closeCode() {
    return gateway.closeCode();
  }

  @Override
  public String closeReason() {
    return gateway.closeReason();
  }
}
