package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.docs.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/ lead somewhere. */
final class LinksIT {
  private static final Path DOCS = Path.of(System.getProperty("recipes.docs"));
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

  static List<Path> pages() throws IOException {
    try (var files = Files.list(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadToFiles(Path page) throws IOException {
    assertThat(LINK.matcher(Page.read(page).text()).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(DOCS.resolve(link)).exists());
  }
}
