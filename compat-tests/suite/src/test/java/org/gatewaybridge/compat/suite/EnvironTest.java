package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gatewaybridge.compat.wire.Framing;
import org.gatewaybridge.compat.wire.RawHead;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;

final class EnvironTest {

  @Test
  void echoIsReadBack() {
    Environ environ =
        Environ.of(
            echo(
                200,
                "A\tString\t\\u3042 b\\u005c$1\nwsgi.run_once\tBoolean\tfalse\nE\tString\t\n"));

    assertThat(environ.get("A")).isEqualTo("\u3042 b\\$1");
    assertThat(environ.type("wsgi.run_once")).isEqualTo("Boolean");
    assertThat(environ.get("E")).isEqualTo("");
    assertThat(environ.get("none")).isNull();
    assertThat(environ.keys()).hasSize(3);
  }

  @Test
  void otherAnswerIsNoEcho() {
    assertThatThrownBy(() -> Environ.of(echo(400, "Bad Request")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("HTTP/1.1 400");
  }

  @Test
  void scriptIsEncodedStepByStep() {
    Script script =
        Script.start("200 OK", "X-A", "a,b;c").trying("start", "\r\n").list("*9").yields("x y");

    assertThat(script.encoded())
        .isEqualTo("start,200+OK,X-A,a%2Cb%3Bc;try,start,%0D%0A;return,list;yield,*9;yield,x+y");
  }

  private static RawResponse echo(int code, String text) {
    return new RawResponse(
        new RawHead("HTTP/1.1", code, "", List.of()),
        List.of(),
        text.getBytes(US_ASCII),
        Framing.LENGTH,
        true,
        List.of(),
        List.of());
  }
}
