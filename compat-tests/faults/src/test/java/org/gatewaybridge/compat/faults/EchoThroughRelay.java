package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Random;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;

/** A body of a seed's own that is echoed through a network of that seed. */
final class EchoThroughRelay {
  /** What came of it. */
  enum Outcome {
    WHOLE,
    /** Broken off by the network, and whole when it was asked for again. */
    BROKEN_OFF,
    WRONG
  }

  private static final int MOST_BYTES = 4096;
  private static final int HEAD_BYTES = 150; // of the reply, more or less

  private final Caller caller;
  private final int seed;
  private final RawRequest request;
  private final String body;
  private final Random random;

  EchoThroughRelay(Caller caller, int seed) {
    this.caller = caller;
    this.seed = seed;
    random = new Random(seed);
    byte[] bytes = new byte[1 + random.nextInt(MOST_BYTES)];
    random.nextBytes(bytes);
    body = new String(bytes, ISO_8859_1);
    RawRequest plain = caller.get("/echo").method("POST").with("X-App", "body");
    int half = bytes.length / 2 + 1;
    request =
        random.nextBoolean() || half == bytes.length
            ? plain.body(bytes)
            : plain.chunked(body.substring(0, half), body.substring(half));
  }

  Outcome outcome() throws IOException {
    int length = request.bytes().length;
    int split = 1 + seed % (length - 1);
    if (random.nextInt(4) > 0) {
      return ask(Relay.Break.NONE, split);
    }
    boolean up = random.nextBoolean();
    int at = random.nextInt(up ? length : HEAD_BYTES + body.length());
    Outcome broken = ask(new Relay.Break(up, at, random.nextBoolean()), split);
    if (broken == Outcome.BROKEN_OFF && ask(Relay.Break.NONE, split) != Outcome.WHOLE) {
      return Outcome.WRONG;
    }
    return broken;
  }

  private Outcome ask(Relay.Break breaks, int split) throws IOException {
    try (Relay relay = new Relay(caller, seed, split, breaks);
        RawConnection connection = RawConnection.open(caller.host(), relay.port())) {
      RawResponse answer = connection.ask(request);
      if (answer.complete()) {
        return answer.code() == 200 && answer.text().equals(body) ? Outcome.WHOLE : Outcome.WRONG;
      }
      boolean begun = answer.code() == 200 && body.startsWith(answer.text());
      return begun && breaks.isAny() ? Outcome.BROKEN_OFF : Outcome.WRONG;
    } catch (WireViolation nothing) {
      return breaks.isAny() ? Outcome.BROKEN_OFF : Outcome.WRONG;
    }
  }
}
