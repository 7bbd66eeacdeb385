package org.gatewaybridge.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/**
 * The message that arrives in parts, put together up to a limit: containers have limits of their
 * own for whole messages, and other ones each.
 */
final class IncomingMessage {
  private final long most;
  private long bytes;
  private @Nullable StringBuilder text;
  private @Nullable ByteArrayOutputStream binary;
  private boolean tooBig;

  /**
   * Makes an empty one.
   *
   * @param most how many bytes it may have, 0 for any number
   */
  IncomingMessage(long most) {
    this.most = most;
  }

  /** Whether it has become longer than allowed; nothing is kept of it then. */
  boolean isTooBig() {
    return tooBig;
  }

  /** Adds a part of a text; returns the message if it is whole and not too big. */
  @Nullable WebSocketMessage add(String part, boolean last) {
    if (!hasRoom(utf8Length(part))) {
      return null;
    }
    if (text == null && last) {
      bytes = 0;
      return WebSocketMessage.of(part);
    }
    StringBuilder all = text == null ? new StringBuilder(2 * part.length()) : text;
    all.append(part);
    text = last ? null : all;
    bytes = last ? 0 : bytes;
    return last ? WebSocketMessage.of(all.toString()) : null;
  }

  /** Adds a part of bytes, which are copied; returns the message if it is whole and not too big. */
  @Nullable WebSocketMessage add(ByteBuffer part, boolean last) {
    if (!hasRoom(part.remaining())) {
      return null;
    }
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    if (binary == null && last) {
      bytes = 0;
      return WebSocketMessage.of(copy);
    }
    ByteArrayOutputStream all =
        binary == null ? new ByteArrayOutputStream(2 * copy.length) : binary;
    all.writeBytes(copy);
    binary = last ? null : all;
    bytes = last ? 0 : bytes;
    return last ? WebSocketMessage.of(all.toByteArray()) : null;
  }

  private boolean hasRoom(long more) {
    bytes += more;
    if (most > 0 && bytes > most) {
      tooBig = true;
      text = null;
      binary = null;
    }
    return !tooBig;
  }

  /** Returns how many bytes a text has in UTF-8; half a pair of surrogates counts as two. */
  static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }
}
