package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gatewaybridge.compat.wire.Field;
import org.gatewaybridge.compat.wire.RawHttp2;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/2 can carry in a field, and HTTP/1.1 cannot: none of it reaches the app. */
public interface Http2FieldContract extends Contract {

  @Test
  @Case(id = "H22", title = "a sound request of HTTP/2 reaches the app", source = "RFC 9113 8.3.1")
  default void soundFieldsReachTheApp() throws IOException {
    assertThat(reaches(List.of(authority("a.example:81"), new Field("x-any", "a b")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h/x",
        "u@h",
        "a b",
        "a?b",
        "a#b",
        "a\\b",
        "a\u0000b",
        "a\r\nX: y",
        "[::1",
        "a:x",
        "\u00e9"
      })
  @Case(id = "H22", title = "an authority that is none", source = "RFC 9113 8.3.1, RFC 3986 3.2")
  default void authorityThatIsNoneIsRefused(String authority) throws IOException {
    assertThat(reaches(List.of(authority(authority)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h/x", "u@h", "a b", "a?b", "a#b", "a\\b", "a\u0000b", "a\nb"})
  @Case(id = "H25", title = "a Host that is none, over HTTP/2", source = "RFC 9110 7.2")
  default void hostThatIsNoneIsRefusedOverHttp2(String host) throws IOException {
    assertThat(reaches(List.of(new Field("host", host)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h/x", "u@h", "other.example"})
  @Case(id = "H24", title = "two hosts in one request of HTTP/2", source = "RFC 9113 8.3.1")
  default void secondHostIsNeverTheApps(String host) throws IOException {
    assertThat(reaches(List.of(authority("a.example"), new Field("host", host)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\r\nX-Forged: 1", "\u0000", "a\r\n\r\n"})
  @Case(id = "H23", title = "a line end or a NUL in a field", source = "RFC 9113 8.2.1")
  default void lineEndsInAFieldAreRefused(String value) throws IOException {
    for (String name : List.of("x-any", "content-type", "cookie", "user-agent")) {
      assertThat(reaches(List.of(authority("a.example"), new Field(name, value))))
          .as(name)
          .isFalse();
    }
  }

  private Field authority(String value) {
    return new Field(":authority", value);
  }

  /** Returns whether the app has been called. */
  private boolean reaches(List<Field> odd) throws IOException {
    RawRequest named = gateway().scripted(Script.ok().list("seen"));
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(":method", "GET"));
    fields.add(new Field(":scheme", "http"));
    fields.add(new Field(":path", named.target()));
    odd.stream().filter(field -> field.name().startsWith(":")).forEach(fields::add);
    for (String name : List.of("X-App", "X-Req-Id", "X-Script")) {
      fields.add(
          new Field(name.toLowerCase(java.util.Locale.ROOT), named.first(name).orElseThrow()));
    }
    odd.stream().filter(field -> !field.name().startsWith(":")).forEach(fields::add);
    RawHttp2.ask(gateway().host(), gateway().port(), fields);
    return gateway().ledger(named).events().contains("call");
  }
}
