package org.gatewaybridge.monitoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.CallListener;
import org.gatewaybridge.operation.SocketClosed;
import org.gatewaybridge.operation.SocketFigures;
import org.jspecify.annotations.Nullable;

/**
 * One line for each request, to the logger {@code org.gatewaybridge.access}: in Apache's combined
 * format, with the request's id, microseconds in all and microseconds to the head behind it; or as
 * JSON. That of a WebSocket is written at its end, with the close code, and messages and bytes
 * received and sent.
 */
final class AccessLog implements CallListener {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.access");
  private static final DateTimeFormatter APACHE =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  private static final int UPGRADED = 101;

  private final boolean json;
  private final Clock clock;
  private final Consumer<String> lines;

  AccessLog(boolean json, Clock clock, Consumer<String> lines) {
    this.json = json;
    this.clock = clock;
    this.lines = lines;
  }

  /**
   * Makes a log.
   *
   * @param json whether its lines are JSON, else they are Apache's combined format
   */
  static AccessLog of(boolean json) {
    return new AccessLog(
        json, Clock.system(ZoneId.systemDefault()), line -> LOG.log(Level.INFO, line));
  }

  @Override
  public void answered(Answered answered) {
    if (answered.status() != UPGRADED) { // its line comes at the socket's end
      lines.accept(json ? json(answered).append('}').toString() : combined(answered));
    }
  }

  @Override
  public void socketClosed(SocketClosed closed) {
    SocketFigures figures = closed.figures();
    Answered whole =
        new Answered(closed.environ(), UPGRADED, figures.bytesSent(), closed.nanos(), -1);
    if (!json) {
      lines.accept(
          combined(whole)
              + " ws="
              + closed.code()
              + " in="
              + figures.messagesReceived()
              + '/'
              + figures.bytesReceived()
              + " out="
              + figures.messagesSent()
              + '/'
              + figures.bytesSent());
      return;
    }
    StringBuilder line = json(whole);
    add(line, "close_code", closed.code());
    add(line, "messages_received", figures.messagesReceived());
    add(line, "bytes_received", figures.bytesReceived());
    add(line, "messages_sent", figures.messagesSent());
    lines.accept(line.append('}').toString());
  }

  private String combined(Answered answered) {
    Map<String, Object> environ = answered.environ();
    return bare(environ, EnvironKeys.REMOTE_ADDR)
        + " - "
        + bare(environ, EnvironKeys.REMOTE_USER)
        + " ["
        + APACHE.format(ZonedDateTime.now(clock))
        + "] "
        + Escaped.quoted(
            text(environ, EnvironKeys.REQUEST_METHOD)
                + ' '
                + text(environ, EnvironKeys.REQUEST_URI)
                + ' '
                + text(environ, EnvironKeys.SERVER_PROTOCOL))
        + ' '
        + answered.status()
        + ' '
        + (answered.bytes() == 0 ? "-" : answered.bytes())
        + ' '
        + quoted(environ, "HTTP_REFERER")
        + ' '
        + quoted(environ, "HTTP_USER_AGENT")
        + ' '
        + bare(environ, EnvironKeys.REQUEST_ID)
        + ' '
        + micros(answered.nanos())
        + ' '
        + (answered.nanosToHead() < 0 ? "-" : micros(answered.nanosToHead()));
  }

  private static String bare(Map<String, Object> environ, String name) {
    return text(environ, name).isEmpty()
        ? "-"
        : Escaped.text(text(environ, name)).replace(' ', '+');
  }

  private static String quoted(Map<String, Object> environ, String name) {
    return text(environ, name).isEmpty() ? "\"-\"" : Escaped.quoted(text(environ, name));
  }

  private StringBuilder json(Answered answered) {
    Map<String, Object> environ = answered.environ();
    StringBuilder line = new StringBuilder(256).append('{');
    add(line, "time", Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString());
    add(line, "id", environ.get(EnvironKeys.REQUEST_ID));
    add(line, "remote", environ.get(EnvironKeys.REMOTE_ADDR));
    add(line, "user", environ.get(EnvironKeys.REMOTE_USER));
    add(line, "method", environ.get(EnvironKeys.REQUEST_METHOD));
    add(line, "uri", environ.get(EnvironKeys.REQUEST_URI));
    add(line, "protocol", environ.get(EnvironKeys.SERVER_PROTOCOL));
    add(line, "status", answered.status());
    add(line, "bytes", answered.bytes());
    add(line, "micros", micros(answered.nanos()));
    add(line, "micros_to_head", answered.nanosToHead() < 0 ? null : micros(answered.nanosToHead()));
    add(line, "referer", environ.get("HTTP_REFERER"));
    add(line, "agent", environ.get("HTTP_USER_AGENT"));
    add(line, "traceparent", environ.get("HTTP_TRACEPARENT"));
    return line;
  }

  private static void add(StringBuilder line, String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (line.length() > 1) {
      line.append(',');
    }
    line.append('"').append(name).append("\":");
    line.append(value instanceof Number ? value : Escaped.json(value.toString()));
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }

  private static String text(Map<String, Object> environ, String name) {
    return environ.get(name) instanceof String text ? text : "";
  }
}
