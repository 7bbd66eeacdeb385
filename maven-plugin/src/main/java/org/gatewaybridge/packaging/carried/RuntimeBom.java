package org.gatewaybridge.packaging.carried;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bill of materials of a carried interpreter, in CycloneDX's JSON. */
final class RuntimeBom {
  private RuntimeBom() {}

  /**
   * Writes it.
   *
   * @param source where the interpreter is from, for the reader; no folder of this machine
   */
  static void write(PythonHome home, String source, Path file) throws IOException {
    List<String> components = new ArrayList<>();
    components.add(component("cpython", home.version(), "PSF-2.0", source));
    Optional<String> openSsl = home.openSslVersion();
    if (openSsl.isPresent()) {
      String license = openSsl.get().startsWith("1.") ? "OpenSSL" : "Apache-2.0";
      components.add(component("openssl", openSsl.get(), license, "part of " + source));
    }
    String bom =
        """
        {
          "bomFormat": "CycloneDX",
          "specVersion": "1.5",
          "version": 1,
          "components": [
        %s
          ]
        }
        """
            .formatted(String.join(",\n", components));
    Files.write(file, bom.getBytes(UTF_8));
  }

  private static String component(String name, String version, String license, String source) {
    return """
    {
      "type": "library",
      "name": "%s",
      "version": "%s",
      "description": "%s",
      "licenses": [{"license": {"id": "%s"}}],
      "purl": "pkg:generic/%s@%s",
      "cpe": "%s"
    }\
    """
        .formatted(
            name,
            escaped(version),
            escaped(source),
            license,
            name,
            escaped(version),
            escaped(cpe(name, version)))
        .indent(4)
        .stripTrailing();
  }

  /** Escapes a JSON string (RFC 8259, 7). */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                escaped.append(
                    c < 0x20 || c == '"' || c == '\\'
                        ? String.format("\\u%04x", c)
                        : String.valueOf((char) c)));
    return escaped.toString();
  }

  private static String cpe(String name, String version) {
    return "cpe:2.3:a:"
        + (name.equals("cpython") ? "python:python" : "openssl:openssl")
        + ":"
        + version
        + ":*:*:*:*:*:*:*";
  }
}
