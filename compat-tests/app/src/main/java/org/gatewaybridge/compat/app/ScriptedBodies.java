package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.gatewaybridge.api.Bodies;
import org.jspecify.annotations.Nullable;

/** The bodies that a script can return. */
final class ScriptedBodies {
  private ScriptedBodies() {}

  /** Makes a body of the steps that are left. */
  @SuppressWarnings({"unchecked", "NullAway"}) // a body that is null, or holds text, is a mistake
  static @Nullable Iterable<byte[]> of(
      String kind, Iterator<Step> steps, Play play, Ledger ledger) {
    Iterable<?> body =
        switch (kind) {
          case "null" -> null;
          case "no-iterator" -> () -> null;
          case "list" -> list(steps);
          case "generator" -> new ScriptedBody(steps, play, ledger);
          case "finally" -> withFinally(new ScriptedBody(steps, play, ledger), ledger);
          default -> throw new IllegalArgumentException("No such body: " + kind);
        };
    return (Iterable<byte[]>) body;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the body holds whatever the script yields
  private static Iterable<?> withFinally(ScriptedBody body, Ledger ledger) {
    return Bodies.closing(
        (Iterable<byte[]>) (Iterable<?>) body,
        () -> {
          ledger.note("finally");
          body.failFinally();
        });
  }

  private static List<@Nullable Object> list(Iterator<Step> steps) {
    List<@Nullable Object> chunks = new ArrayList<>();
    steps.forEachRemaining(step -> chunks.add(chunk(step)));
    return chunks;
  }

  /** The chunk that a step yields, which need not be one. */
  static @Nullable Object chunk(Step step) {
    return switch (step.verb()) {
      case "yield" -> step.bytes();
      case "yield-null" -> null;
      case "yield-text" -> new String(step.bytes(), UTF_8);
      case "flood" -> new byte[64 * 1024];
      case "next-throws" -> throw Failures.raise(step.argument(0));
      default -> throw new IllegalArgumentException("No such chunk: " + step);
    };
  }
}
