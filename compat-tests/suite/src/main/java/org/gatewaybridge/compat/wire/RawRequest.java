package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request that is sent byte by byte as it stands here, well-formed or not; text is latin-1. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawRequest(
    String method, String target, String version, List<Field> fields, byte[] body) {

  /** An HTTP/1.1 request without a header. */
  public static RawRequest of(String method, String target) {
    return new RawRequest(method, target, "HTTP/1.1", List.of(), new byte[0]);
  }

  public RawRequest method(String changed) {
    return new RawRequest(changed, target, version, fields, body);
  }

  public RawRequest version(String changed) {
    return new RawRequest(method, target, changed, fields, body);
  }

  /** The same with one more header line. */
  public RawRequest with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new RawRequest(method, target, version, more, body);
  }

  /** The same without the headers of that name. */
  public RawRequest without(String name) {
    List<Field> fewer =
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList();
    return new RawRequest(method, target, version, fewer, body);
  }

  /** The same with those bytes after the head, as they are. */
  public RawRequest rawBody(String bytes) {
    return new RawRequest(method, target, version, fields, bytes.getBytes(ISO_8859_1));
  }

  /** The same with that body and its Content-Length. */
  public RawRequest body(byte[] bytes) {
    return new RawRequest(method, target, version, fields, bytes)
        .with("Content-Length", String.valueOf(bytes.length));
  }

  /** The same with that body, each piece a chunk. */
  public RawRequest chunked(String... pieces) {
    StringBuilder framed = new StringBuilder();
    for (String piece : pieces) {
      framed.append(Integer.toHexString(piece.length())).append("\r\n").append(piece);
      framed.append("\r\n");
    }
    return with("Transfer-Encoding", "chunked").rawBody(framed.append("0\r\n\r\n").toString());
  }

  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  boolean toHead() {
    return method.equals("HEAD");
  }

  /** The bytes that go out. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder(method + " " + target + " " + version + "\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes("\r\n".getBytes(US_ASCII));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
