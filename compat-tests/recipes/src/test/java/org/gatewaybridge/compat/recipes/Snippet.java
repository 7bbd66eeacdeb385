package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.compat.docs.Page;

/** A text that is run as it is written, but for what its reader must put in place of an example. */
record Snippet(String text) {

  /** Takes a block of a page of docs/, counted from 0 within its section. */
  static Snippet block(String page, String section, String language, int n) {
    try {
      Path file = Path.of(System.getProperty("recipes.docs"), page);
      return new Snippet(Page.read(file).section(section).block(language, n));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a file that Debian has installed. */
  static Snippet file(Path file) throws IOException {
    return new Snippet(Files.readString(file));
  }

  /** Puts something in place of every example of it, of which there must be one. */
  Snippet with(String example, Object meant) {
    if (!text.contains(example)) {
      throw new AssertionError("There is no \"" + example + "\" in:\n" + text);
    }
    return new Snippet(text.replace(example, meant.toString()));
  }

  /** Leaves out the lines that begin so, of which there must be one. */
  Snippet without(String beginning) {
    return new Snippet(
        with(beginning, beginning)
            .text
            .replaceAll("(?m)^\\s*" + java.util.regex.Pattern.quote(beginning) + ".*\\n", ""));
  }

  /** Writes it to a file, whose folders are made. */
  Path to(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
