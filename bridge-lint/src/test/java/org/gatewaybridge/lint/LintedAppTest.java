package org.gatewaybridge.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // reads what its own gateway has put
class LintedAppTest {
  private final FakeGateway gateway = new FakeGateway();

  static Stream<Misdeed> misdeeds() {
    return Stream.of(
            GatewayMisdeeds.all(), AppMisdeeds.all(), SocketMisdeeds.all(), ExtraMisdeeds.all())
        .flatMap(misdeeds -> misdeeds);
  }

  @ParameterizedTest
  @MethodSource("misdeeds")
  void everyMisdeedIsNamedByItsRule(Misdeed misdeed) {
    assertThatThrownBy(() -> misdeed.deed().commit(gateway))
        .isInstanceOfSatisfying(
            ContractViolation.class,
            violation -> assertThat(violation.rule()).isEqualTo(misdeed.rule()))
        .message()
        .matches("[^\\p{Cntrl}]+; [^\\p{Cntrl}]+ \\[" + misdeed.rule() + "]");
  }

  @Test
  void appThatTookTheServletsResponseMayHaveAnsweredByIt() throws Exception {
    gateway.environ.put("gateway.servlet_response", "a response");

    gateway.run(
        linted(
            (environ, startResponse) -> {
              assertThat(environ.get("gateway.servlet_response")).isNotNull();
              return Bodies.empty();
            }));

    assertThat(gateway.events).containsExactly("size 0", "end");
  }

  @Test
  void cleanAnswerPassesUntouched() throws Exception {
    gateway.run(
        linted(
            (environ, startResponse) -> {
              startResponse
                  .start("200 OK", Headers.of("Content-Length", "9"))
                  .write("one".getBytes(UTF_8));
              return chunks("two", "", "six");
            }));

    assertThat(gateway.events)
        .containsExactly(
            "200 OK [Content-Length=9]", "write one", "chunk two", "chunk ", "chunk six", "end");
  }

  @Test
  void chunkIsAskedForWhenTheGatewayWantsIt() throws Exception {
    List<String> asked = new ArrayList<>();
    Iterable<byte[]> body =
        linted(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", Headers.of());
                  return () -> recording(asked, chunks("a", "b").iterator());
                })
            .call(gateway.environ, gateway);
    assertThat(asked).isEmpty();

    Iterator<byte[]> chunks = body.iterator();
    assertThat(asked).containsExactly("iterator");
    assertThat(chunks.hasNext()).isTrue();
    assertThat(chunks.next()).asString(UTF_8).isEqualTo("a");
    assertThat(asked).containsExactly("iterator", "hasNext", "next");
  }

  @Test
  void closeIsPassedOnOnce() throws Exception {
    List<String> closed = new ArrayList<>();
    gateway.run(closing(closed));

    assertThat(closed).containsExactly("closed");
  }

  @Test
  void secondCloseIsNotPassedOn() throws Exception {
    List<String> closed = new ArrayList<>();
    AutoCloseable body = (AutoCloseable) closing(closed).call(gateway.environ, gateway);
    body.close();

    assertThatThrownBy(body::close).isInstanceOf(ContractViolation.class);
    assertThat(closed).containsExactly("closed");
  }

  @Test
  void exceptionOfACloseComesOut() {
    GatewayApp app =
        linted(
            (environ, startResponse) -> {
              startResponse.start("200 OK", Headers.of());
              return Bodies.closing(
                  Bodies.empty(),
                  () -> {
                    throw new IOException("broken");
                  });
            });

    assertThatThrownBy(() -> gateway.run(app)).isInstanceOf(IOException.class).hasMessage("broken");
  }

  @Test
  void bodyOfASizeKeepsIt() throws Exception {
    gateway.run(answering("200 OK", Bodies.of("hi", UTF_8)));

    assertThat(gateway.events).containsExactly("200 OK []", "size 1", "chunk hi", "end");
  }

  @Test
  void fileStaysAFile() throws Exception {
    gateway.run(answering("200 OK", new FileBody(Path.of("x"), 0, 4)));

    assertThat(gateway.events).containsExactly("200 OK []", "file 4");
  }

  @Test
  void headMayBeAnsweredWithAnyPartOfTheBody() throws Exception {
    gateway.environ.put("REQUEST_METHOD", "HEAD");
    GatewayApp app =
        linted(
            (environ, startResponse) -> {
              startResponse.start("200 OK", Headers.of("Content-Length", "12345"));
              return Bodies.of("hi", UTF_8);
            });

    assertThatCode(() -> gateway.run(app)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", " 2 ", "9223372036854775807", "00000000000000000000002"})
  void notModifiedMayTellTheLengthOfWhatItDoesNotSend(String length) {
    GatewayApp app =
        linted(
            (environ, startResponse) -> {
              startResponse.start("304 Not Modified", Headers.of("Content-Length", length));
              return Bodies.empty();
            });

    assertThatCode(() -> gateway.run(app)).doesNotThrowAnyException();
  }

  @Test
  void excInfoReplacesAHeadThatIsNotSent() throws Exception {
    gateway.run(
        linted(
            (environ, startResponse) -> {
              startResponse.start("200 OK", Headers.of("Content-Length", "100"));
              startResponse.start("500 Oops", Headers.of(), new IllegalStateException());
              return Bodies.of("sorry", UTF_8);
            }));

    assertThat(gateway.events)
        .containsExactly(
            "200 OK [Content-Length=100]", "500 Oops []", "size 1", "chunk sorry", "end");
  }

  @Test
  void excInfoThrownAfterTheHeadIsThrownAsItIs() {
    IOException failure = new IOException("broken");
    GatewayApp app =
        linted(
            (environ, startResponse) -> {
              startResponse.start("200 OK", Headers.of()).write(new byte[0]);
              startResponse.start("500 Oops", Headers.of(), failure);
              return Bodies.empty();
            });

    assertThatThrownBy(() -> gateway.run(app)).isSameAs(failure);
  }

  @Test
  void headThatTheLintRefusedMayBeGivenAgain() throws Exception {
    gateway.run(
        linted(
            (environ, startResponse) -> {
              try {
                startResponse.start("200 OK", Headers.of("Connection", "close"));
              } catch (ContractViolation refused) {
                startResponse.start("200 OK", Headers.of());
              }
              return Bodies.empty();
            }));

    assertThat(gateway.events).containsExactly("200 OK []", "size 0", "end");
  }

  @Test
  void appReadsItsInputAndWritesItsEnviron() throws Exception {
    gateway.run(
        linted(
            (environ, startResponse) -> {
              environ.put("app.seen", environ.remove("QUERY_STRING"));
              InputStream in = (InputStream) environ.get("wsgi.input");
              startResponse.start("200 OK", Headers.of());
              return Bodies.of(in.readAllBytes());
            }));

    assertThat(gateway.events).containsExactly("200 OK []", "size 1", "chunk hello", "end");
    assertThat(gateway.environ).containsEntry("app.seen", "").doesNotContainKey("QUERY_STRING");
  }

  @Test
  void inputMayBeSkippedAndReset() throws Exception {
    gateway.run(
        linted(
            (environ, startResponse) -> {
              InputStream in = (InputStream) environ.get("wsgi.input");
              in.mark(10);
              in.skipNBytes(4);
              in.reset();
              in.skipNBytes(5);
              startResponse.start("200 OK", Headers.of());
              return Bodies.of(new byte[] {(byte) ('0' - in.read())});
            }));

    assertThat(gateway.events).contains("chunk 1");
  }

  @Test
  void valueThatWasReadMayBeReadAgainAfterTheEnd() throws Exception {
    List<Object> read = new ArrayList<>();
    gateway.run(
        linted(
            (environ, startResponse) -> {
              environ.get("PATH_INFO");
              startResponse.start("200 OK", Headers.of());
              return Bodies.closing(Bodies.empty(), () -> read.add(environ.get("SCRIPT_NAME")));
            }));

    assertThat(read).containsExactly("/ctx");
  }

  @Test
  void middlewareBetweenTwoLintsIsChecked() {
    GatewayApp app =
        new LintedApp()
            .then(
                inner ->
                    (environ, startResponse) -> {
                      environ.put("PATH_INFO", "no slash");
                      return inner.call(environ, startResponse);
                    })
            .then(new LintedApp())
            .wrap(answering("200 OK", Bodies.empty()));

    assertThatThrownBy(() -> gateway.run(app))
        .hasMessage(
            "environ[\"PATH_INFO\"] is \"no slash\"; begin with /, or be empty where SCRIPT_NAME is"
                + " not [R07]");
  }

  @Test
  void bodyThatNobodyClosedIsReportedWhenItIsGarbage() throws Exception {
    assertThat(ruleReportedFor(Iterable::iterator)).isEqualTo(ContractRule.R35);
  }

  @Test
  void bodyThatWasReplacedAndNotClosedIsReportedWhenItIsGarbage() throws Exception {
    assertThat(ruleReportedFor(body -> Bodies.empty())).isEqualTo(ContractRule.R37);
  }

  private interface Careless {
    Object drop(Iterable<byte[]> body);
  }

  private ContractRule ruleReportedFor(Careless careless) throws Exception {
    BlockingQueue<ContractViolation> reports = new LinkedBlockingQueue<>();
    GatewayApp app =
        new LintedApp(reports::add)
            .wrap(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", Headers.of());
                  return chunks("a");
                });
    careless.drop(app.call(gateway.environ, gateway));

    ContractViolation report = null;
    for (int i = 0; i < 100 && report == null; i++) {
      System.gc();
      report = reports.poll(100, TimeUnit.MILLISECONDS);
    }
    assertThat(report).isNotNull();
    return report.rule();
  }

  private static GatewayApp linted(GatewayApp app) {
    return new LintedApp().wrap(app);
  }

  private static GatewayApp answering(String status, Iterable<byte[]> body) {
    return linted(
        (environ, startResponse) -> {
          startResponse.start(status, Headers.of());
          return body;
        });
  }

  private static GatewayApp closing(List<String> closed) {
    return linted(
        (environ, startResponse) -> {
          startResponse.start("200 OK", Headers.of());
          return Bodies.closing(chunks("a", "b"), () -> closed.add("closed"));
        });
  }

  /** A body without a size. */
  private static Iterable<byte[]> chunks(String... chunks) {
    return () -> Stream.of(chunks).map(chunk -> chunk.getBytes(UTF_8)).iterator();
  }

  private static Iterator<byte[]> recording(List<String> asked, Iterator<byte[]> chunks) {
    asked.add("iterator");
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        asked.add("hasNext");
        return chunks.hasNext();
      }

      @Override
      public byte[] next() {
        asked.add("next");
        return chunks.next();
      }
    };
  }
}
