package org.gatewaybridge.comparing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.comparing.Probe.Expectation;
import org.jspecify.annotations.Nullable;

/**
 * Reads probes from {@code *.http} files. A file holds probes one after the other:
 *
 * <pre>
 * ### greets by name
 * POST /greeting?lang=en
 * Content-Type: application/x-www-form-urlencoded
 *
 * name=World
 *
 * HTTP 200
 * Content-Type: text/plain; charset=utf-8
 * body contains Hello
 * </pre>
 *
 * <p>{@code ###} begins a probe and titles it. The request is a line with method and path, headers,
 * and after an empty line the body. What is expected begins with {@code HTTP} and a status, in
 * which {@code x} stands for any digit. Headers must come as they stand, or at all where no value
 * stands. {@code body contains} requires a text in the body, {@code body varies} lets the body
 * differ from container to container, and text after an empty line is the whole body. Lines that
 * begin with {@code #} and a blank are comments. Files are UTF-8.
 */
public final class ProbeFile {
  private static final String CONTAINS = "body contains ";
  private static final String VARIES = "body varies";

  private final String name;
  private final List<String> lines;
  private int next;

  private ProbeFile(String name, List<String> lines) {
    this.name = name;
    this.lines = lines;
  }

  /**
   * Reads all {@code *.http} files of a directory, by name.
   *
   * @return no probes if there is no such directory or file
   * @throws IllegalArgumentException if a file is not understood; the message names file and line
   */
  public static List<Probe> readAll(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(directory)) {
      files = found.filter(file -> file.toString().endsWith(".http")).sorted().toList();
    }
    List<Probe> probes = new ArrayList<>();
    for (Path file : files) {
      probes.addAll(parse(file.getFileName().toString(), Files.readString(file, UTF_8)));
    }
    return probes;
  }

  static List<Probe> parse(String name, String text) {
    return new ProbeFile(name, text.lines().filter(line -> !line.matches("#( .*)?")).toList())
        .probes();
  }

  private List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    skipEmpty();
    while (next < lines.size()) {
      probes.add(probe());
      skipEmpty();
    }
    return probes;
  }

  private Probe probe() {
    String title = lines.get(next).startsWith("###") ? lines.get(next++).substring(3).strip() : "";
    skipEmpty();
    String source = name + ", probe " + (title.isEmpty() ? "without a title" : "\"" + title + "\"");
    String[] request = line("a request such as GET /").split(" ", -1);
    if (request.length != 2 || !request[0].matches("[A-Z]+") || !request[1].startsWith("/")) {
      throw wrong(String.join(" ", request), "a method and a path, such as GET /");
    }
    List<Header> headers = headers();
    String body = textUntilStatus();
    String status = line("what is expected, such as HTTP 200");
    if (!status.matches("HTTP [1-5][0-9x][0-9x]")) {
      throw wrong(status, "HTTP and a status, such as HTTP 200 or HTTP 2xx");
    }
    return new Probe(
        title.isEmpty() ? String.join(" ", request) : title,
        request[0],
        request[1],
        headers,
        body,
        expectation(status.substring("HTTP ".length()).replace('x', '.')),
        source);
  }

  private Expectation expectation(String status) {
    List<Header> headers = new ArrayList<>();
    List<String> contains = new ArrayList<>();
    boolean varies = false;
    while (next < lines.size() && !isTitle() && !lines.get(next).isBlank()) {
      String line = lines.get(next++);
      if (line.startsWith(CONTAINS)) {
        contains.add(line.substring(CONTAINS.length()));
      } else if (line.equals(VARIES)) {
        varies = true;
      } else if (Header.is(line)) {
        headers.add(Header.parse(line));
      } else {
        throw wrong(line, "a header, \"body contains ...\", \"body varies\" or an empty line");
      }
    }
    String body = textUntilStatus();
    return new Expectation(status, headers, contains, orNull(body), varies);
  }

  private static @Nullable String orNull(String body) {
    return body.isEmpty() ? null : body;
  }

  private List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    while (next < lines.size() && Header.is(lines.get(next))) {
      headers.add(Header.parse(lines.get(next++)));
    }
    return headers;
  }

  /** Returns the lines up to the next expectation or title, without empty lines around them. */
  private String textUntilStatus() {
    List<String> text = new ArrayList<>();
    while (next < lines.size() && !isTitle() && !lines.get(next).startsWith("HTTP ")) {
      text.add(lines.get(next++));
    }
    return String.join("\n", text).strip();
  }

  private boolean isTitle() {
    return lines.get(next).startsWith("###");
  }

  private void skipEmpty() {
    while (next < lines.size() && lines.get(next).isBlank()) {
      next++;
    }
  }

  private String line(String wanted) {
    if (next == lines.size()) {
      throw new IllegalArgumentException(name + " ends where it should have " + wanted);
    }
    return lines.get(next++);
  }

  private IllegalArgumentException wrong(String line, String wanted) {
    return new IllegalArgumentException(
        name + " has \"" + line + "\" where it should have " + wanted);
  }
}
