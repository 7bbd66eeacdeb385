package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R02;
import static org.gatewaybridge.api.ContractRule.R03;
import static org.gatewaybridge.api.ContractRule.R16;
import static org.gatewaybridge.api.ContractRule.R17;
import static org.gatewaybridge.api.ContractRule.R18;
import static org.gatewaybridge.api.ContractRule.R20;
import static org.gatewaybridge.api.ContractRule.R21;
import static org.gatewaybridge.api.ContractRule.R22;
import static org.gatewaybridge.api.ContractRule.R23;
import static org.gatewaybridge.api.ContractRule.R24;
import static org.gatewaybridge.api.ContractRule.R25;
import static org.gatewaybridge.api.ContractRule.R26;
import static org.gatewaybridge.api.ContractRule.R28;
import static org.gatewaybridge.api.ContractRule.R29;
import static org.gatewaybridge.api.ContractRule.R30;
import static org.gatewaybridge.api.ContractRule.R33;
import static org.gatewaybridge.api.ContractRule.R34;

import java.nio.file.Path;
import java.util.AbstractMap.SimpleEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.jspecify.annotations.NullUnmarked;

/** Apps that misbehave, each under a gateway that does not. */
@NullUnmarked // hands over null on purpose
final class AppMisdeeds {
  private static final byte[] HI = {'h', 'i'};

  private AppMisdeeds() {}

  static Stream<Misdeed> all() {
    return Stream.of(environ(), starts(), statuses(), headers(), bodies(), lengths())
        .flatMap(misdeeds -> misdeeds);
  }

  private static Stream<Misdeed> environ() {
    return Stream.of(
        app(
            R02,
            "puts null",
            (environ, startResponse) -> {
              environ.put("app.user", null);
              return Bodies.empty();
            }),
        app(
            R03,
            "puts a CGI value of another class",
            (environ, startResponse) -> {
              environ.put("USER", 1);
              return Bodies.empty();
            }),
        afterwards("reads a value", environ -> environ.get("QUERY_STRING")),
        afterwards("asks for a key", environ -> environ.containsKey("REMOTE_USER")),
        afterwards("iterates", Map::size),
        new Misdeed(R16, "reads after its own failure", AppMisdeeds::readAfterFailure));
  }

  private static void readAfterFailure(FakeGateway gateway) throws Exception {
    AtomicReference<Map<String, Object>> kept = new AtomicReference<>();
    try {
      gateway.run(
          linted(
              (environ, startResponse) -> {
                kept.set(environ);
                throw new IllegalStateException("broken");
              }));
    } catch (IllegalStateException expected) {
      kept.get().get("PATH_INFO");
    }
  }

  private static Stream<Misdeed> starts() {
    return Stream.of(
        app(R17, "never calls startResponse", (environ, startResponse) -> Bodies.empty()),
        app(R17, "hands a chunk over first", (environ, startResponse) -> Bodies.of(HI)),
        app(
            R17,
            "returns a file and does not start",
            (environ, startResponse) -> new FileBody(Path.of("x"), 0, 0)),
        app(
            R18,
            "starts twice",
            (environ, startResponse) -> {
              startResponse.start("200 OK", Headers.of());
              startResponse.start("404 Not Found", Headers.of());
              return Bodies.empty();
            }),
        new Misdeed(R30, "writes after its call", AppMisdeeds::writeLate),
        app(
            R29,
            "writes null",
            (environ, startResponse) -> {
              startResponse.start("200 OK", Headers.of()).write(null);
              return Bodies.empty();
            }));
  }

  private static void writeLate(FakeGateway gateway) throws Exception {
    AtomicReference<BodyWriter> writer = new AtomicReference<>();
    gateway.run(
        linted(
            (environ, startResponse) -> {
              writer.set(startResponse.start("200 OK", Headers.of()));
              return Bodies.empty();
            }));
    writer.get().write(HI);
  }

  private static Stream<Misdeed> statuses() {
    Stream<Misdeed> malformed =
        Stream.of(
                "200",
                "20X OK",
                "200OK",
                "2000 OK",
                "OK",
                "",
                "099 X",
                "100 Continue",
                "101 X",
                "199 X",
                "-10 X",
                "1000 X",
                "\u0662\u0660\u0660 OK")
            .map(status -> head(R20, status));
    Stream<Misdeed> unprintable =
        Stream.of("200 OK\r\nX-A: b", "200 \u0000", "200 \u20ac", "200 \u007f")
            .map(status -> head(R24, status));
    return Stream.of(malformed, unprintable, Stream.of(head(R20, (String) null)))
        .flatMap(misdeeds -> misdeeds);
  }

  private static Stream<Misdeed> headers() {
    return Stream.of(
        hopByHop("Connection"),
        hopByHop("KEEP-ALIVE"), // with an I, which Turkish lower-cases otherwise
        hopByHop("Proxy-Authenticate"),
        hopByHop("PROXY-AUTHORIZATION"),
        hopByHop("te"),
        hopByHop("Trailers"),
        hopByHop("Transfer-Encoding"),
        hopByHop("Upgrade"),
        started(R22, "null headers", null),
        started(R22, "a null header", Arrays.asList((Map.Entry<String, String>) null)),
        started(R22, "a null value", Arrays.asList(new SimpleEntry<>("X", null))),
        started(R22, "not entries", notEntries()),
        head(R23, "200 OK", "", "x"),
        head(R23, "200 OK", "X A", "x"),
        head(R23, "200 OK", "X:A", "x"),
        head(R23, "200 OK", "X\r\nA", "x"),
        head(R23, "200 OK", "X\u00e9", "x"),
        head(R23, "200 OK", "STATUS", "404"),
        head(R24, "200 OK", "X", "a\r\nX-Injected: 1"),
        head(R24, "200 OK", "X", "a\nb"),
        head(R24, "200 OK", "X", "a\u0000b"),
        head(R24, "200 OK", "X", "a\u010d\u010ab"), // their low bytes are CR and LF
        head(R24, "200 OK", "X", "\u20ac"),
        head(R25, "200 OK", "Content-Type", "text/plain", "CONTENT-TYPE", "text/html"),
        head(R25, "200 OK", "Content-Length", "2", "content-length", "2"),
        head(R26, "200 OK", "Content-Length", "abc"),
        head(R26, "200 OK", "Content-Length", "-1"),
        head(R26, "200 OK", "Content-Length", ""),
        head(R26, "200 OK", "Content-Length", "9223372036854775808"),
        head(R26, "200 OK", "Content-Length", "99999999999999999999"));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<Map.Entry<String, String>> notEntries() {
    return (List) List.of("Content-Type: text/plain");
  }

  private static Stream<Misdeed> bodies() {
    return Stream.of(
        app(R28, "returns null", (environ, startResponse) -> null),
        body(R28, "null iterator", () -> null),
        body(R29, "null chunk", Arrays.asList(HI, null)),
        body(R29, "chunk of text", textChunk()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Iterable<byte[]> textChunk() {
    return (Iterable) List.of("hi");
  }

  private static Stream<Misdeed> lengths() {
    return Stream.of(
        answer(R33, "200 OK", "3", Bodies.of(HI)),
        answer(R33, "200 OK", "1", Bodies.of(HI)),
        answer(R33, "200 OK", "3", List.of(HI, HI)),
        answer(R33, "200 OK", "5", Bodies.empty()),
        answer(R33, "200 OK", "5", new FileBody(Path.of("x"), 0, 4)),
        answer(R33, "200 OK", "3", new FileBody(Path.of("x"), 0, 4)),
        app(
            R33,
            "writes too much",
            (environ, startResponse) -> {
              startResponse.start("200 OK", Headers.of("Content-Length", "1")).write(HI);
              return Bodies.empty();
            }),
        answer(R34, "204 No Content", "0", Bodies.of(HI)),
        answer(R34, "205 Reset Content", "0", Bodies.of(HI)),
        answer(R34, "304 Not Modified", "2", Bodies.of(HI)));
  }

  private static GatewayApp linted(GatewayApp app) {
    return new LintedApp().wrap(app);
  }

  private static Misdeed app(ContractRule rule, String what, GatewayApp app) {
    return new Misdeed(rule, what, gateway -> gateway.run(linted(app)));
  }

  private static Misdeed afterwards(String what, EnvironRead read) {
    return new Misdeed(
        R16,
        what + " after the end",
        gateway -> {
          AtomicReference<Map<String, Object>> kept = new AtomicReference<>();
          gateway.run(
              linted(
                  (environ, startResponse) -> {
                    kept.set(environ);
                    startResponse.start("200 OK", Headers.of());
                    return Bodies.empty();
                  }));
          read.of(kept.get());
        });
  }

  private interface EnvironRead {
    Object of(Map<String, Object> environ);
  }

  private static Misdeed hopByHop(String name) {
    return head(R21, "200 OK", name, "x");
  }

  private static Misdeed head(ContractRule rule, String status, String... headers) {
    return app(
        rule,
        status + " " + List.of(headers),
        (environ, startResponse) -> {
          startResponse.start(status, Headers.of(headers));
          return Bodies.empty();
        });
  }

  private static Misdeed started(
      ContractRule rule, String what, List<Map.Entry<String, String>> headers) {
    return app(
        rule,
        what,
        (environ, startResponse) -> {
          startResponse.start("200 OK", headers);
          return Bodies.empty();
        });
  }

  private static Misdeed body(ContractRule rule, String what, Iterable<byte[]> body) {
    return app(
        rule,
        what,
        (environ, startResponse) -> {
          startResponse.start("200 OK", Headers.of());
          return body;
        });
  }

  private static Misdeed answer(
      ContractRule rule, String status, String length, Iterable<byte[]> body) {
    return app(
        rule,
        status + ", Content-Length " + length + ", " + body.getClass().getSimpleName(),
        (environ, startResponse) -> {
          startResponse.start(status, Headers.of("Content-Length", length));
          return body;
        });
  }
}
