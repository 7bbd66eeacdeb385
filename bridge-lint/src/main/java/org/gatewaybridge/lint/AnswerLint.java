package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R17;
import static org.gatewaybridge.api.ContractRule.R29;
import static org.gatewaybridge.api.ContractRule.R33;
import static org.gatewaybridge.api.ContractRule.R34;
import static org.gatewaybridge.api.ContractRule.R39;

import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.FileBody;
import org.jspecify.annotations.Nullable;

/**
 * What an app has answered so far: its status, the length it declared, the bytes it handed over.
 */
final class AnswerLint {
  private static final long UNKNOWN = -1;

  private final LintedEnviron environ;
  private final boolean toHead;
  private boolean begun;
  private boolean accepted;
  private String code = "";
  private long declared = UNKNOWN;
  private long handed;
  private boolean written;
  private boolean ended;

  AnswerLint(LintedEnviron environ) {
    this.environ = environ;
    toHead = "HEAD".equals(environ.get(EnvironKeys.REQUEST_METHOD));
  }

  /** Notes that a WebSocket takes the place of an answer. */
  void accept() {
    if (begun || accepted) {
      throw new ContractViolation(
          R39,
          "accept was called after "
              + (begun ? "startResponse" : "accept")
              + "; a request is answered once");
    }
    accepted = true;
  }

  /** Checks a startResponse: after accept it may only report a failure. */
  void checkNotAccepted(@Nullable Throwable excInfo) {
    if (accepted && excInfo == null) {
      throw new ContractViolation(
          R39, "startResponse was called after accept; return the body that accept has returned");
    }
  }

  boolean begun() {
    return begun;
  }

  /** Whether something has happened that sends the head. */
  boolean mayBeSent() {
    return handed > 0 || written;
  }

  /** Whether the body has ended. */
  boolean hasEnded() {
    return ended;
  }

  /** Notes a head that both the lint and the gateway have accepted. */
  void begin(String status, @Nullable String contentLength) {
    accepted = false; // the page of a failure
    begun = true;
    code = status.substring(0, 3);
    declared = contentLength == null ? UNKNOWN : Long.parseLong(contentLength);
  }

  /** Checks what write hands over; even an empty chunk sends the head. */
  byte[] written(@Nullable Object chunk) {
    written = true;
    return chunk(chunk);
  }

  /** Checks what the body or write hands over, and counts it. */
  byte[] chunk(@Nullable Object chunk) {
    if (!(chunk instanceof byte[] bytes)) {
      throw new ContractViolation(
          R29, "A chunk is " + Quoted.classOf(chunk) + "; hand over a byte[], empty for nothing");
    }
    count(bytes.length);
    return bytes;
  }

  /** Checks a body that is a file, which the gateway sends by itself. */
  void file(FileBody file) {
    count(file.length());
    end();
  }

  private void count(long bytes) {
    if (bytes == 0) {
      return;
    }
    if (!begun) {
      throw new ContractViolation(
          R17, bytes + " bytes of body came before startResponse; call it first");
    }
    if (forbidsBody()) {
      throw new ContractViolation(
          R34, bytes + " bytes of body came with status " + code + "; return Bodies.empty()");
    }
    handed += bytes;
    if (isMeasured() && handed > declared) {
      throw wrongLength("at least " + handed);
    }
  }

  /** Checks an answer whose body has ended. */
  void end() {
    ended = true;
    if (accepted) {
      return;
    }
    if (!begun && environ.hasRead(EnvironKeys.SERVLET_RESPONSE)) {
      return; // the gateway sees whether the request was answered by that
    }
    if (!begun) {
      throw new ContractViolation(
          R17, "The body ended and startResponse was never called; call it before");
    }
    if (isMeasured() && !forbidsBody() && handed < declared) {
      throw wrongLength("only " + handed);
    }
  }

  // RFC 9110 9.3.2: the Content-Length of an answer to HEAD is that of a GET's body.
  private boolean isMeasured() {
    return declared != UNKNOWN && !toHead;
  }

  private boolean forbidsBody() {
    return code.equals("204") || code.equals("205") || code.equals("304");
  }

  private ContractViolation wrongLength(String bytes) {
    return new ContractViolation(
        R33,
        "The body has "
            + bytes
            + " bytes and a Content-Length of "
            + declared
            + "; count again, or leave the header to the gateway");
  }
}
