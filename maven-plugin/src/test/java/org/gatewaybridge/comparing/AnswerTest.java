package org.gatewaybridge.comparing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswerTest {

  @Test
  void whatTheContainerDecidesIsNoDifference() {
    Answer tomcat = answer(200, "hi", "Content-Type", "text/plain;charset=utf-8");
    Answer jetty =
        answer(
            200, "hi", "Content-Type", "text/plain; charset=UTF-8", "Server", "Jetty", "Date", "x");

    assertThat(tomcat.differences(jetty, false)).isEmpty();
  }

  @Test
  void sessionIdIsNoDifference() {
    Answer one = answer(200, "", "Set-Cookie", "JSESSIONID=1; Path=/a; HttpOnly");
    Answer other = answer(200, "", "Set-Cookie", "JSESSIONID=2.node; Path=/a; HttpOnly");

    assertThat(one.differences(other, false)).isEmpty();
  }

  @Test
  void statusHeaderAndBodyAreDifferences() {
    Answer one = answer(200, "a", "X-A", "1");
    Answer other = answer(404, "b", "X-A", "2");

    assertThat(one.differences(other, false))
        .containsExactly(
            "status 200 instead of 404",
            "has the header x-a: 1",
            "lacks the header x-a: 2",
            "another body");
    assertThat(one.differences(other, true)).doesNotContain("another body");
  }

  @Test
  void expectedMediaTypeMayBeSpacedOtherwise() {
    Answer tomcat = answer(200, "", "content-type", "text/plain;charset=utf-8");

    assertThat(tomcat.has(new Header("Content-Type", "text/plain; charset=UTF-8"))).isTrue();
    assertThat(tomcat.has(new Header("Content-Type", "text/html; charset=UTF-8"))).isFalse();
  }

  @Test
  void expectationNamesEachFault() {
    Probe.Expectation expected =
        new Probe.Expectation(
            "2..", List.of(new Header("ETag", "")), List.of("Hello"), "Hello World", false);

    assertThat(expected.faults(answer(500, "no")))
        .containsExactly(
            "status 500 instead of 2xx",
            "header ETag is [] instead of any value",
            "the body does not contain \"Hello\"",
            "the body is not the expected one");
    assertThat(expected.faults(answer(201, "Hello World\n", "etag", "x"))).isEmpty();
  }

  private static Answer answer(int status, String body, String... headers) {
    List<Header> lines = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      lines.add(new Header(headers[i], headers[i + 1]));
    }
    return new Answer(status, lines, body.getBytes(UTF_8));
  }
}
