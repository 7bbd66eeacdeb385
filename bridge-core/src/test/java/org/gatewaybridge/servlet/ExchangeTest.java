package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.ResponseSink;
import org.gatewaybridge.timeouts.WatchedSink;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static HttpServletRequest request() {
    return Fake.of(
        HttpServletRequest.class,
        new Object() {
          @SuppressWarnings("unused") // the fake is called by name
          long getContentLengthLong() {
            return 1;
          }

          @SuppressWarnings("unused") // the fake is called by name
          ServletInputStream getInputStream() throws IOException {
            throw new IOException("bad chunk");
          }
        });
  }

  /** A failure of the app's own class. */
  private static final class Causeless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("secret");
    }
  }

  @Test
  void requestThatTheContainerHasEndedIsStillDescribed() {
    HttpServletRequest recycled =
        Fake.of(
            HttpServletRequest.class,
            new Object() {
              @SuppressWarnings("unused") // the fake is called by name
              String getMethod() {
                throw new IllegalStateException("The request object has been recycled");
              }
            });

    assertThat(Exchanges.of(recycled, Fake.of(HttpServletResponse.class, new Object())).toString())
        .matches("A request that has ended \\[.+]");
  }

  @Test
  void failureThatCannotSayItsCauseIsTheApps() {
    Exchange exchange = Exchanges.of(request(), Fake.of(HttpServletResponse.class, new Object()));
    InputStream input =
        exchange.input(new WatchedSink(Fake.of(ResponseSink.class, new Object()), () -> {}, null));
    assertThatThrownBy(input::read).hasMessage("bad chunk");

    assertThat(exchange.answerTo(new Causeless())).isSameAs(FixedAnswer.INTERNAL_SERVER_ERROR);
  }
}
