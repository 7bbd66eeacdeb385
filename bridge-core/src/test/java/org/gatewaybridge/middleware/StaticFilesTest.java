package org.gatewaybridge.middleware;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
  private static final String MODIFIED = "Tue, 24 Nov 2026 10:00:00 GMT";
  private static final Instant INSTANT = Instant.parse("2026-11-24T10:00:00.5Z");
  // What gateway:war writes into a WAR, and Tomcat out of it.
  private static final Instant OF_A_WAR = Instant.parse("1980-02-01T00:00:00Z");

  private final Map<String, Object> environ = new HashMap<>();
  private final Map<String, String> headers = new TreeMap<>();
  private String status = "";
  private Path folder = Path.of("");
  private @Nullable StaticFiles files;

  @BeforeEach
  void files(@TempDir Path temporary) throws IOException {
    folder = temporary.toRealPath();
    write("a.txt", "0123456789");
    write("app.js", "plain");
    write("app.js.gz", "zipped");
    write("app.js.br", "brotli");
    write("sub/b.css", "css");
    write(".git/config", "secret");
    write(".well-known/security.txt", "contact");
    write("WEB-INF/web.xml", "secret");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.txt"));
    environ.put("REQUEST_METHOD", "GET");
    files = StaticFiles.at("/static", folder);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text, UTF_8);
    Files.setLastModifiedTime(file, FileTime.from(INSTANT));
  }

  private String ask(String path, String... more) throws Exception {
    environ.put("PATH_INFO", path);
    for (int i = 0; i < more.length; i += 2) {
      environ.put(more[i], more[i + 1]);
    }
    headers.clear();
    GatewayApp app =
        requireNonNull(files)
            .wrap(
                (seen, startResponse) -> {
                  startResponse.start("200 OK", Headers.of());
                  return Bodies.of("the app", UTF_8);
                });
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk :
        app.call(
            environ,
            (line, fields, excInfo) -> {
              status = line;
              fields.forEach(field -> headers.put(field.getKey(), field.getValue()));
              return body::writeBytes;
            })) {
      body.writeBytes(chunk);
    }
    return body.toString(UTF_8);
  }

  @Test
  void fileIsAnsweredWithItsTypeAndItsValidators() throws Exception {
    assertThat(ask("/static/a.txt")).isEqualTo("0123456789");
    assertThat(status).isEqualTo("200 OK");
    assertThat(headers)
        .containsEntry("Content-Type", "text/plain; charset=utf-8")
        .containsEntry("Last-Modified", MODIFIED)
        .containsEntry("Accept-Ranges", "bytes")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsKey("ETag")
        .doesNotContainKey("Vary");
    assertThat(ask("/static/sub/b.css")).isEqualTo("css");
    assertThat(ask("/static/.well-known/security.txt")).isEqualTo("contact");
  }

  @Test
  void lastModifiedCanBeLeftOut() throws Exception {
    files = requireNonNull(files).withoutLastModified();

    assertThat(ask("/static/a.txt", "HTTP_IF_MODIFIED_SINCE", MODIFIED)).isEqualTo("0123456789");
    assertThat(status).isEqualTo("200 OK");
    assertThat(headers).doesNotContainKey("Last-Modified").containsKey("ETag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static",
        "/static/",
        "/static/none",
        "/static/sub",
        "/static/sub/",
        "/static//a.txt",
        "/static/sub/../a.txt",
        "/static/./a.txt",
        "/static/../static/a.txt",
        "/static/link",
        "/static/.git/config",
        "/static/WEB-INF/web.xml",
        "/static/web-inf/web.xml",
        "/static/WEB-INF./web.xml",
        "/static/a.txt.",
        "/static/a.txt ",
        "/static/a.txt::$DATA",
        "/static/sub\\b.css",
        "/static/a.txt\0",
        "/other/a.txt",
        "/staticx/a.txt"
      })
  void anyOtherPathIsTheApps(String path) throws Exception {
    assertThat(ask(path)).isEqualTo("the app");
  }

  @Test
  void anyOtherMethodIsTheApps() throws Exception {
    assertThat(ask("/static/a.txt", "REQUEST_METHOD", "POST")).isEqualTo("the app");
    assertThat(ask("/static/a.txt", "REQUEST_METHOD", "HEAD")).isEqualTo("0123456789");
    assertThat(headers).containsKey("ETag"); // the gateway leaves the body of a HEAD out
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=2-4|234|bytes 2-4/10",
        "bytes=7-|789|bytes 7-9/10",
        "bytes=7-99|789|bytes 7-9/10",
        "bytes=-3|789|bytes 7-9/10",
        "bytes=-99|0123456789|bytes 0-9/10",
        "Bytes=0-1|01|bytes 0-1/10",
        "bytes=8-9223372036854775807|89|bytes 8-9/10",
        "bytes=-99999999999999999999|0123456789|bytes 0-9/10",
      })
  void rangeIsAPart(String range, String part, String contentRange) throws Exception {
    assertThat(ask("/static/a.txt", "HTTP_RANGE", range)).isEqualTo(part);
    assertThat(status).isEqualTo("206 Partial Content");
    assertThat(headers).containsEntry("Content-Range", contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0", "bytes=99999999999999999999-"})
  void rangeBeyondTheFileIsRefused(String range) throws Exception {
    assertThat(ask("/static/a.txt", "HTTP_RANGE", range)).isEmpty();
    assertThat(status).isEqualTo("416 Range Not Satisfiable");
    assertThat(headers).containsEntry("Content-Range", "bytes */10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=4-2", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=x-"})
  void rangeThatIsNoneIsIgnored(String range) throws Exception {
    assertThat(ask("/static/a.txt", "HTTP_RANGE", range)).isEqualTo("0123456789");
    assertThat(status).isEqualTo("200 OK");
  }

  @Test
  void whatTheClientHasIsNotSentAgain() throws Exception {
    ask("/static/a.txt");
    String etag = requireNonNull(headers.get("ETag"));

    assertThat(ask("/static/a.txt", "HTTP_IF_NONE_MATCH", "\"x\", W/" + etag)).isEmpty();
    assertThat(status).isEqualTo("304 Not Modified");
    assertThat(headers).containsEntry("ETag", etag).doesNotContainKey("Content-Type");
    assertThat(
            ask("/static/a.txt", "HTTP_IF_NONE_MATCH", "\"x\"", "HTTP_IF_MODIFIED_SINCE", MODIFIED))
        .isNotEmpty(); // RFC 9110 13.1.3: the tag counts
    environ.remove("HTTP_IF_NONE_MATCH");
    assertThat(ask("/static/a.txt", "HTTP_IF_MODIFIED_SINCE", MODIFIED)).isEmpty();
    assertThat(ask("/static/a.txt", "HTTP_IF_MODIFIED_SINCE", "yesterday")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 01 Jan 2027 10:00:00 GMT",
        "Friday, 01-Jan-27 10:00:00 GMT",
        "Fri Jan  1 10:00:00 2027"
      })
  void dateMayHaveEachFormOfHttp(String later) throws Exception {
    assertThat(ask("/static/a.txt", "HTTP_IF_MODIFIED_SINCE", later)).isEmpty();
    assertThat(status).isEqualTo("304 Not Modified");
  }

  @ParameterizedTest
  @CsvSource({"HTTP_IF_MATCH,'\"x\"',412", "HTTP_RANGE,bytes=99-,416"})
  void refusalHasNoContentAndNoCoding(String condition, String value, String code)
      throws Exception {
    ask("/static/app.js", "HTTP_ACCEPT_ENCODING", "gzip", condition, value);

    assertThat(status).startsWith(code);
    assertThat(headers).doesNotContainKeys("Content-Encoding", "Content-Type");
  }

  @Test
  void fileThatWasReplacedMeanwhileHasNoTagForNow() throws Exception {
    Path file = folder.resolve("a.txt");
    BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
    Files.writeString(file, "another version", UTF_8);
    EntityTags tags = new EntityTags();

    assertThat(tags.of(file, before, true)).isNull();
    assertThat(tags.of(file, Files.readAttributes(file, BasicFileAttributes.class), true))
        .isNotNull();
  }

  @Test
  void whatTheClientForbidsIsNotSent() throws Exception {
    assertThat(ask("/static/a.txt", "HTTP_IF_MATCH", "\"x\"")).isEmpty();
    assertThat(status).isEqualTo("412 Precondition Failed");
    assertThat(ask("/static/a.txt", "HTTP_IF_MATCH", "*")).isNotEmpty();
    environ.remove("HTTP_IF_MATCH");
    ask("/static/a.txt", "HTTP_IF_UNMODIFIED_SINCE", "Mon, 23 Nov 2026 10:00:00 GMT");
    assertThat(status).isEqualTo("412 Precondition Failed");
  }

  @Test
  void rangeOfAnotherVersionIsTheWhole() throws Exception {
    assertThat(ask("/static/a.txt", "HTTP_RANGE", "bytes=0-0", "HTTP_IF_RANGE", "\"x\""))
        .isEqualTo("0123456789");
    assertThat(ask("/static/a.txt", "HTTP_IF_RANGE", MODIFIED))
        .isEqualTo("0123456789"); // RFC 9110 13.1.5: a time of whole seconds is no strong validator
    assertThat(ask("/static/a.txt", "HTTP_IF_RANGE", String.valueOf(headers.get("ETag"))))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, br|brotli|br",
        "gzip|zipped|gzip",
        "br;q=0, gzip;q=0.5|zipped|gzip",
        "identity|plain|",
        "''|plain|",
      })
  void compressedFileBesideItIsSentToWhoTakesIt(String accepted, String body, String coding)
      throws Exception {
    assertThat(ask("/static/app.js", "HTTP_ACCEPT_ENCODING", accepted)).isEqualTo(body);
    assertThat(headers)
        .containsEntry("Content-Type", "text/javascript; charset=utf-8")
        .containsEntry("Vary", "Accept-Encoding");
    assertThat(headers.get("Content-Encoding")).isEqualTo(coding);
  }

  @Test
  void eachCodingHasATagOfItsOwn() throws Exception {
    ask("/static/app.js");
    String plain = headers.get("ETag");
    ask("/static/app.js", "HTTP_ACCEPT_ENCODING", "gzip");
    assertThat(headers.get("ETag")).isNotEqualTo(plain);
  }

  private void writeAsOfAWar(String name, String text) throws IOException {
    write(name, text);
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(OF_A_WAR));
  }

  @Test
  void releaseThatChangesAFileAtEqualSizeAndTimeIsSeen() throws Exception {
    writeAsOfAWar("site.css", "a { color: #fff }");
    ask("/static/site.css");
    String etag = requireNonNull(headers.get("ETag"));
    writeAsOfAWar("site.css", "a { color: #000 }");
    files = StaticFiles.at("/static", folder);

    assertThat(ask("/static/site.css", "HTTP_IF_NONE_MATCH", etag)).isEqualTo("a { color: #000 }");
    assertThat(ask("/static/site.css", "HTTP_RANGE", "bytes=0-0", "HTTP_IF_RANGE", etag))
        .isEqualTo("a { color: #000 }");
  }

  @Test
  void releaseThatChangesACompressedFileAtEqualSizeAndTimeIsSeen() throws Exception {
    writeAsOfAWar("app.js.gz", "zipped");
    ask("/static/app.js", "HTTP_ACCEPT_ENCODING", "gzip");
    String etag = requireNonNull(headers.get("ETag"));
    writeAsOfAWar("app.js.gz", "ZIPPED");
    files = StaticFiles.at("/static", folder);

    assertThat(ask("/static/app.js", "HTTP_IF_NONE_MATCH", etag)).isEqualTo("ZIPPED");
  }

  @Test
  void sameContentHasTheSameTagOnEveryNode() throws Exception {
    ask("/static/a.txt");
    String etag = requireNonNull(headers.get("ETag"));
    writeAsOfAWar("a.txt", "0123456789");

    assertThat(ask("/static/a.txt", "HTTP_IF_NONE_MATCH", etag)).isEmpty();
    assertThat(status).isEqualTo("304 Not Modified");
  }

  @Test
  void changedFileHasAnotherTagAtOnce() throws Exception {
    ask("/static/a.txt");
    String etag = requireNonNull(headers.get("ETag"));
    writeAsOfAWar("a.txt", "9876543210");

    assertThat(ask("/static/a.txt", "HTTP_IF_NONE_MATCH", etag)).isEqualTo("9876543210");
  }

  @Test
  void timeThatTheBuildMadeUpIsNotTold() throws Exception {
    writeAsOfAWar("a.txt", "0123456789");

    assertThat(ask("/static/a.txt", "HTTP_IF_MODIFIED_SINCE", MODIFIED)).isEqualTo("0123456789");
    assertThat(headers).doesNotContainKey("Last-Modified").containsKey("ETag");
  }

  @Test
  void largeFileIsKnownByItsTimeAndSize() throws Exception {
    Path large = folder.resolve("large.bin");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(EntityTags.LARGE + 1);
    }
    Files.setLastModifiedTime(large, FileTime.from(INSTANT));
    environ.put("HTTP_RANGE", "bytes=0-0");
    ask("/static/large.bin");
    assertThat(headers).containsEntry("ETag", "\"1a20cff7ef4-4000001\"");

    Files.setLastModifiedTime(large, FileTime.from(OF_A_WAR));
    ask("/static/large.bin", "HTTP_IF_MATCH", "*", "HTTP_IF_NONE_MATCH", "\"x\"");
    assertThat(status).isEqualTo("206 Partial Content");
    assertThat(headers).doesNotContainKeys("ETag", "Last-Modified");
  }

  @Test
  void singleFileIsAnsweredAtItsOwnPath() throws Exception {
    files =
        StaticFiles.at("/app.js", folder.resolve("app.js")).and("/b", folder.resolve("sub/b.css"));

    assertThat(ask("/app.js", "HTTP_ACCEPT_ENCODING", "gzip")).isEqualTo("zipped");
    assertThat(ask("/b")).isEqualTo("css");
    assertThat(ask("/app.js/")).isEqualTo("the app");
    assertThat(ask("/app.js/a.txt")).isEqualTo("the app");
    assertThat(ask("/app.jsx")).isEqualTo("the app");
  }

  @Test
  void folderHasToBeThere() {
    assertThatThrownBy(() -> StaticFiles.at("/static", folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
