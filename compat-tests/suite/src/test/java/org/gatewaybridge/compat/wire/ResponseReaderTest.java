package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseReaderTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Test
  void headIsKeptAsItCame() {
    RawHead head = reader(OK + "A: 1\r\nb:\t2 \r\na: 3\r\n\r\n", false).head();

    assertThat(head.version()).isEqualTo("HTTP/1.1");
    assertThat(head.code()).isEqualTo(200);
    assertThat(head.reason()).isEqualTo("OK");
    assertThat(head.fields())
        .isEqualTo(List.of(new Field("A", "1"), new Field("b", "2"), new Field("a", "3")));
    assertThat(head.all("A")).containsExactly("1", "3");
  }

  @Test
  void lengthTellsTheEnd() {
    RawResponse response = read(OK + "Content-Length: 2\r\n\r\nabHTTP/1.1 500 \r\n");

    assertThat(response.text()).isEqualTo("ab");
    assertThat(response.framing()).isEqualTo(Framing.LENGTH);
    assertThat(response.complete()).isTrue();
  }

  @Test
  void bodyShortOfItsLengthIsNotComplete() {
    RawResponse response = read(OK + "Content-Length: 3\r\n\r\nab");

    assertThat(response.text()).isEqualTo("ab");
    assertThat(response.complete()).isFalse();
  }

  @Test
  void chunksAreJoinedAndTheirSizesKept() {
    RawResponse response =
        read(
            OK
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "2\r\n"
                + "ab\r\n"
                + "A\r\n"
                + "0123456789\r\n"
                + "0\r\n"
                + "T: 1\r\n\r\n");

    assertThat(response.text()).isEqualTo("ab0123456789");
    assertThat(response.chunks()).containsExactly(2, 10);
    assertThat(response.trailers()).containsExactly(new Field("T", "1"));
    assertThat(response.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "2\r\n", "2\r\na", "2\r\nab", "2\r\nab\r\n", "2\r\nab\r\n0\r\n"})
  void chunksWithoutTheLastAreNotComplete(String body) {
    assertThat(read(OK + "Transfer-Encoding: chunked\r\n\r\n" + body).complete()).isFalse();
  }

  @Test
  void withoutFramingTheEndOfTheConnectionIsTheEnd() {
    RawResponse response = read("HTTP/1.0 200 \r\n\r\nall of it");

    assertThat(response.text()).isEqualTo("all of it");
    assertThat(response.framing()).isEqualTo(Framing.CLOSE);
    assertThat(response.complete()).isTrue();
  }

  @Test
  void answerToHeadHasNoBody() {
    RawResponse response = reader(OK + "Content-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\n", true).rest();

    assertThat(response.body()).isEmpty();
    assertThat(response.complete()).isTrue();
  }

  @Test
  void interimResponsesComeBeforeTheFinalOne() {
    RawResponse response = read("HTTP/1.1 100 \r\n\r\nHTTP/1.1 103 \r\nL: 1\r\n\r\n" + OK + "\r\n");

    assertThat(response.interim()).containsExactly(100, 103);
    assertThat(response.code()).isEqualTo(200);
  }

  @Test
  void bodyIsReadStepByStep() {
    ResponseReader reader =
        reader(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n", false);

    assertThat(reader.read(2)).asString().isEqualTo("ab");
    assertThat(reader.read(2)).asString().isEqualTo("cd");
    assertThat(reader.read(2)).isEmpty();
    assertThat(reader.rest().text()).isEqualTo("abcd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200\r\n\r\n",
        "<html>\r\n\r\n",
        OK + "no colon\r\n\r\n",
        OK + "X : 1\r\n\r\n",
        OK + ": 1\r\n\r\n",
        OK + " folded\r\n\r\n",
        OK + "X: a\rb\r\n\r\n",
        OK + "X: a\nY: b\r\n\r\n",
        OK + "X: a\0b\r\n\r\n",
        OK + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
        OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        OK + "Content-Length: -1\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        OK + "Transfer-Encoding: gzip\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nxx\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "HTTP/1.1 204 \r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 100 \r\nContent-Length: 0\r\n\r\n" + OK + "\r\n"
      })
  void whatIsNotHttpIsAViolation(String bytes) {
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(WireViolation.class);
  }

  private static RawResponse read(String bytes) {
    return reader(bytes, false).rest();
  }

  private static ResponseReader reader(String bytes, boolean toHead) {
    return new ResponseReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)), toHead);
  }
}
