package org.gatewaybridge.compat.suite;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.gatewaybridge.compat.wire.Framing;
import org.gatewaybridge.compat.wire.RawResponse;

/** What can be asked of a response; each failure shows the whole of it. */
public final class ResponseAssert extends AbstractAssert<ResponseAssert, RawResponse> {
  private ResponseAssert(RawResponse response) {
    super(response, ResponseAssert.class);
  }

  public static ResponseAssert assertThat(RawResponse response) {
    return new ResponseAssert(response);
  }

  public ResponseAssert hasCode(Integer... codes) {
    Assertions.assertThat(actual.code()).as(shown()).isIn((Object[]) codes);
    return this;
  }

  public ResponseAssert hasText(String text) {
    Assertions.assertThat(actual.text()).as(shown()).isEqualTo(text);
    return this;
  }

  public ResponseAssert hasLength(int bytes) {
    Assertions.assertThat(actual.body().length).as(shown()).isEqualTo(bytes);
    return this;
  }

  /** It has exactly these header lines of that name, in this order. */
  public ResponseAssert hasHeader(String name, String... values) {
    Assertions.assertThat(actual.head().all(name)).as(shown()).isEqualTo(List.of(values));
    return this;
  }

  public ResponseAssert hasNoHeader(String name) {
    return hasHeader(name);
  }

  public ResponseAssert isFramedBy(Framing... framings) {
    Assertions.assertThat(framings).as(shown()).contains(actual.framing());
    return this;
  }

  /** Its end has been told. */
  public ResponseAssert isComplete() {
    Assertions.assertThat(actual.complete()).as(shown()).isTrue();
    return this;
  }

  /** It broke off so that every client sees it. */
  public ResponseAssert isCut() {
    Assertions.assertThat(actual.complete()).as(shown()).isFalse();
    return this;
  }

  /** It is the gateway's own fixed text, and tells nothing of the failure. */
  public ResponseAssert isInternalServerError() {
    return isFixed(500, "Internal Server Error");
  }

  /** It is an answer of the gateway's own, its text and not a byte more. */
  public ResponseAssert isFixed(int code, String text) {
    hasCode(code).hasText(text + "\n").isComplete();
    hasHeader("Content-Length", String.valueOf(text.length() + 1));
    Assertions.assertThat(actual.head().all("Content-Type"))
        .as(shown())
        .singleElement()
        .asString()
        .startsWith("text/plain");
    Assertions.assertThat(actual.toString()).doesNotContain("SECRET");
    return this;
  }

  private String shown() {
    return actual.toString().replace("%", "%%");
  }
}
