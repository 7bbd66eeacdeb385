package org.gatewaybridge.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;

/**
 * A matrix as one HTML file that loads nothing else, and without scripts still shows the table. Its
 * policy allows no script but its own.
 */
public final class MatrixPage {

  private MatrixPage() {}

  /** Returns the page; it is always the same for the same matrix. */
  public static String of(Matrix matrix) {
    String script = resource("matrix.js");
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .compile(resource("matrix.mustache"))
        .execute(
            PageView.of(matrix, new PageView.Assets(resource("matrix.css"), script, hash(script))));
  }

  /** Returns the digest of a script. "Content Security Policy Level 3", 2.3.1. */
  private static String hash(String script) {
    return Base64.getEncoder().encodeToString(WarFile.newDigest().digest(script.getBytes(UTF_8)));
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(MatrixPage.class.getResourceAsStream(name), name)) {
      // A browser makes \r\n one \n before it digests a script.
      return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
