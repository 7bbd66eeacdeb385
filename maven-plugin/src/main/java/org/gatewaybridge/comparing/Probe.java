package org.gatewaybridge.comparing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to an app and what is expected of the answer.
 *
 * @param title names it in reports
 * @param path below the app's address, with its query: {@code /} or longer
 * @param expected what every container's answer must be
 * @param source the file and line of the probe
 */
public record Probe(
    String title,
    String method,
    String path,
    List<Header> headers,
    String body,
    Expectation expected,
    String source) {

  /** Returns the probe for an app without any of its own: GET / is answered below 500. */
  public static Probe frontPage() {
    return new Probe(
        "GET / answers below 500",
        "GET",
        "/",
        List.of(),
        "",
        new Expectation("[1-4]..", List.of(), List.of(), null, false),
        "the default, as src/test/gateway has no *.http");
  }

  /** Returns the address of the request. */
  URI at(URI app) {
    return URI.create(app.toString().replaceFirst("/$", "") + path);
  }

  /** Returns the request as text, in the form of a probe file. */
  public String request() {
    StringBuilder text = new StringBuilder(method + " " + path + "\n");
    headers.forEach(header -> text.append(header).append('\n'));
    return body.isEmpty() ? text.toString() : text.append('\n').append(body).toString();
  }

  /**
   * What an answer must be.
   *
   * @param status a regular expression of three characters
   * @param headers must be in the answer; one without a value may have any
   * @param contains texts that must be in the body
   * @param body the whole body; null if only parts of it matter
   * @param varies whether the body may differ from container to container
   */
  public record Expectation(
      String status,
      List<Header> headers,
      List<String> contains,
      @Nullable String body,
      boolean varies) {

    /** Returns what is wrong with an answer; empty if nothing is. */
    List<String> faults(Answer answer) {
      List<String> faults = new ArrayList<>();
      if (!String.valueOf(answer.status()).matches(status)) {
        faults.add("status " + answer.status() + " instead of " + status.replace('.', 'x'));
      }
      for (Header wanted : headers) {
        List<String> came = answer.all(wanted.name());
        if (wanted.value().isEmpty() ? came.isEmpty() : !answer.has(wanted)) {
          faults.add(
              "header %s is %s instead of %s"
                  .formatted(
                      wanted.name(),
                      came,
                      wanted.value().isEmpty() ? "any value" : wanted.value()));
        }
      }
      for (String part : contains) {
        if (!answer.text().contains(part)) {
          faults.add("the body does not contain \"" + part + "\"");
        }
      }
      if (body != null && !answer.text().stripTrailing().equals(body)) {
        faults.add("the body is not the expected one");
      }
      return faults;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("HTTP " + status.replace('.', 'x'));
      headers.forEach(header -> text.append('\n').append(header));
      contains.forEach(part -> text.append("\nbody contains ").append(part));
      if (body != null) {
        text.append("\n\n").append(body);
      }
      return text.toString();
    }
  }
}
