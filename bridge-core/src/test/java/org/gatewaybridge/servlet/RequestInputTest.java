package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gatewaybridge.engine.ResponseSink;
import org.gatewaybridge.engine.WatchedSink;
import org.junit.jupiter.api.Test;

/** Body cases B03, B04, B09, B21. */
@SuppressWarnings("UnusedMethod") // the fakes are called by name
class RequestInputTest {
  private static RequestInput input(String body, long contentLength) {
    return input(body, contentLength, 0);
  }

  private static RequestInput input(String body, long contentLength, long most) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII));
    return new RequestInput(
        Fake.of(
            HttpServletRequest.class,
            new Object() {
              long getContentLengthLong() {
                return contentLength;
              }

              ServletInputStream getInputStream() {
                return new Stream(bytes);
              }
            }),
        new WatchedSink(Fake.of(ResponseSink.class, new Object()), () -> {}, null),
        most);
  }

  private static final class Stream extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    private Stream(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
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
}
