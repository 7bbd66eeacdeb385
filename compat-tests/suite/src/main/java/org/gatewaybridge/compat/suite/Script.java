package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the app is to do, step by step; the compat app's ScriptedApp does it. */
public record Script(String encoded) {

  /** Calls startResponse with that status and headers: name, value, name, value. */
  public static Script start(String status, String... headers) {
    return new Script("").step("start", status).more(headers);
  }

  /** Calls startResponse with 200 and that Content-Length. */
  public static Script length(long contentLength) {
    return start(
        "200 OK", "Content-Type", "text/plain", "Content-Length", String.valueOf(contentLength));
  }

  /** Calls startResponse with 200 and a type. */
  public static Script ok() {
    return start("200 OK", "Content-Type", "text/plain");
  }

  /** Nothing yet: for apps that do not begin with startResponse. */
  public static Script nothing() {
    return new Script("");
  }

  /** Accepts a WebSocket with those headers: what follows happens over it. */
  public static Script accept(String... headers) {
    return new Script("").step("accept", headers);
  }

  /** Sends messages back until the WebSocket is closed. */
  public Script echo() {
    return step("echo");
  }

  public Script startAgain(String status, String... headers) {
    return step("start", status).more(headers);
  }

  /** startResponse with an excInfo. */
  public Script replace(String status, String... headers) {
    return step("replace", status).more(headers);
  }

  public Script write(String text) {
    return step("write", text);
  }

  public Script writeLater(String text) {
    return step("write-later", text);
  }

  public Script await(String event) {
    return step("await", event);
  }

  /** Throws; the names are those of the app's Failures. */
  public Script fails(String failure) {
    return step("throw", failure);
  }

  /** A step after whose failure the app goes on. */
  public Script trying(String verb, String... arguments) {
    return step("try", verb).more(arguments);
  }

  /** Any step, by the app's own words. */
  public Script step(String verb, String... arguments) {
    String step =
        java.util.stream.Stream.concat(java.util.stream.Stream.of(verb), Arrays.stream(arguments))
            .map(word -> URLEncoder.encode(word, UTF_8))
            .collect(Collectors.joining(","));
    return new Script(encoded.isEmpty() ? step : encoded + ";" + step);
  }

  private Script more(String... arguments) {
    String added =
        Arrays.stream(arguments)
            .map(argument -> "," + URLEncoder.encode(argument, UTF_8))
            .collect(Collectors.joining());
    return new Script(encoded + added);
  }

  /** Returns a list of those chunks. */
  public Script list(String... chunks) {
    return step("return", "list").yields(chunks);
  }

  /** Returns a body that does what follows while it is iterated, and notes its close. */
  public Script generator() {
    return step("return", "generator");
  }

  public Script returns(String kind) {
    return step("return", kind);
  }

  /** Hands over chunks; {@code *9} is nine bytes. */
  public Script yields(String... chunks) {
    Script script = this;
    for (String chunk : chunks) {
      script = script.step("yield", chunk);
    }
    return script;
  }
}
