package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gatewaybridge.api.WebSocket;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.api.WebSocketMessage;

/**
 * Does what a script says after {@code accept}, over an open WebSocket, and notes each step when it
 * is done: {@code send,TEXT}; {@code send-bytes,TEXT}; {@code send-many,COUNT}, the texts 0, 1, 2
 * and so on; {@code send-at-once,THREADS,COUNT}; {@code flood,COUNT}, binary messages of 64 KiB;
 * {@code receive}; {@code receive-many,COUNT}, which are to be the texts 0, 1, 2 and so on; {@code
 * echo}, until the socket is closed; {@code drain}, the same without an answer; {@code
 * close,CODE,REASON}; {@code throw,FAILURE}; {@code await,EVENT}; {@code wait,MILLIS}; {@code
 * try,STEP..} goes on after a failure.
 */
final class ScriptedSocket implements WebSocketApp {
  private final List<Step> steps;
  private final Ledger ledger;

  ScriptedSocket(List<Step> steps, Ledger ledger) {
    this.steps = steps;
    this.ledger = ledger;
  }

  @Override
  public void run(WebSocket socket) throws Exception {
    ledger.note("open");
    try {
      for (Step step : steps) {
        perform(socket, step);
      }
    } finally {
      ledger.note("over");
    }
  }

  private void perform(WebSocket socket, Step step) throws Exception {
    if (step.verb().equals("try")) {
      performAnyway(socket, step.tried());
      return;
    }
    try {
      act(socket, step);
    } catch (Throwable e) {
      ledger.note(step.verb() + " threw " + name(e));
      throw e;
    }
    ledger.note(step.verb());
  }

  /** Names a failure; any kind of IOException is one. */
  private static String name(Throwable failure) {
    return failure instanceof IOException ? "IOException" : failure.getClass().getSimpleName();
  }

  private void performAnyway(WebSocket socket, Step tried) throws Exception {
    try {
      perform(socket, tried);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      ledger.note("went on");
    }
  }

  private void act(WebSocket socket, Step step) throws Exception {
    switch (step.verb()) {
      case "send" -> socket.send(new String(step.bytes(), UTF_8));
      case "send-bytes" -> socket.send(step.bytes());
      case "send-many" -> sendMany(socket, "", step.number(0));
      case "send-at-once" -> sendAtOnce(socket, step.number(0), step.number(1));
      case "flood" -> flood(socket, step.number(0));
      case "receive" -> receive(socket);
      case "receive-many" -> receiveMany(socket, step.number(0));
      case "echo" -> echo(socket);
      case "drain" -> drain(socket);
      case "close" -> socket.close(step.number(0), step.argument(1));
      case "throw" -> throw Failures.raise(step.argument(0));
      case "wait" -> Thread.sleep(step.number(0));
      case "await" -> {
        if (!ledger.await(step.argument(0), LedgerApp.PATIENCE)) {
          throw new IllegalStateException("the test never noted: " + step.argument(0));
        }
      }
      default -> throw new IllegalArgumentException("No such step: " + step);
    }
  }

  private static void sendMany(WebSocket socket, String prefix, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      socket.send(prefix + i);
    }
  }

  private static void sendAtOnce(WebSocket socket, int threads, int count) throws Exception {
    List<Exception> failures = new ArrayList<>();
    List<Thread> senders =
        IntStream.range(0, threads)
            .mapToObj(n -> new Thread(() -> sendOrNote(socket, n + ":", count, failures)))
            .toList();
    senders.forEach(Thread::start);
    for (Thread sender : senders) {
      sender.join();
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private static void sendOrNote(
      WebSocket socket, String prefix, int count, List<Exception> failures) {
    try {
      sendMany(socket, prefix, count);
    } catch (Exception e) {
      synchronized (failures) {
        failures.add(e);
      }
    }
  }

  private void flood(WebSocket socket, int count) throws Exception {
    for (int i = 1; i <= count; i++) {
      socket.send(new byte[64 * 1024]);
      ledger.note("flooded " + i);
    }
  }

  private void receive(WebSocket socket) throws Exception {
    WebSocketMessage message = socket.receive();
    if (message == null) {
      noteClose(socket);
    } else if (message.isText()) {
      ledger.note("text " + message.text());
    } else {
      ledger.note("bytes " + message.bytes().length);
    }
  }

  private void receiveMany(WebSocket socket, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      WebSocketMessage message = socket.receive();
      if (message == null || !message.text().equals(String.valueOf(i))) {
        throw new IllegalStateException("instead of " + i + ": " + message);
      }
    }
    ledger.note("in order");
  }

  private void echo(WebSocket socket) throws Exception {
    for (WebSocketMessage message; (message = socket.receive()) != null; ) {
      socket.send(message);
    }
    noteClose(socket);
  }

  private void drain(WebSocket socket) throws Exception {
    int messages = 0;
    for (WebSocketMessage message; (message = socket.receive()) != null; ) {
      messages++;
      ledger.note("drained " + messages + " " + message.bytes().length);
    }
    noteClose(socket);
  }

  private void noteClose(WebSocket socket) {
    ledger.note(("closed " + socket.closeCode() + " " + socket.closeReason()).strip());
  }
}
