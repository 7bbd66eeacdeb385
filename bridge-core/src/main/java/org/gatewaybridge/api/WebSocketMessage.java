package org.gatewaybridge.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One whole message of a WebSocket: a text, or bytes. */
public final class WebSocketMessage {
  private final @Nullable String text;
  private final byte @Nullable [] bytes;

  private WebSocketMessage(@Nullable String text, byte @Nullable [] bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /** A text message. */
  public static WebSocketMessage of(String text) {
    return new WebSocketMessage(Objects.requireNonNull(text, "text"), null);
  }

  /** A binary message of those bytes, which are not copied. */
  public static WebSocketMessage of(byte[] bytes) {
    return new WebSocketMessage(null, Objects.requireNonNull(bytes, "bytes"));
  }

  /** Whether this is a text message. */
  public boolean isText() {
    return text != null;
  }

  /**
   * Returns the text of a text message.
   *
   * @throws IllegalStateException if this is a binary message; only its receiver knows its charset
   */
  public String text() {
    if (text == null) {
      throw new IllegalStateException(
          "This WebSocket message is binary and has no text; ask isText() first, or read bytes()");
    }
    return text;
  }

  /** Returns the bytes of a binary message, not copied, or the text in UTF-8. */
  public byte[] bytes() {
    return bytes != null ? bytes : text().getBytes(UTF_8);
  }

  /** Returns the kind and the length, not the content, which may be secret. */
  @Override
  public String toString() {
    return bytes != null
        ? "binary message of " + bytes.length + " bytes"
        : "text message of " + text().length() + " chars";
  }
}
