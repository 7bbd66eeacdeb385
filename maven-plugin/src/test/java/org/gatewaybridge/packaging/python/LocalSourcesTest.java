package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.packaging.archive.Digest;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class LocalSourcesTest {
  private @TempDir Path base;

  private void file(String name, String text) throws IOException {
    Path file = base.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  @Test
  void theProjectItselfIsAPackageWithoutWhatTheBuildLeavesInIt() throws IOException {
    Path installed = base.resolve("target/gateway/packages");
    Path info = Files.createDirectories(installed.resolve("shop-1.0.dist-info"));
    Files.writeString(
        info.resolve("direct_url.json"),
        "{\"dir_info\": {}, \"url\": \"%s\"}".formatted(base.toUri()));
    LocalSources local = new LocalSources(base.resolve("target"));
    String before = sources(local, installed);
    file("target/a.war", "x");
    file("src/shop.egg-info/PKG-INFO", "x");
    file("build/lib/shop.py", "x");
    file("shop/__pycache__/a.pyc", "x");
    file(".git/index", "x");
    assertThat(sources(local, installed)).isEqualTo(before);

    file("shop/__init__.py", "V = 2\n");
    assertThat(sources(local, installed)).isNotEqualTo(before);
  }

  private static String sources(LocalSources local, Path installed) throws IOException {
    return Digest.of(out -> local.describeAll(installed, out));
  }

  @Test
  void anEditablePackageIsRefused() throws IOException {
    Path installed = base.resolve("installed");
    Path info = Files.createDirectories(installed.resolve("shop-1.0.dist-info"));
    Path note = info.resolve("direct_url.json");
    Files.writeString(note, "{\"dir_info\": {}, \"url\": \"file:///shop\"}");
    LocalSources.refuseEditable(installed);

    Files.writeString(note, "{\"dir_info\": {\"editable\": true}, \"url\": \"file:///shop\"}");
    assertThatThrownBy(() -> LocalSources.refuseEditable(installed))
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(
            "The package shop is editable (-e), so it works only in its folder on this machine;"
                + " write its requirement without -e, such as ./shop");

    Files.delete(note);
    Path link = Files.createFile(installed.resolve("shop.egg-link"));
    assertThatThrownBy(() -> LocalSources.refuseEditable(installed))
        .hasMessageStartingWith("The package shop is editable (-e)");
    Files.move(link, installed.resolve("__editable___shop_1_0_finder.py"));
    assertThatThrownBy(() -> LocalSources.refuseEditable(installed))
        .hasMessageContaining(" is editable (-e)");
  }
}
