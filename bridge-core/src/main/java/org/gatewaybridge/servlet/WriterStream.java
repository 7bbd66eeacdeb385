package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a response whose writer is already in use by another part of the page, such as a
 * JSP that includes the app.
 */
final class WriterStream extends ServletOutputStream {
  private static final String CHARSET = "charset";

  private final Writer writer;
  private final CharsetDecoder decoder;
  private byte[] rest = {};

  private WriterStream(Writer writer, Charset charset) {
    this.writer = writer;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Opens the response's stream, or one over its writer if that has been taken. */
  static ServletOutputStream open(HttpServletResponse response, @Nullable String contentType)
      throws IOException {
    try {
      return response.getOutputStream();
    } catch (IllegalStateException writerTaken) {
      return of(response.getWriter(), contentType, response.getCharacterEncoding());
    }
  }

  /**
   * Makes one for bytes of a content type.
   *
   * @param charset that of the page, which holds if the type names none
   */
  static WriterStream of(Writer writer, @Nullable String contentType, String charset) {
    String named = contentType == null ? "" : named(contentType);
    return new WriterStream(writer, charset(named.isEmpty() ? charset : named, charset));
  }

  /** Returns the charset of a content type, "" if there is none; RFC 9110 8.3.1. */
  private static String named(String contentType) {
    for (int at = contentType.indexOf(';'); at >= 0; ) {
      int end = contentType.indexOf(';', at + 1);
      String parameter = contentType.substring(at + 1, end < 0 ? contentType.length() : end);
      int equals = parameter.indexOf('=');
      if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(CHARSET)) {
        String value = parameter.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
      at = end;
    }
    return "";
  }

  private static Charset charset(String name, String otherwise) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return Charset.forName(otherwise);
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(rest.length + length);
    in.put(rest).put(bytes, offset, length).flip();
    CharBuffer text =
        CharBuffer.allocate(1 + (int) (in.remaining() * (double) decoder.maxCharsPerByte()));
    decoder.decode(in, text, false);
    rest = new byte[in.remaining()]; // the beginning of a character
    in.get(rest);
    writer.append(text.flip());
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    throw new IllegalStateException("The response's writer blocks");
  }
}
