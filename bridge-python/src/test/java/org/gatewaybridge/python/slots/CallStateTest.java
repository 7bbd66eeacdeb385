package org.gatewaybridge.python.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each state with each frame, against the table that decisions/wire.md shows. */
class CallStateTest {
  private static final Path WIRE = Path.of("../docs/decisions/wire.md");
  private static final Pattern ROW =
      Pattern.compile("\\| (to|from) a worker \\| (\\w+) \\| `(\\w)(\\+?)` \\| (\\w+) \\|");

  /** A row of the table: a frame in a state, and what follows. */
  private record Move(
      boolean toWorker, CallState before, char kind, boolean last, CallState after) {}

  private static List<Move> documented() throws Exception {
    List<Move> moves = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(WIRE));
    while (row.find()) {
      moves.add(
          new Move(
              row.group(1).equals("to"),
              CallState.valueOf(row.group(2)),
              row.group(3).charAt(0),
              !row.group(4).isEmpty(),
              CallState.valueOf(row.group(5))));
    }
    return moves;
  }

  @Test
  void everyFrameInEveryStateIsAsTheTableSays() throws Exception {
    List<Move> allowed = new ArrayList<>();
    for (CallState before : CallState.values()) {
      for (char kind = 0; kind < FrameKind.LAST; kind++) {
        try {
          allowed.add(new Move(true, before, kind, false, before.afterSending(kind)));
        } catch (OutOfTurn e) {
          assertThat(e).hasMessageContaining("call that is " + before);
        }
        for (boolean last : new boolean[] {false, true}) {
          try {
            allowed.add(new Move(false, before, kind, last, before.afterReceiving(kind, last)));
          } catch (OutOfTurn e) {
            assertThat(e).hasMessageContaining("call that is " + before);
          }
        }
      }
    }

    assertThat(allowed).isNotEmpty().containsExactlyInAnyOrderElementsOf(documented());
  }
}
