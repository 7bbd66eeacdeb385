package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R01;
import static org.gatewaybridge.api.ContractRule.R02;
import static org.gatewaybridge.api.ContractRule.R03;
import static org.gatewaybridge.api.ContractRule.R04;
import static org.gatewaybridge.api.ContractRule.R05;
import static org.gatewaybridge.api.ContractRule.R06;
import static org.gatewaybridge.api.ContractRule.R07;
import static org.gatewaybridge.api.ContractRule.R08;
import static org.gatewaybridge.api.ContractRule.R09;
import static org.gatewaybridge.api.ContractRule.R10;
import static org.gatewaybridge.api.ContractRule.R11;
import static org.gatewaybridge.api.ContractRule.R12;
import static org.gatewaybridge.api.ContractRule.R13;
import static org.gatewaybridge.api.ContractRule.R14;
import static org.gatewaybridge.api.ContractRule.R15;
import static org.gatewaybridge.api.ContractRule.R19;
import static org.gatewaybridge.api.ContractRule.R28;
import static org.gatewaybridge.api.ContractRule.R35;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.jspecify.annotations.NullUnmarked;

/** Gateways that misbehave, each around an app that does not. */
@NullUnmarked // hands over null on purpose
final class GatewayMisdeeds {
  private static final GatewayApp GOOD =
      new LintedApp()
          .wrap(
              (environ, startResponse) -> {
                startResponse.start("200 OK", Headers.of());
                return Bodies.of(new byte[] {'h', 'i'});
              });

  private GatewayMisdeeds() {}

  static Stream<Misdeed> all() {
    return Stream.of(
            calls(), maps(), missingKeys(), requestValues(), paths(), gatewayValues(), answers())
        .flatMap(misdeeds -> misdeeds);
  }

  private static Stream<Misdeed> calls() {
    return Stream.of(
        new Misdeed(R01, "null environ", gateway -> GOOD.call(null, gateway)),
        new Misdeed(R01, "null startResponse", gateway -> GOOD.call(gateway.environ, null)),
        new Misdeed(
            R01,
            "null writer",
            gateway -> GOOD.call(gateway.environ, (status, headers, excInfo) -> null)));
  }

  private static Stream<Misdeed> maps() {
    return Stream.of(
        new Misdeed(
            R02, "unmodifiable", gateway -> GOOD.call(Map.copyOf(gateway.environ), gateway)),
        environ(R02, "null key", environ -> environ.put(null, "x")),
        environ(R02, "key of another class", GatewayMisdeeds::putIntegerKey),
        environ(R02, "null value", environ -> environ.put("gateway.request_id", null)),
        environ(R03, "CGI value of another class", environ -> environ.put("REMOTE_PORT", 80)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void putIntegerKey(Map<String, Object> environ) {
    ((Map) environ).put(1, "x");
  }

  private static Stream<Misdeed> missingKeys() {
    return Stream.of(
            "REQUEST_METHOD",
            "SCRIPT_NAME",
            "PATH_INFO",
            "QUERY_STRING",
            "SERVER_NAME",
            "SERVER_PORT",
            "SERVER_PROTOCOL")
        .map(key -> environ(R04, "no " + key, environ -> environ.remove(key)));
  }

  private static Stream<Misdeed> requestValues() {
    return Stream.of(
        put(R05, "REQUEST_METHOD", "G T"),
        put(R05, "REQUEST_METHOD", ""),
        put(R05, "SERVER_NAME", ""),
        put(R05, "SERVER_PORT", "-1"),
        put(R05, "SERVER_PORT", "\u0661"),
        put(R06, "SERVER_PROTOCOL", "http/1.1"),
        put(R06, "SERVER_PROTOCOL", "HTTP/1.1\n"),
        put(R08, "CONTENT_TYPE", ""),
        put(R08, "CONTENT_LENGTH", ""),
        put(R08, "REMOTE_USER", ""),
        put(R08, "AUTH_TYPE", ""),
        put(R09, "CONTENT_LENGTH", "+5"),
        put(R10, "HTTP_CONTENT_TYPE", "text/plain"),
        put(R10, "HTTP_CONTENT_LENGTH", "5"),
        put(R10, "HTTP_PROXY", "http://evil.example"));
  }

  private static Stream<Misdeed> paths() {
    return Stream.of(
        put(R07, "SCRIPT_NAME", "/"),
        put(R07, "SCRIPT_NAME", "ctx"),
        put(R07, "SCRIPT_NAME", "/ctx/"),
        put(R07, "PATH_INFO", "a"),
        environ(
            R07,
            "both empty",
            environ -> {
              environ.put("SCRIPT_NAME", "");
              environ.put("PATH_INFO", "");
            }));
  }

  private static Stream<Misdeed> gatewayValues() {
    return Stream.of(
        put(R11, "wsgi.version", List.of(1, 1)),
        put(R11, "wsgi.version", "1.0"),
        put(R12, "wsgi.url_scheme", "ftp"),
        environ(R12, "no wsgi.url_scheme", environ -> environ.remove("wsgi.url_scheme")),
        put(R13, "wsgi.input", "hello"),
        environ(R13, "no wsgi.input", environ -> environ.remove("wsgi.input")),
        input("read to its end", InputStream::readAllBytes),
        input(
            "read byte by byte",
            in -> {
              while (in.read() >= 0) {}
            }),
        put(R14, "wsgi.errors", System.err),
        put(R15, "wsgi.multithread", "true"),
        put(R15, "wsgi.multiprocess", 0),
        environ(R15, "no wsgi.run_once", environ -> environ.remove("wsgi.run_once")),
        put(R15, "wsgi.input_terminated", false));
  }

  private static Stream<Misdeed> answers() {
    return Stream.of(
        new Misdeed(
            R19,
            "excInfo thrown though nothing was sent",
            gateway ->
                reporting(new IllegalStateException("broken"))
                    .call(
                        gateway.environ,
                        (status, headers, excInfo) -> {
                          throw (IllegalStateException) excInfo;
                        })),
        body(
            R28,
            "iterated twice",
            body -> {
              var unusedFirst = body.iterator();
              var unusedSecond = body.iterator();
            }),
        body(
            R35,
            "closed twice",
            body -> {
              close(body);
              close(body);
            }),
        body(
            R35,
            "iterated after its close",
            body -> {
              close(body);
              var unused = body.iterator();
            }),
        body(
            R35,
            "asked for a chunk after its close",
            body -> {
              Iterator<byte[]> chunks = body.iterator();
              close(body);
              chunks.next();
            }),
        body(
            R35,
            "asked whether there is a chunk after its close",
            body -> {
              Iterator<byte[]> chunks = body.iterator();
              close(body);
              var unused = chunks.hasNext();
            }));
  }

  private static GatewayApp reporting(Throwable failure) {
    return new LintedApp()
        .wrap(
            (environ, startResponse) -> {
              startResponse.start("500 Internal Server Error", Headers.of(), failure);
              return Bodies.empty();
            });
  }

  private static Misdeed put(ContractRule rule, String key, Object value) {
    return environ(rule, key + " = " + value, environ -> environ.put(key, value));
  }

  private static Misdeed environ(ContractRule rule, String what, EnvironDeed deed) {
    return new Misdeed(
        rule,
        what,
        gateway -> {
          deed.commit(gateway.environ);
          gateway.run(GOOD);
        });
  }

  private static Misdeed input(String what, InputDeed deed) {
    return new Misdeed(
        R13,
        "five bytes of six, " + what,
        gateway -> {
          gateway.environ.put("CONTENT_LENGTH", "6");
          gateway.run(
              new LintedApp()
                  .wrap(
                      (environ, startResponse) -> {
                        deed.commit((InputStream) environ.get("wsgi.input"));
                        return Bodies.empty();
                      }));
        });
  }

  private static Misdeed body(ContractRule rule, String what, BodyDeed deed) {
    return new Misdeed(rule, what, gateway -> deed.commit(GOOD.call(gateway.environ, gateway)));
  }

  private static void close(Iterable<byte[]> body) throws Exception {
    ((AutoCloseable) body).close();
  }

  private interface EnvironDeed {
    void commit(Map<String, Object> environ);
  }

  private interface InputDeed {
    void commit(InputStream in) throws Exception;
  }

  private interface BodyDeed {
    void commit(Iterable<byte[]> body) throws Exception;
  }
}
