package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that does all that ours must not, so that the checks are seen to find it. */
class BrowserInChromiumTest {

  @Test
  void whatIsWrongWithAPageIsFound(@TempDir Path folder) throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("bad.html"),
            """
            <!DOCTYPE html>
            <title>bad</title>
            <p style="color: #bbb; background: #fff">faint</p>
            <img src="http://127.0.0.1:9/missing.png">
            <button onclick="alert(1)">x</button>
            """);
    try (Browser browser = Browser.start()) {
      assertThat(browser.open(page)).containsExactly("http://127.0.0.1:9/missing.png");
      assertThat(browser.axe("html").toString())
          .contains("color-contrast: ", "image-alt: ", "html-has-lang: ");
      assertThat(browser.alerts()).isFalse();
      browser.run("setTimeout(() => document.querySelector('button').click())");
      assertThat(browser.alerts()).isTrue();
    }
  }
}
