package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page of the repository has links that lead somewhere and lines of a readable length. */
class MarkdownIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project")).normalize();
  private static final Set<String> MADE = Set.of("target", ".git"); // by builds, not by people

  @Test
  void everyPageIsSound() throws IOException {
    List<Path> pages = pages();

    assertThat(pages).hasSizeGreaterThan(30);
    assertThat(pages).allSatisfy(page -> assertThat(Markdown.read(page).faults()).isEmpty());
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        PROJECT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return MADE.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }

  @Test
  void faultsAreFound(@TempDir Path folder) throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            """
            # One `gateway.x`: two
            [good](#one-gatewayx-two), [gone](gone.md), [wrong](#two), [far](https://a.example)
            | %s |
            %s
            """
                .formatted("a".repeat(120), "b".repeat(121)));

    assertThat(Markdown.read(page).faults())
        .containsExactly(
            "gone.md does not exist", "#two is no heading", "line 4 has 121 characters");
  }
}
