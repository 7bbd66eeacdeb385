package org.gatewaybridge.compat.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown page and its fenced blocks, in order. */
public record Page(String text, List<Block> blocks) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

  /** A fenced block: its language, "" for plain output, and its text. */
  public record Block(String language, String text) {}

  public static Page read(Path file) throws IOException {
    return of(Files.readString(file));
  }

  private static Page of(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher fenced = FENCED.matcher(text);
    while (fenced.find()) {
      blocks.add(new Block(fenced.group(1), fenced.group(2)));
    }
    return new Page(text, blocks);
  }

  /** Returns the part of the page under a heading, up to the next of its level. */
  public Page section(String heading) {
    Matcher part =
        Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)").matcher(text);
    if (!part.find()) {
      throw new AssertionError("The page has no heading ## " + heading);
    }
    return of(part.group(1));
  }

  /** Returns the nth block, counted from 0, of a language. */
  public String block(String language, int n) {
    List<String> found =
        blocks.stream().filter(b -> b.language().equals(language)).map(Block::text).toList();
    if (n >= found.size()) {
      throw new AssertionError("The page has no block " + n + " of " + language);
    }
    return found.get(n);
  }
}
