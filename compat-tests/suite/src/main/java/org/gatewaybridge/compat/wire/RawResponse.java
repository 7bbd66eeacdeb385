package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * A response as it came.
 *
 * @param hints the heads of the 1xx responses before it
 * @param body the bytes of the body, without their framing
 * @param framing what tells its end
 * @param complete whether the end was told: all of the length, the last chunk, the close of a
 *     connection that frames nothing else
 * @param chunks the sizes of the chunks, in order
 * @param trailers what came after the last chunk
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawResponse(
    RawHead head,
    List<RawHead> hints,
    byte[] body,
    Framing framing,
    boolean complete,
    List<Integer> chunks,
    List<Field> trailers) {

  private static final int SHOWN = 600;

  public int code() {
    return head.code();
  }

  /** The codes of the 1xx responses before it. */
  public List<Integer> interim() {
    return hints.stream().map(RawHead::code).toList();
  }

  /** The body's bytes as latin-1 text. */
  public String text() {
    return new String(body, ISO_8859_1);
  }

  /** For messages: the head, the framing, the beginning of the body. */
  @Override
  public String toString() {
    String text = text();
    return head
        + "\n"
        + framing
        + (complete ? ", complete, " : ", CUT, ")
        + body.length
        + " bytes\n"
        + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
  }
}
