package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.Optional;

/** All known differences, by container. */
final class KnownDifferences {
  private static final String JETTY = "jetty.*";
  private static final String UNDERTOW = "undertow.*|wildfly.*";

  static final List<KnownDifference> ALL =
      List.of(
          new KnownDifference(
              UNDERTOW,
              "",
              "P28",
              "",
              "but was: \"x\"",
              "QUERY_STRING ?x",
              "its parser drops a question mark that follows the first",
              "seen on 2.3.26.Final"),
          new KnownDifference(
              UNDERTOW,
              "",
              "P34",
              "/shop//../cart",
              "but was: \"/shop/cart\"",
              "/cart, or refused",
              "it takes the empty segment for the one that .. removes, as RFC 3986 5.2.4 does",
              "seen on 2.3.26.Final"),
          new KnownDifference(
              UNDERTOW,
              "",
              "M04",
              "127.0.0.1:80",
              "500",
              "400, 405 or 501",
              "it maps an authority like a path, and fails before the servlet",
              "seen on 2.3.26.Final"),
          new KnownDifference(
              UNDERTOW,
              "",
              "B09",
              "5\r\nhelloXX\r\n0\r\n\r\n",
              "HTTP/1.1 200",
              "a read that fails",
              "its parser skips what stands between a chunk and its line end",
              "seen on 2.3.26.Final; CVE-2026-28367 is of that kind"),
          new KnownDifference(
              UNDERTOW,
              "",
              "B09",
              "\r\n\r\n",
              "HTTP/1.1 200",
              "a read that fails",
              "its parser takes a line without a size for the last chunk",
              "seen on 2.3.26.Final"),
          new KnownDifference(
              JETTY,
              "12.1.",
              "P04",
              "",
              "HTTP/1.1 400",
              "decoded once",
              "%25 is ambiguous to it (AMBIGUOUS_PATH_ENCODING)",
              "org.eclipse.jetty.http.UriCompliance"),
          new KnownDifference(
              JETTY,
              "12.1.",
              "B09",
              "5\r\nhello\r\n0\r\n",
              "HTTP/1.1 200",
              "a read that fails",
              "the last chunk has been read, and it does not wait for the line after it",
              "seen on 12.1.12"),
          new KnownDifference(
              JETTY,
              "12.1.",
              "M03",
              "",
              "HTTP/1.1 403",
              "405",
              "its webdefault descriptor forbids TRACE by a security constraint",
              "etc/webdefault-ee11.xml"),
          new KnownDifference(
              JETTY,
              "12.1.",
              "P29",
              "\u00e9",
              "but was: \"\ufffd\"",
              "the query's bytes, or refused",
              "it decodes the request line as UTF-8 and replaces what is not",
              "seen on 12.1.12"),
          new KnownDifference(
              JETTY,
              "12.1.",
              "P11",
              "",
              "HTTP/1.1 400",
              "kept",
              "an empty segment is ambiguous to it (AMBIGUOUS_EMPTY_SEGMENT)",
              "org.eclipse.jetty.http.UriCompliance"),
          new KnownDifference(
              JETTY,
              "12.1.",
              "E22",
              "",
              "HTTP/1.1 400",
              "the server's own name",
              "it refuses an empty Host",
              "org.eclipse.jetty.http.HttpCompliance"));

  private KnownDifferences() {}

  static Optional<KnownDifference> of(
      String container, String version, String caseId, String variant) {
    return ALL.stream()
        .filter(known -> known.concerns(container, version, caseId, variant))
        .findFirst();
  }
}
