package org.gatewaybridge.compat.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the repository, whose links and lines are checked. */
record Markdown(Path file, String text) {
  private static final int LONGEST_LINE = 120;
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  static Markdown read(Path file) throws IOException {
    return new Markdown(file, Files.readString(file));
  }

  /** Returns a sentence for each link that leads nowhere and each line that is too long. */
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    Matcher link = LINK.matcher(prose());
    while (link.find()) {
      Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
      String anchor = link.group(2);
      if (!Files.exists(target)) {
        faults.add(link.group(1) + " does not exist");
      } else if (anchor != null && !read(target).headings().contains(anchor.substring(1))) {
        faults.add(anchor + " is no heading");
      }
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() > LONGEST_LINE && !lines.get(i).startsWith("|")) {
        faults.add("line %d has %d characters".formatted(i + 1, lines.get(i).length()));
      }
    }
    return faults;
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** Returns the anchors that GitHub makes of the headings. */
  private List<String> headings() {
    return HEADING
        .matcher(prose())
        .results()
        .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }
}
