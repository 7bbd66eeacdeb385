package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R01;
import static org.gatewaybridge.api.ContractRule.R18;
import static org.gatewaybridge.api.ContractRule.R19;
import static org.gatewaybridge.api.ContractRule.R30;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/** A startResponse that checks what the app gives it, and what the gateway does with that. */
final class StartResponseLint implements StartResponse {
  private final StartResponse gateway;
  private final AnswerLint answer;
  private volatile boolean dead; // an app may have handed a writer to another thread

  StartResponseLint(StartResponse gateway, AnswerLint answer) {
    this.gateway = gateway;
    this.answer = answer;
  }

  @Override
  public BodyWriter start(
      String status, List<Map.Entry<String, String>> headers, @Nullable Throwable excInfo) {
    HeadLint.checkStatus(status);
    String contentLength = HeadLint.checkHeaders(headers);
    if (answer.begun() && excInfo == null) {
      throw new ContractViolation(
          R18, "startResponse was called again without excInfo; pass the failure that it reports");
    }
    answer.checkNotAccepted(excInfo);
    BodyWriter writer = startAtGateway(status, headers, excInfo);
    answer.begin(status, contentLength);
    return new WriterLint(writer);
  }

  private BodyWriter startAtGateway(
      String status, List<Map.Entry<String, String>> headers, @Nullable Throwable excInfo) {
    BodyWriter writer;
    try {
      writer = gateway.start(status, headers, excInfo);
    } catch (Throwable thrown) {
      if (thrown == excInfo && !answer.mayBeSent()) {
        ContractViolation violation =
            new ContractViolation(
                R19, "startResponse threw the excInfo before any byte of body; replace the head");
        violation.initCause(thrown);
        throw violation;
      }
      throw thrown;
    }
    if (writer == null) {
      throw new ContractViolation(R01, "startResponse returned null; return a BodyWriter");
    }
    return writer;
  }

  /** Ends what the app may do here: its call has returned. */
  void die() {
    dead = true;
  }

  private final class WriterLint implements BodyWriter {
    private final BodyWriter writer;

    WriterLint(BodyWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(byte[] chunk) throws IOException {
      if (dead) {
        throw new ContractViolation(
            R30, "write was called after the app had returned; return the rest as the body");
      }
      writer.write(answer.written(chunk));
    }
  }
}
