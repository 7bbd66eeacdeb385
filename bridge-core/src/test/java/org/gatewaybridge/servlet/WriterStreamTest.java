package org.gatewaybridge.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are written where only text can be. */
class WriterStreamTest {
  private final StringWriter page = new StringWriter();

  private WriterStream stream(@Nullable String contentType) {
    return WriterStream.of(page, contentType, "ISO-8859-1");
  }

  @Test
  void characterMayComeInPieces() throws IOException {
    WriterStream stream = stream("text/html; charset=utf-8");
    for (byte octet : "caf\u00e9 \ud83d\ude00!".getBytes(UTF_8)) {
      stream.write(octet);
    }

    assertThat(page).hasToString("caf\u00e9 \ud83d\ude00!");
  }

  @Test
  void whatNamesNoCharsetIsInThePages() throws IOException {
    stream("text/html").write("caf\u00e9".getBytes(ISO_8859_1));
    stream(null).write("caf\u00e9".getBytes(ISO_8859_1));

    assertThat(page).hasToString("caf\u00e9caf\u00e9");
  }

  @ParameterizedTest
  @CsvSource({"text/html;charset=UTF-8", "text/html; Charset = \"utf-8\""})
  void charsetIsFound(String type) throws IOException {
    stream(type).write("\u3042".getBytes(UTF_8));

    assertThat(page).hasToString("\u3042");
  }

  @Test
  void brokenTextAndUnknownCharsetsLoseNoMore() throws IOException {
    stream("text/html; charset=no-such").write("a\u00e9".getBytes(ISO_8859_1));
    stream("text/html; charset=utf-8").write(new byte[] {'b', (byte) 0xff, 'c'});

    assertThat(page).hasToString("a\u00e9b\ufffdc");
  }
}
