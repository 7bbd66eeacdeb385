package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class WarFolderTest {
  private @TempDir Path directory = Path.of("");

  @Test
  void unpackedOneIsTakenAsItIs() throws Exception {
    ServletContext context =
        Fake.of(
            ServletContext.class,
            new Object() {
              String getRealPath(String path) {
                return directory.toString();
              }
            });

    assertThat(WarFolder.of(context, "/WEB-INF/")).isEqualTo(directory);
  }

  @Test
  void packedOneIsCopiedAnewWithoutClassesAndLibraries() throws Exception {
    Files.createDirectories(directory.resolve("gateway-1WEB-0INF-1/python/old"));

    Path copy = WarFolder.of(packed(), "/WEB-INF/");

    assertThat(copy.resolve("python/app.py")).hasContent("/WEB-INF/python/app.py");
    assertThat(copy.resolve("python/old")).doesNotExist();
    assertThat(copy.resolve("classes")).doesNotExist();
    assertThat(directory.resolve("outside")).doesNotExist();
  }

  @Test
  void eachPathHasACopyOfItsOwn() throws Exception {
    Path one = WarFolder.fileOrFolder(packed(), "/a/b.txt");
    Path other = WarFolder.fileOrFolder(packed(), "/a-b.txt");

    assertThat(one).hasContent("/a/b.txt");
    assertThat(other).hasContent("/a-b.txt");
  }

  @Test
  void placeForTheCopyIsNeeded() {
    ServletContext context =
        Fake.of(
            ServletContext.class,
            new Object() {
              String getRealPath(String path) {
                return null;
              }

              Object getAttribute(String name) {
                return null;
              }

              Set<String> getResourcePaths(String path) {
                return Set.of();
              }
            });

    assertThatThrownBy(() -> WarFolder.of(context, "/WEB-INF/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no temporary directory");
  }

  @Test
  void folderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> WarFolder.of(packed(), "/static/"))
        .isInstanceOf(IOException.class)
        .hasMessage("The WAR has no folder /static/");
  }

  @Test
  void fileOfAPackedOneIsCopied() throws Exception {
    assertThat(WarFolder.fileOrFolder(packed(), "/WEB-INF/python/app.py"))
        .hasContent("/WEB-INF/python/app.py");
    assertThat(WarFolder.fileOrFolder(packed(), "/WEB-INF/python")).isDirectory();
    assertThatThrownBy(() -> WarFolder.fileOrFolder(packed(), "/none"))
        .isInstanceOf(IOException.class)
        .hasMessage("the WAR has no such folder or file");
  }

  private ServletContext packed() {
    Map<String, Set<String>> names =
        Map.of(
            "/WEB-INF/", Set.of("/WEB-INF/python/", "/WEB-INF/classes/", "/WEB-INF/../outside"),
            "/WEB-INF/python/", Set.of("/WEB-INF/python/app.py"));
    return Fake.of(
        ServletContext.class,
        new Object() {
          String getRealPath(String path) {
            return null;
          }

          Object getAttribute(String name) {
            return directory.toFile();
          }

          Set<String> getResourcePaths(String path) {
            return names.get(path);
          }

          InputStream getResourceAsStream(String path) {
            return path.equals("/none")
                ? null
                : new ByteArrayInputStream(path.getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
