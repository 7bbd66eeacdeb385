package org.gatewaybridge.middleware;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The media types of files on the web, by the ends of their names: the same on every container and
 * every machine.
 */
final class MediaTypes {
  private static final Map<String, String> BY_EXTENSION = new HashMap<>();

  static {
    String types =
        """
        text/html; charset=utf-8: html htm
        text/css; charset=utf-8: css
        text/javascript; charset=utf-8: js mjs
        text/plain; charset=utf-8: txt md
        text/csv; charset=utf-8: csv
        text/xml; charset=utf-8: xml
        application/json: json map
        application/manifest+json: webmanifest
        application/pdf: pdf
        application/wasm: wasm
        application/zip: zip
        application/gzip: gz
        image/svg+xml: svg
        image/png: png
        image/jpeg: jpg jpeg
        image/gif: gif
        image/webp: webp
        image/avif: avif
        image/x-icon: ico
        font/woff: woff
        font/woff2: woff2
        font/ttf: ttf
        font/otf: otf
        audio/mpeg: mp3
        audio/ogg: ogg
        video/mp4: mp4
        video/webm: webm
        """;
    types
        .lines()
        .forEach(
            line -> {
              int colon = line.lastIndexOf(':');
              for (String extension : line.substring(colon + 2).split(" ", -1)) {
                BY_EXTENSION.put(extension, line.substring(0, colon));
              }
            });
  }

  private MediaTypes() {}

  static String of(Path file) {
    String name = file.toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
  }
}
