package org.gatewaybridge.matrix;

import java.util.ArrayList;
import java.util.List;

/** Matrices as a run could have made them. */
final class Fixture {

  static final WarFile WAR = new WarFile("hello-1.0.war", "0123456789abcdef".repeat(4));
  static final ContainerColumn TOMCAT = new ContainerColumn("tomcat11", "Tomcat", "11.0.25", "17");
  static final ContainerColumn JETTY = new ContainerColumn("jetty12.1", "Jetty", "12.1.12", "17");
  static final ContainerColumn PAYARA = new ContainerColumn("payara6", "Payara", "6.2025.1", "17");

  static final String HOSTILE =
      "</script><script>document.title = 'gotcha'; alert(1)</script><img src=x onerror=alert(2)>"
          + "<!-- \u2028 & &lt; ]]> \u0000\u001b[31m";

  private static final List<String> AREAS =
      List.of("environ", "path", "request body", "head", "body", "failure", "lifecycle");

  private Fixture() {}

  /** Three containers, one of which did not run, with every outcome and a hostile answer. */
  static Matrix small() {
    return new Matrix(
        WAR,
        List.of(TOMCAT, JETTY, PAYARA),
        List.of(
            row("P11", "Percent signs are decoded once", "path", Cell.pass(3), Cell.pass(4)),
            row("P2", "The root has an empty name", "path", Cell.pass(3), known()),
            row("E01", "CGI keys of a plain request", "environ", Cell.pass(12), failing())));
  }

  /** As wide as the real ones, with evidence of the usual size in every cell. */
  static Matrix generated(int cases) {
    List<ContainerColumn> columns = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      columns.add(
          new ContainerColumn(
              "container" + i,
              List.of("Tomcat", "Jetty", "WildFly").get(i % 3),
              "1" + i + ".0.2",
              "17"));
    }
    List<CaseRow> rows = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      CaseRow row =
          CaseRow.of(
              "%s%02d".formatted("EPRHBFL".charAt(i % 7), i / 7),
              "Case number " + i + " has a title of a usual length",
              AREAS.get(i % 7),
              "RFC 9110 15." + i);
      for (int c = 0; c < 14; c++) {
        row = row.with("container" + c, cell(i, c));
      }
      rows.add(row);
    }
    return new Matrix(WAR, columns, rows);
  }

  private static CaseRow row(String id, String title, String area, Cell tomcat, Cell jetty) {
    return CaseRow.of(id, title, area, "PEP 3333, environ Variables")
        .with(TOMCAT.id(), tomcat)
        .with(JETTY.id(), jetty)
        .with(PAYARA.id(), Cell.notRun("Its archive is not published"));
  }

  private static Cell known() {
    return Cell.known(7, "Jetty redirects /ctx to /ctx/ before any servlet is asked")
        .withEvidence(
            "200 with PATH_INFO \"\"",
            "301 to /ctx/",
            List.of(
                new RecordedExchange(
                    "GET /ctx HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                    "HTTP/1.1 301 Moved Permanently\r\nLocation: /ctx/\r\n\r\n")));
  }

  private static Cell failing() {
    return Cell.fail(25, "QUERY_STRING is absent")
        .withEvidence(
            "QUERY_STRING=a=b",
            "no QUERY_STRING",
            List.of(
                new RecordedExchange(
                    "GET /ctx/foo?a=b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HOSTILE)));
  }

  private static Cell cell(int row, int column) {
    int lot = (row * 31 + column * 17) % 97;
    List<RecordedExchange> exchanges =
        List.of(
            new RecordedExchange(
                "GET /ctx/case/"
                    + row
                    + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + (40000 + column)
                    + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nServer: "
                    + column
                    + "\r\nContent-Length: 400\r\n\r\n"
                    + ("body " + row + " ").repeat(40)));
    if (column == 13) {
      return Cell.notRun("It did not start within 60 s; its log is beside this page");
    }
    if (lot == 2) {
      return Cell.notRun("The container offers no HTTP/2 without TLS");
    }
    if (lot == 1) {
      return Cell.fail(lot, "The body ends after 3 of 400 bytes")
          .withEvidence("400 bytes", "3 bytes and the end", exchanges);
    }
    if (lot == 0) {
      return Cell.known(lot, "The container decides this itself, see its manual, case " + row)
          .withEvidence("400", "404", exchanges);
    }
    return Cell.pass(lot).withEvidence("200 and the body as the app gave it", "", exchanges);
  }
}
