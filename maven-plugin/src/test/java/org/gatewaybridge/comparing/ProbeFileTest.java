package org.gatewaybridge.comparing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeFileTest {

  @Test
  void probeIsRequestAndExpectation() {
    List<Probe> probes =
        ProbeFile.parse(
            "a.http",
            """
            # a comment
            ### greets by name
            POST /greeting?lang=en
            Content-Type: application/x-www-form-urlencoded
            X-Empty:

            name=World

            HTTP 2xx
            Content-Type: text/plain; charset=utf-8
            ETag:
            body contains Hello
            body varies
            """);

    assertThat(probes).hasSize(1);
    Probe probe = probes.get(0);
    assertThat(probe.title()).isEqualTo("greets by name");
    assertThat(probe.method() + " " + probe.path()).isEqualTo("POST /greeting?lang=en");
    assertThat(probe.headers())
        .containsExactly(
            new Header("Content-Type", "application/x-www-form-urlencoded"),
            new Header("X-Empty", ""));
    assertThat(probe.body()).isEqualTo("name=World");
    assertThat(probe.expected().status()).isEqualTo("2..");
    assertThat(probe.expected().headers())
        .containsExactly(
            new Header("Content-Type", "text/plain; charset=utf-8"), new Header("ETag", ""));
    assertThat(probe.expected().contains()).containsExactly("Hello");
    assertThat(probe.expected().varies()).isTrue();
    assertThat(probe.expected().body()).isNull();
  }

  @Test
  void textAfterAnEmptyLineIsTheWholeBody() {
    List<Probe> probes =
        ProbeFile.parse("a.http", "GET /\n\nHTTP 200\n\none\n\ntwo\n\n###\nGET /b\nHTTP 404\n");

    assertThat(probes).hasSize(2);
    assertThat(probes.get(0).expected().body()).isEqualTo("one\n\ntwo");
    assertThat(probes.get(0).title()).isEqualTo("GET /");
    assertThat(probes.get(1).expected().body()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "GIVE me,a method and a path",
    "'GET /\nHTTP 999','HTTP and a status'",
    "'GET /\nHTTP 200\nwhat?','a header'",
    "'GET /\n','ends where it should have what is expected'"
  })
  void whatIsWrongIsToldWithItsFile(String text, String wanted) {
    assertThatThrownBy(() -> ProbeFile.parse("a.http", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.http ")
        .hasMessageContaining(wanted);
  }

  @Test
  void filesAreReadByName(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("b.http"), "GET /b\nHTTP 200\n");
    Files.writeString(folder.resolve("a.http"), "GET /a\nHTTP 200\n");
    Files.writeString(folder.resolve("notes.txt"), "none");

    assertThat(ProbeFile.readAll(folder)).extracting(Probe::path).containsExactly("/a", "/b");
    assertThat(ProbeFile.readAll(folder.resolve("none"))).isEmpty();
  }
}
