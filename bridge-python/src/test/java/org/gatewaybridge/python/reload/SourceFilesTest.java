package org.gatewaybridge.python.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void makeSources() throws IOException {
    write("app.py", "one");
    write("pages/page.html", "one");
  }

  @Test
  void otherContentIsAChange() throws IOException {
    SourceFiles before = SourceFiles.in(folder);
    write("app.py", "two");
    write("pages/page.html", "longer");
    assertThat(changes(before)).containsExactly("app.py", "pages/page.html");
  }

  @Test
  void sameContentWrittenAgainIsNone() throws IOException {
    SourceFiles before = SourceFiles.in(folder);
    Path app = write("app.py", "one");
    Files.setLastModifiedTime(app, FileTime.fromMillis(1));
    assertThat(changes(before)).isEmpty();
  }

  @Test
  void newAndDeletedFilesAreOneChangeOfTheirKind() throws IOException {
    SourceFiles before = SourceFiles.in(folder);
    write("one.py", "");
    write("two.py", "");
    write("log-1.txt", "");
    Files.delete(folder.resolve("pages/page.html"));
    assertThat(changes(before))
        .containsExactly("a new or deleted Python file", "a new or deleted file");
  }

  @Test
  void largeFilesAreComparedByTimeAndSize() throws IOException {
    Path large = write("data.json", " ".repeat((1 << 20) + 1));
    SourceFiles before = SourceFiles.in(folder);
    Files.setLastModifiedTime(large, FileTime.fromMillis(1));
    assertThat(changes(before)).containsExactly("data.json");
  }

  @Test
  void someFoldersAndKindsAreNotLookedAt() throws IOException {
    SourceFiles before = SourceFiles.in(folder);
    write("__pycache__/app.py", "");
    write(".git/config.ini", "");
    write("venv/pyvenv.cfg", "");
    write("app.db", "");
    assertThat(changes(before)).isEmpty();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Stream<String> changes(SourceFiles before) {
    return before.look().changesSince(before).stream().map(SourceChange::what);
  }
}
