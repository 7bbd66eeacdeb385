package org.gatewaybridge.comparing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The response to a probe.
 *
 * @param headers sorted by name, those of one name in their order
 */
@SuppressWarnings("ArrayRecordComponent") // compared by differences(), never by equals
record Answer(int status, List<Header> headers, byte[] body) {

  /** The headers that a container sets by itself: connection, framing, date, and its own name. */
  private static final Set<String> THE_CONTAINERS =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "server",
          "transfer-encoding",
          "x-powered-by");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  static Answer request(Probe probe, URI app, Duration patience) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(probe.at(app))
            .timeout(patience)
            .method(
                probe.method(),
                probe.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(probe.body(), UTF_8));
    probe.headers().forEach(header -> request.header(header.name(), header.value()));
    try {
      return of(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + probe.title(), e);
    }
  }

  private static Answer of(HttpResponse<byte[]> response) {
    List<Header> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> headers.add(new Header(name, value))));
    headers.sort(Comparator.comparing(header -> header.name().toLowerCase(Locale.ROOT)));
    return new Answer(response.statusCode(), headers, response.body());
  }

  List<String> all(String name) {
    return headers.stream().filter(each -> each.named(name)).map(Header::value).toList();
  }

  /** Returns whether a header has that value; media types are compared without case and blanks. */
  boolean has(Header wanted) {
    return headers.stream().anyMatch(each -> comparable(each).equals(comparable(wanted)));
  }

  String text() {
    return new String(body, UTF_8);
  }

  /**
   * Returns how this answer differs from another container's, without what containers decide by
   * themselves and the values of session ids.
   */
  List<String> differences(Answer other, boolean bodyVaries) {
    List<String> differences = new ArrayList<>();
    if (status != other.status) {
      differences.add("status " + status + " instead of " + other.status);
    }
    List<String> mine = theApps();
    List<String> theirs = other.theApps();
    mine.stream()
        .filter(line -> !theirs.contains(line))
        .forEach(line -> differences.add("has the header " + line));
    theirs.stream()
        .filter(line -> !mine.contains(line))
        .forEach(line -> differences.add("lacks the header " + line));
    if (!bodyVaries && !Arrays.equals(body, other.body)) {
      differences.add("another body");
    }
    return differences;
  }

  private List<String> theApps() {
    return headers.stream()
        .filter(header -> !THE_CONTAINERS.contains(header.name().toLowerCase(Locale.ROOT)))
        .map(Answer::comparable)
        .toList();
  }

  /** Returns a header for comparison: without case, and without the id of a session. */
  private static String comparable(Header header) {
    String name = header.name().toLowerCase(Locale.ROOT);
    String value = header.value().replaceAll("(?i)(JSESSIONID=)[^;]*", "$1...");
    return name
        + ": "
        + (name.equals("content-type")
            ? value.toLowerCase(Locale.ROOT).replaceAll("\\s*;\\s*", "; ")
            : value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("HTTP " + status + "\n");
    headers.forEach(header -> text.append(header).append('\n'));
    return text.append('\n').append(text()).toString();
  }
}
