package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.StartResponse;

/** Status and headers of a response, which Python sends as lines of latin-1. */
record AnswerHead(String status, List<Map.Entry<String, String>> headers) {

  static AnswerHead parse(byte[] meta) {
    String text = new String(meta, ISO_8859_1);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    int end = text.indexOf('\n');
    String status = end < 0 ? text : text.substring(0, end);
    while (end >= 0) {
      int name = text.indexOf('\n', end + 1);
      int value = text.indexOf('\n', name + 1);
      headers.add(
          Map.entry(
              text.substring(end + 1, name),
              value < 0 ? text.substring(name + 1) : text.substring(name + 1, value)));
      end = value;
    }
    return new AnswerHead(status, headers);
  }

  /** Adds a Content-Length unless the app has set one. */
  void setLength(long length) {
    if (headers.stream().noneMatch(h -> h.getKey().equalsIgnoreCase("Content-Length"))) {
      headers.add(Map.entry("Content-Length", Long.toString(length)));
    }
  }

  void start(StartResponse startResponse) {
    startResponse.start(status, headers);
  }
}
