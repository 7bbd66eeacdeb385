package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatewaybridge.engine.ResponseSink;
import org.gatewaybridge.servlet.container.PlainContainer;
import org.gatewaybridge.timeouts.WatchedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Body cases B03, B04, B09, B21. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the fakes are called by name
class RequestInputTest {
  private static RequestInput input(String body, long contentLength) {
    return input(body, contentLength, 0);
  }

  private static RequestInput input(String body, long contentLength, long most) {
    return input(
        new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)), contentLength, most);
  }

  private static RequestInput input(InputStream bytes, long contentLength, long most) {
    return input(request(bytes, contentLength), most);
  }

  private static HttpServletRequest request(InputStream bytes, long contentLength) {
    Body body = new Body(bytes);
    return Fake.of(
        HttpServletRequest.class,
        new Object() {
          long getContentLengthLong() {
            return contentLength;
          }

          ServletInputStream getInputStream() {
            return body;
          }
        });
  }

  private static RequestInput input(HttpServletRequest request, long most) {
    return new RequestInput(
        Exchanges.of(
            request,
            Fake.of(HttpServletResponse.class, new Object()),
            new PlainContainer(),
            Map.of(),
            most),
        new WatchedSink(Fake.of(ResponseSink.class, new Object()), () -> {}, null));
  }

  private static final class Body extends ServletInputStream {
    private final InputStream bytes;

    private Body(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return bytes.read(target, offset, length);
    }

    @Override
    public int available() throws IOException {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void bodyIsReadToItsEnd() throws Exception {
    RequestInput input = input("hello", 5);

    assertThat(input.readNBytes(0)).isEmpty();
    assertThat(input.read()).isEqualTo('h');
    assertThat(input.readNBytes(2)).asString(StandardCharsets.US_ASCII).isEqualTo("el");
    assertThat(input.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("lo");
    assertThat(input.read()).isEqualTo(-1);
    assertThat(input.failure()).isNull();
  }

  @Test
  void bodyOfUnknownLengthEndsWhereItEnds() throws Exception {
    assertThat(input("hello", -1).readAllBytes()).hasSize(5);
  }

  @Test
  void bodyThatBreaksOffNeverLooksComplete() {
    RequestInput input = input("hel", 5);

    assertThatThrownBy(input::readAllBytes)
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("2 bytes before its Content-Length");
    assertThat(input.failure()).isInstanceOf(EOFException.class);
  }

  /** A filter that unpacks, and keeps the client's Content-Length. */
  @Test
  void bodyThatAFilterHasMadeShorterIsComplete() throws Exception {
    Body unpacked = new Body(new ByteArrayInputStream(new byte[3]));
    HttpServletRequest request =
        new HttpServletRequestWrapper(request(InputStream.nullInputStream(), 31)) {
          @Override
          public ServletInputStream getInputStream() {
            return unpacked;
          }
        };

    assertThat(input(request, 0).readAllBytes()).hasSize(3);
  }

  @Test
  void bodyThatBreaksOffBehindAFilterThatLeavesItAloneIsNot() {
    HttpServletRequest request =
        new HttpServletRequestWrapper(request(new ByteArrayInputStream(new byte[3]), 4));

    assertThatThrownBy(() -> input(request, 0).readAllBytes()).isInstanceOf(EOFException.class);
  }

  @Test
  void bodyThatSomebodyElseHasReadIsNotTheClientsFault() {
    RequestInput input = input("", 5);

    assertThatThrownBy(input::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("getParameter");
    assertThat(input.failure()).isNull();
  }

  @Test
  void bodyWithoutALengthMayHaveSoManyBytesAndNoMore() throws Exception {
    assertThat(input("hello", -1, 5).readAllBytes()).hasSize(5);

    RequestInput longer = input("hello", -1, 4);
    assertThatThrownBy(longer::readAllBytes)
        .isInstanceOf(RequestInput.TooLarge.class)
        .hasMessageContaining("gateway.max-request-bytes, 4");
    assertThat(longer.failure()).isInstanceOf(RequestInput.TooLarge.class);
  }

  @Test
  void closingLeavesTheRestToTheContainer() throws Exception {
    RequestInput input = input("hello", 5);

    input.close();

    assertThat(input.readAllBytes()).hasSize(5);
  }

  @Test
  void afterTheEndNothingIsRead() throws Exception {
    RequestInput input = input("hello", 5);
    assertThat(input.read()).isEqualTo('h');

    input.end();

    assertThatThrownBy(input::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has ended");
  }

  /** A stream whose first read fails, and which would go on with what is another request's. */
  private static final class Recovering extends ByteArrayInputStream {
    private final Throwable failure;
    private boolean failed;
    private int asked;

    Recovering(Throwable failure) {
      super("of another request".getBytes(StandardCharsets.US_ASCII));
      this.failure = failure;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      asked++;
      if (!failed) {
        failed = true;
        RequestInputTest.<RuntimeException>sneak(failure);
      }
      return super.read(target, offset, length);
    }

    @Override
    public synchronized int available() {
      asked++;
      return super.available();
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("broken chunk"),
        new SocketTimeoutException("silence"),
        new IllegalStateException("a filter's bound"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void afterAFailedReadEveryWayToReadFails(Throwable failure) {
    Recovering stream = new Recovering(failure);
    RequestInput input = input(stream, -1, 0);
    assertThatThrownBy(input::read).isSameAs(failure);

    List<ThrowingCallable> ways =
        List.of(
            input::read,
            () -> input.read(new byte[4]),
            () -> input.read(new byte[4], 1, 2),
            () -> input.read(new byte[4], 1, 0),
            () -> input.skip(3),
            () -> input.skipNBytes(3),
            input::available,
            input::readAllBytes,
            () -> input.readNBytes(3),
            () -> input.readNBytes(new byte[4], 0, 4),
            () -> input.transferTo(OutputStream.nullOutputStream()),
            input::reset);
    for (int i = 0; i < 2; i++) {
      assertThat(ways).allSatisfy(way -> assertThatThrownBy(way).isInstanceOf(IOException.class));
    }

    assertThatThrownBy(input::read).hasCause(failure);
    assertThat(input.markSupported()).isFalse();
    assertThat(stream.asked).isEqualTo(1);
    assertThat(input.failure()).isSameAs(failure);
  }

  @Test
  void bodyBeyondItsBoundCannotBeReadOn() {
    RequestInput input = input("hello", -1, 4);
    assertThatThrownBy(input::readAllBytes).isInstanceOf(RequestInput.TooLarge.class);

    assertThatThrownBy(input::read).hasCauseInstanceOf(RequestInput.TooLarge.class);
  }

  @Test
  void afterTheEndNothingMoreIsAskedOfTheServletsStream() throws Exception {
    Recovering stream = new Recovering(new IOException("none"));
    stream.failed = true;
    RequestInput input = input(stream, -1, 0);
    input.readAllBytes();
    int asked = stream.asked;

    assertThat(input.read()).isEqualTo(-1);
    assertThat(input.available()).isZero();
    assertThat(stream.asked).isEqualTo(asked);
  }
}
