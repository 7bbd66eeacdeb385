package org.gatewaybridge.matrix;

/**
 * What went over the wire and back, as text.
 *
 * @param sent the request; of a long one its beginning
 * @param came the response; of a long one its beginning; empty if none came
 */
public record Exchange(String sent, String came) {

  public Exchange {
    sent = Excerpt.of(sent, Cell.LONGEST_TEXT);
    came = Excerpt.of(came, Cell.LONGEST_TEXT);
  }
}
