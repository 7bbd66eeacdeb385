package org.gatewaybridge.compat.faults;

import java.util.List;
import java.util.function.Predicate;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;

/**
 * A point at which an app may throw, beside its making.
 *
 * @param expected how the request must be answered
 * @param closes how often the body must be closed
 */
record FailurePoint(String name, Script script, Predicate<RawResponse> expected, int closes) {
  private static final String FAILURE = "RuntimeException";
  private static final int BODY = 100_000;

  static final List<FailurePoint> ALL =
      List.of(
          error("call", Script.nothing().fails(FAILURE), 0),
          error("after startResponse", Script.ok().fails(FAILURE), 0),
          error("first next()", body().step("next-throws", FAILURE), 1),
          cut("nth next()", "ab", body().yields("a", "b").step("next-throws", FAILURE), 1),
          cut("hasNext()", "a", body().yields("a").fails(FAILURE), 1),
          cut("write()", "a", Script.ok().write("a").fails(FAILURE), 0),
          error("read()", Script.nothing().step("read", "10").fails(FAILURE), 0),
          whole("close()", "a", body().yields("a").step("close-throws", FAILURE)),
          whole(
              "finally",
              "a",
              Script.ok().returns("finally").yields("a").step("finally-throws", FAILURE)),
          cut("excInfo", "a", body().yields("a").replace("500 Failed"), 1),
          error("OutOfMemoryError", Script.nothing().fails("OutOfMemoryError"), 0),
          error("StackOverflowError", body().fails("StackOverflowError"), 1),
          error("InterruptedException", body().fails("InterruptedException"), 1),
          error("ThreadDeath", Script.nothing().fails("ThreadDeath"), 0));

  private static Script body() {
    return Script.ok().generator();
  }

  private static FailurePoint error(String name, Script script, int closes) {
    return new FailurePoint(name, script, answer -> answer.code() == 500, closes);
  }

  private static FailurePoint cut(String name, String text, Script script, int closes) {
    return new FailurePoint(
        name,
        script,
        answer -> answer.code() == 200 && answer.text().equals(text) && !answer.complete(),
        closes);
  }

  private static FailurePoint whole(String name, String text, Script script) {
    return new FailurePoint(
        name,
        script,
        answer -> answer.code() == 200 && answer.text().equals(text) && answer.complete(),
        1);
  }

  /** A request that fails there; it has a body, which the app leaves unread but for a part. */
  RawRequest of(Caller caller) {
    return caller.scripted(script).method("POST").body(new byte[BODY]);
  }
}
