package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.EarlyHints;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.logging.LoggedFailure;

/**
 * Status and headers of a response, which Python sends as lines of latin-1; without a status, the
 * fields of trailers or an early hint.
 */
record AnswerHead(String status, List<Map.Entry<String, String>> headers) {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

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

  /** Sends the headers as an early hint; a client that is gone is met by the answer. */
  void hint(PythonRequest request) {
    if (request.value(EnvironKeys.EARLY_HINTS) instanceof EarlyHints hints) {
      try {
        hints.send(headers);
      } catch (IOException gone) {
        LOG.log(Level.DEBUG, request + ": an early hint was not sent", LoggedFailure.of(gone));
      }
    }
  }

  void start(StartResponse startResponse) {
    startResponse.start(status, headers);
  }
}
