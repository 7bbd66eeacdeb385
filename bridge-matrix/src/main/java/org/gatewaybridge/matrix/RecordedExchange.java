package org.gatewaybridge.matrix;

/**
 * A request and its response, as text.
 *
 * @param sent the request; of a long one its beginning
 * @param came the response; of a long one its beginning; empty if none came
 */
public record RecordedExchange(String sent, String came) {

  public RecordedExchange {
    sent = Excerpt.of(sent, Cell.LONGEST_TEXT);
    came = Excerpt.of(came, Cell.LONGEST_TEXT);
  }
}
