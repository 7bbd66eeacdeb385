package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;

/** gateway.session: made only when it is used, known by a cookie alone. */
public interface SessionContract extends Contract {

  @Test
  @Case(id = "L04", title = "reading an environ makes no session", source = "this project")
  default void readingMakesNoSession() {
    ResponseAssert.assertThat(gateway().ask(gateway().get("/"))).hasNoHeader("Set-Cookie");
    ResponseAssert.assertThat(gateway().ask(session("get")))
        .hasText("nothing")
        .hasNoHeader("Set-Cookie");
  }

  @Test
  @Case(id = "L08", title = "what is put into a session is there again", source = "this project")
  default void whatIsPutIsThereAgain() {
    RawResponse put = gateway().ask(session("put"));
    String cookie = cookie(put);

    ResponseAssert.assertThat(gateway().ask(session("get").with("Cookie", cookie))).hasText("kept");
    ResponseAssert.assertThat(gateway().ask(session("clear").with("Cookie", cookie))).hasCode(200);
    ResponseAssert.assertThat(gateway().ask(session("get").with("Cookie", cookie)))
        .hasText("nothing");
  }

  @Test
  @Case(
      id = "L09",
      title = "a session is a cookie that scripts cannot read",
      source = "Servlet 6 7.1.1")
  default void sessionIsACookieThatScriptsCannotRead() {
    List<String> cookies = gateway().ask(session("put")).head().all("Set-Cookie");

    assertThat(cookies).hasSize(1);
    assertThat(cookies.get(0).toLowerCase(Locale.ROOT)).contains("; httponly");
  }

  @Test
  @Case(id = "L10", title = "a foreign session id is not taken over", source = "session fixation")
  default void foreignIdIsNotTakenOver() {
    String foreign = "F00D".repeat(8);
    RawRequest byCookie = session("put").with("Cookie", "JSESSIONID=" + foreign);
    RawRequest byPath =
        gateway()
            .get("/session;jsessionid=" + foreign)
            .with("X-App", "session")
            .with("X-Do", "put");

    for (RawRequest request : List.of(byCookie, byPath)) {
      assertThat(cookie(gateway().ask(request))).doesNotContain(foreign);
    }
  }

  @Test
  @Case(id = "L21", title = "a session gets another id at a log-in", source = "session fixation")
  default void idChanges() {
    String before = cookie(gateway().ask(session("put")));
    String after = cookie(gateway().ask(session("change-id").with("Cookie", before)));

    assertThat(after).isNotEqualTo(before);
    ResponseAssert.assertThat(gateway().ask(session("get").with("Cookie", after))).hasText("kept");
    ResponseAssert.assertThat(gateway().ask(session("get").with("Cookie", before)))
        .hasText("nothing");
    ResponseAssert.assertThat(gateway().ask(session("change-id"))).hasNoHeader("Set-Cookie");
  }

  private RawRequest session(String action) {
    return gateway().app("session").with("X-Do", action);
  }

  private static String cookie(RawResponse answer) {
    String cookie = answer.head().first("Set-Cookie").orElseThrow(AssertionError::new);
    return cookie.substring(0, cookie.indexOf(';'));
  }
}
