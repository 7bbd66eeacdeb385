package org.gatewaybridge.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatewaybridge.engine.ClientGone;
import org.gatewaybridge.engine.ResponseAborted;
import org.gatewaybridge.engine.ResponseSink;
import org.gatewaybridge.servlet.container.PlainContainer;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.gatewaybridge.timeouts.CallProgress;
import org.gatewaybridge.timeouts.WatchedSink;
import org.junit.jupiter.api.Test;

/** Answers that go through a filter's wrapper, into another page, or past the gateway. */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class WrappedResponseTest {
  private static final CallProgress PROGRESS =
      new WatchedSink(Fake.of(ResponseSink.class, new Object()), () -> {}, null);

  private final List<String> events = new ArrayList<>();
  private final StringWriter page = new StringWriter();
  private final Map<String, Object> attributes = new HashMap<>();
  private boolean committed;
  private boolean async;
  private boolean writerTaken;
  private boolean lengthKnown;
  private IOException failure;
  private RuntimeException unchecked;

  private final HttpServletRequest request =
      Fake.of(
          HttpServletRequest.class,
          new Object() {
            boolean isAsyncStarted() {
              return async;
            }

            String getMethod() {
              return "GET";
            }

            String getRequestURI() {
              return "/";
            }

            String getProtocol() {
              return "HTTP/1.1";
            }

            Object getAttribute(String name) {
              return attributes.get(name);
            }

            void setAttribute(String name, Object value) {
              attributes.put(name, value);
            }
          });

  private final HttpServletResponse response =
      Fake.of(
          HttpServletResponse.class,
          new Object() {
            boolean isCommitted() {
              return committed;
            }

            void setStatus(int status) {
              events.add("status " + status);
            }

            void addHeader(String name, String value) {
              events.add(name + ": " + value);
            }

            boolean containsHeader(String name) {
              return lengthKnown;
            }

            void setTrailerFields(Supplier<Map<String, String>> trailers) {
              events.add("trailers");
            }

            void setContentType(String value) {}

            void setCharacterEncoding(String value) {
              events.add("charset " + value);
            }

            String getContentType() {
              return "text/plain";
            }

            void setContentLength(int length) {
              events.add("int length " + length);
            }

            void setContentLengthLong(long length) {
              events.add("length " + length);
            }

            void flushBuffer() {
              events.add("flushBuffer");
            }

            void reset() {
              events.add("reset");
            }

            void resetBuffer() {
              events.add("resetBuffer");
            }

            String getCharacterEncoding() {
              return "UTF-8";
            }

            PrintWriter getWriter() {
              return new PrintWriter(page);
            }

            ServletOutputStream getOutputStream() {
              if (writerTaken) {
                throw new IllegalStateException("getWriter was called");
              }
              return new Output();
            }
          });

  private ServletResponseSink sink(HttpServletResponse to) {
    return new ServletResponseSink(Exchanges.of(request, to));
  }

  private ServletResponseSink sinkOn(ServletContainer container, HttpServletResponse to) {
    return new ServletResponseSink(Exchanges.of(request, to, container, Map.of(), 0));
  }

  private ServletResponseSink part() {
    Exchange part = Exchanges.of(request, response);
    part.include();
    return new ServletResponseSink(part);
  }

  private ServletResponseSink wrapped() {
    return sink(new HttpServletResponseWrapper(response));
  }

  private static void begin(ServletResponseSink sink, long length) throws IOException {
    sink.begin(200, new String[0], length, true); // bodiless: nothing to prepare
  }

  @Test
  void partLeavesThePagesCharsetAlone() throws IOException {
    String[] other = {"Content-Type", "text/html"};

    part().begin(200, other, -1, true);
    assertThat(events).doesNotContain("charset null");

    sink(response).begin(200, other, -1, true);
    assertThat(events).contains("charset null");
  }

  @Test
  void lengthIsToldAsOldWrappersKnowIt() throws IOException {
    begin(wrapped(), 7);
    begin(wrapped(), 1L << 31);
    begin(sink(response), 7);

    assertThat(events)
        .containsExactly(
            "status 200",
            "int length 7",
            "status 200",
            "length 2147483648",
            "status 200",
            "length 7");
  }

  @Test
  void statusOfAnErrorStandsForItsFile() throws IOException {
    ServletResponseSink sink = sink(response);
    sink.keepStatus();

    begin(sink, 7);

    assertThat(events).containsExactly("length 7");
  }

  @Test
  void flushIsTheWrappersToPassOn() throws IOException {
    ServletResponseSink wrapped = wrapped();
    begin(wrapped, -1);
    wrapped.flush();
    assertThat(events).containsExactly("status 200", "flush");

    events.clear();
    ServletResponseSink bare = sink(response);
    begin(bare, 7); // without a length it would be sent at once
    bare.flush();
    assertThat(events).containsExactly("status 200", "length 7", "flush", "flushBuffer");
  }

  @Test
  void answerThatAWrapperKeepsCanBeReplaced() {
    assertThat(wrapped().startOver(true)).isTrue();
    assertThat(events).containsExactly("reset");

    assertThat(sink(response).startOver(true)).isFalse();
    committed = true;
    assertThat(wrapped().startOver(true)).isFalse();
    assertThat(events).hasSize(1);
  }

  @Test
  void whatAFilterHasWrittenIsNoPartOfAnotherAnswer() {
    assertThat(sink(response).startOver(false)).isTrue();

    assertThat(events).containsExactly("resetBuffer");
  }

  @Test
  void headThatIsRefusedInPartIsNoPartOfAnotherAnswer() throws IOException {
    ServletResponseSink sink = sink(response);
    begin(sink, 7);
    events.clear();

    assertThat(sink.startOver(false)).isTrue();

    assertThat(events).containsExactly("reset");
  }

  @Test
  void whatTheContainerRefusesIsNoGoneClient() throws IOException {
    RuntimeException tooLong = new IllegalStateException("Response Header Fields Too Large");
    failure = new IOException(tooLong);
    ServletResponseSink sink = sink(response);
    begin(sink, 7);

    assertThatThrownBy(sink::flush).isSameAs(tooLong);
    assertThat(sink.clientGone()).isFalse();

    failure = new IOException("Broken pipe");
    assertThatThrownBy(sink::flush).isInstanceOf(ClientGone.class);
    assertThat(sink.clientGone()).isTrue();
  }

  @Test
  void lostStreamIsAGoneClientButForAFiltersOwn() throws IOException {
    unchecked = new IllegalArgumentException("newPosition > limit: (9 > 0)");
    assertThatThrownBy(sink(response)::flush).isSameAs(unchecked);

    PlainContainer losing =
        new PlainContainer() {
          @Override
          public boolean hasLostStream(RuntimeException failure, HttpServletRequest request) {
            return failure == unchecked;
          }
        };
    ServletResponseSink sink = sinkOn(losing, response);
    assertThatThrownBy(sink::flush).isInstanceOf(ClientGone.class).hasRootCause(unchecked);
    assertThat(sink.clientGone()).isTrue();
    assertThatThrownBy(sinkOn(losing, new HttpServletResponseWrapper(response))::flush)
        .isSameAs(unchecked);
  }

  @Test
  void partOfAPageIsNotSentByItself() throws IOException {
    ServletResponseSink sink = part();
    begin(sink, -1);

    sink.flush();

    assertThat(events).containsExactly("status 200");
  }

  @Test
  void includerIsToldOfAFailure() {
    ServletResponseSink sink = part();

    assertThat(sink.startOver(false)).isFalse();
    assertThat(sink.startOver(true)).isFalse();
    assertThat(events).isEmpty();
  }

  @Test
  void pageWhoseWriterIsTakenGetsText() throws IOException {
    writerTaken = true;
    ServletResponseSink sink = sink(response);
    sink.begin(200, new String[] {"Content-Type", "text/plain"}, -1, true);

    byte[] text = "caf\u00e9".getBytes(UTF_8);
    sink.write(text, text.length);

    assertThat(page).hasToString("caf\u00e9");
  }

  @Test
  void answerByTheServletsOwnMeansIsSeen() throws IOException {
    Exchange exchange = Exchanges.of(request, response);
    ServletResponseSink sink = new ServletResponseSink(exchange);
    assertThat(sink.isAnswered()).isFalse();

    exchange.handed(PROGRESS).response().addHeader("Set-Cookie", "a=b");
    assertThat(sink.isAnswered()).isFalse();
    exchange.handed(PROGRESS).response().getOutputStream();
    assertThat(sink.isAnswered()).isTrue();
  }

  @Test
  void answerByTheServletsOwnMeansBreaksOffVisiblyBeforeItIsSent() {
    assertThatThrownBy(() -> sink(response).abort()).isInstanceOf(ResponseAborted.class);
    assertThat(events).containsExactly("trailers", "flush", "flushBuffer");

    events.clear();
    lengthKnown = true; // and is not reached
    assertThatThrownBy(() -> sink(response).abort()).isInstanceOf(ResponseAborted.class);
    assertThat(events).containsExactly("flush", "flushBuffer");
  }

  @Test
  void committedResponseIsAnsweredButForAnIncludersOwn() {
    committed = true;
    assertThat(sink(response).isAnswered()).isTrue();
    assertThat(sink(response).startOver(false)).isFalse();

    assertThat(part().isAnswered()).isFalse();
  }

  @Test
  void requestThatALibraryAnswersLaterIsAnswered() {
    async = true;
    Exchange exchange = Exchanges.of(request, response);
    ServletResponseSink sink = new ServletResponseSink(exchange);
    assertThat(sink.isAnswered()).isTrue();

    exchange.leave();
    assertThat(sink.isAnswered()).isFalse();
    assertThat(sink(response).isAnswered()).as("in a dispatch of the app's own").isFalse();
  }

  private final class Output extends ServletOutputStream {
    @Override
    public void write(int octet) {}

    @Override
    public void flush() throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (unchecked != null) {
        throw unchecked;
      }
      events.add("flush");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
