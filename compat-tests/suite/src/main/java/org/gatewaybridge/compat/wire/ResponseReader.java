package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one response, strictly by RFC 9112, as far as it is asked to. What a recipient would have
 * to guess about is a {@link WireViolation}; a connection that ends too soon is a response that is
 * not complete.
 */
public final class ResponseReader {
  private static final Pattern STATUS_LINE = Pattern.compile("(HTTP/1\\.[01]) (\\d{3}) (.*)");
  private static final Pattern FIELD_LINE =
      Pattern.compile("([!#$%&'*+\\-.^_`|~0-9A-Za-z]+):[ \\t]*(.*?)[ \\t]*");
  private static final int END = -1;
  private static final int SWITCHED = 101;
  private static final int BLOCK = 16 * 1024;

  private final InputStream in;
  private final boolean toHead;
  private final List<RawHead> interim = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<Integer> chunks = new ArrayList<>();
  private final List<Field> trailers = new ArrayList<>();
  private @Nullable RawHead head;
  private Framing framing = Framing.NONE;
  private long left;
  private int handedOver;
  private boolean ended;
  private boolean reset;
  private boolean complete;

  ResponseReader(InputStream in, boolean toHead) {
    this.in = in;
    this.toHead = toHead;
  }

  /** Waits for the head of the final response. */
  public RawHead head() {
    if (head == null) {
      RawHead read = readHead();
      while (read.code() < 200 && read.code() != SWITCHED) {
        read.framing(toHead);
        interim.add(read);
        read = readHead();
      }
      framing = read.framing(toHead);
      if (framing == Framing.LENGTH) {
        left = Long.parseLong(read.first("Content-Length").orElseThrow());
      }
      head = read;
    }
    return head;
  }

  /** Waits for the head of the next response 1xx. */
  public RawHead interim() {
    RawHead read = readHead();
    if (read.code() >= 200) {
      throw new WireViolation("instead of a 1xx: " + read);
    }
    read.framing(toHead);
    interim.add(read);
    return read;
  }

  /** Waits for so many bytes of the body more; fewer if it ends before. */
  public byte[] read(int count) {
    head();
    while (!ended && body.size() - handedOver < count) {
      readOne();
    }
    byte[] all = body.toByteArray();
    int end = Math.min(all.length, handedOver + count);
    byte[] piece = java.util.Arrays.copyOfRange(all, handedOver, end);
    handedOver = end;
    return piece;
  }

  /** Waits for the end, and returns the whole response. */
  public RawResponse rest() {
    RawHead whole = head();
    while (!ended) {
      readOne();
    }
    return new RawResponse(whole, interim, body.toByteArray(), framing, complete, chunks, trailers);
  }

  private void readOne() {
    switch (framing) {
      case NONE -> end(true);
      case LENGTH -> {
        if (left == 0) {
          end(true);
        } else {
          readSome();
        }
      }
      case CLOSE -> {
        int b = next();
        if (b == END) {
          end(!reset); // an orderly end is the body's; a reset tells that it is not whole
        } else {
          body.write(b);
        }
      }
      case CHUNKED -> {
        if (left > 0) {
          readSome();
        } else {
          beginChunk();
        }
      }
    }
  }

  /** Reads what has come of the length or chunk, and at least one byte. */
  private void readSome() {
    byte[] some = new byte[(int) Math.min(left, BLOCK)];
    int count = next(some);
    if (count == END) {
      end(false);
    } else {
      body.write(some, 0, count);
      left -= count;
    }
  }

  private void beginChunk() {
    if (!chunks.isEmpty()) {
      String separator = line();
      if (separator == null) {
        end(false);
        return;
      }
      if (!separator.isEmpty()) {
        throw new WireViolation("after a chunk, instead of its end: " + separator);
      }
    }
    String size = line();
    if (size == null) {
      end(false);
      return;
    }
    if (!size.matches("[0-9A-Fa-f]{1,8}")) {
      throw new WireViolation("instead of a chunk's size: " + size);
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      readTrailers();
    } else {
      chunks.add((int) left);
    }
  }

  private void readTrailers() {
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty()) {
        end(true);
        return;
      }
      trailers.add(field(line));
    }
    end(false);
  }

  private void end(boolean wholly) {
    ended = true;
    complete = wholly;
  }

  private RawHead readHead() {
    String statusLine = line();
    if (statusLine == null) {
      throw new WireViolation("the connection ended without a response");
    }
    Matcher status = STATUS_LINE.matcher(statusLine);
    if (!status.matches()) {
      throw new WireViolation("instead of a status line: " + statusLine);
    }
    List<Field> fields = new ArrayList<>();
    for (String line = line(); ; line = line()) {
      if (line == null) {
        throw new WireViolation("the connection ended in a head: " + statusLine + " " + fields);
      }
      if (line.isEmpty()) {
        return new RawHead(
            status.group(1), Integer.parseInt(status.group(2)), status.group(3), fields);
      }
      fields.add(field(line));
    }
  }

  private static Field field(String line) {
    Matcher field = FIELD_LINE.matcher(line);
    if (!field.matches()) {
      throw new WireViolation("instead of a header line: " + line);
    }
    return new Field(field.group(1), field.group(2));
  }

  /** A line without its CR LF; null if the connection ends before it does. */
  private @Nullable String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b = next();
      switch (b) {
        case END -> {
          return null;
        }
        case '\r' -> {
          if (next() != '\n') {
            throw new WireViolation("a CR without LF after: " + line.toString(ISO_8859_1));
          }
          return line.toString(ISO_8859_1);
        }
        case '\n', 0 -> throw new WireViolation("a bare LF or a NUL after: " + line);
        default -> line.write(b);
      }
    }
  }

  private int next(byte[] into) {
    try {
      return in.read(into);
    } catch (SocketTimeoutException e) {
      throw new WireViolation("silence after: " + this);
    } catch (IOException e) {
      reset = true;
      return END; // for a recipient a reset is an end
    }
  }

  private int next() {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      throw new WireViolation("silence after: " + this);
    } catch (IOException e) {
      reset = true;
      return END; // for a recipient a reset is an end
    }
  }

  @Override
  public String toString() {
    return (head == null ? "no head" : head.toString()) + "\n" + body.toString(ISO_8859_1);
  }
}
