package org.gatewaybridge.packaging.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
final class FileTreeTest {
  private final List<String> warnings = new ArrayList<>();
  private final List<String> details = new ArrayList<>();
  private Path outside;
  private Path base;

  @BeforeEach
  void folders(@TempDir Path folder) throws IOException {
    outside = Files.writeString(folder.resolve("outside.txt"), "secret");
    base = Files.createDirectory(folder.resolve("base"));
    Files.writeString(base.resolve("a.txt"), "a");
  }

  @Test
  void aMissingFolderIsEmpty() throws IOException {
    assertThat(FileTree.list(base.resolve("nothing"), "", exclusions())).isEmpty();
  }

  @Test
  void theNamesBeginWithThePrefix() throws IOException {
    Files.createDirectories(base.resolve("b/c"));
    Files.writeString(base.resolve("b/c/d.txt"), "d");

    assertThat(names("WEB-INF/classes/"))
        .containsExactly("WEB-INF/classes/a.txt", "WEB-INF/classes/b/c/d.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env",
        ".env.production",
        "server.pem",
        "server.key",
        "store.p12",
        "store.PFX",
        "trust.jks",
        "id_rsa",
        "id_rsa.pub",
        "id_ed25519",
        ".netrc",
        ".npmrc",
        ".htpasswd",
        ".ssh/config",
        ".aws/credentials",
        ".env/production",
        ".env.d/app.py",
        "secrets/db_password",
        "credentials/key"
      })
  void aSecretIsLeftOutAndNamed(String name) throws IOException {
    write(name);
    write("sub/" + name);

    assertThat(names("")).containsExactly("a.txt");
    assertThat(warnings)
        .hasSize(2)
        .allMatch(
            line -> line.startsWith("Left out of the WAR, because its name is that of a secret: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git/config",
        ".svn/entries",
        ".hg/x",
        "CVS/Root",
        ".gitignore",
        ".idea/x.xml",
        ".vscode/x",
        ".project",
        "x.iml",
        ".DS_Store",
        "Thumbs.db",
        "node_modules/x/y.js",
        ".venv/x",
        "__pycache__/x.pyc",
        "a.txt~",
        ".a.txt.swp"
      })
  void whatToolsLeaveBehindIsLeftOut(String name) throws IOException {
    write(name);
    write("sub/" + name);

    assertThat(names("")).containsExactly("a.txt");
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "environment",
        "monkey.js",
        "key",
        "pem.txt",
        "git/x",
        ".well-known/security.txt",
        "turkey.keys"
      })
  void whatOnlyLooksAlikeIsPacked(String name) throws IOException {
    write(name);

    assertThat(names("")).containsExactlyInAnyOrder("a.txt", name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/acme/cvs/Receipt.class",
        "com/acme/node_modules/A.class",
        "com/acme/__pycache__/a/B.class",
        "com/acme/target/A.class",
        "com/acme/Id_rsa.class",
        "secrets.py",
        "airflow/secrets/base.py",
        "com/acme/credentials/Store.class",
        "locales/en/client_secret.html"
      })
  void codeIsPackedWhateverItsName(String name) throws IOException {
    write(name);

    assertThat(names("")).contains(name);
  }

  @Test
  void aPublicKeyIsPackedUnderAnyName() throws IOException {
    Files.writeString(base.resolve("jwt.pem"), "-----BEGIN PUBLIC KEY-----");
    Files.writeString(base.resolve("ca.key"), "-----BEGIN CERTIFICATE-----");

    assertThat(names("")).containsExactly("a.txt", "ca.key", "jwt.pem");
  }

  @Test
  void aPrivateKeyIsLeftOutUnderAHarmlessName() throws IOException {
    Files.writeString(base.resolve("a.crt"), "-----BEGIN PRIVATE" + " KEY-----");

    assertThat(names("")).containsExactly("a.txt");
    assertThat(warnings)
        .containsExactly("Left out of the WAR, because it holds a private key or a token: a.crt");
  }

  @Test
  void itsOwnerLetsSingleFilesIn() throws IOException {
    for (String name :
        List.of(
            "keys/test.pem", "keys/other.pem", ".aws/credentials", ".aws/config", ".git/HEAD")) {
      write(name);
    }

    List<WarEntry> entries =
        FileTree.list(
            base,
            "WEB-INF/classes/",
            exclusions("WEB-INF/classes/keys/test.pem", ".aws/credentials", ".git/*"));

    assertThat(entries)
        .extracting(WarEntry::name)
        .containsExactly(
            "WEB-INF/classes/.aws/credentials",
            "WEB-INF/classes/.git/HEAD",
            "WEB-INF/classes/a.txt",
            "WEB-INF/classes/keys/test.pem");
  }

  @Test
  void whatIsLeftOutIsToldInALineForEachReason() throws IOException {
    Exclusions exclusions = exclusions();
    for (int i = 1; i < 8; i++) {
      write(i + "/.DS_Store");
    }
    List<String> notes = new ArrayList<>();
    FileTree.list(base, "", exclusions);

    exclusions.summarize(notes::add);
    exclusions.summarize(notes::add);

    assertThat(notes)
        .containsExactly(
            "Left out of the WAR, because a tool left it there: 1/.DS_Store, 2/.DS_Store,"
                + " 3/.DS_Store, 4/.DS_Store, 5/.DS_Store and 2 more (mvn -X lists all)",
            "If the WAR needs one of the files that were left out, name it with <packAnyway> or"
                + " -Dgateway.packAnyway");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Files.createSymbolicLink(base.resolve("x.txt"), Path.of("../outside.txt"));

    assertThatThrownBy(() -> names(""))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("x.txt leaves ")
        .hasMessageContaining("for \"../outside.txt\"; replace it by a copy");
  }

  @Test
  void aLinkToAFolderOutsideIsRefused() throws IOException {
    Files.createSymbolicLink(base.resolve("all"), outside.getParent());

    assertThatThrownBy(() -> names("")).hasMessageContaining("all leaves ");
  }

  @Test
  void aLinkThroughALinkOutIsRefused() throws IOException {
    Files.createSymbolicLink(base.resolve("two"), Path.of("one"));
    Files.createSymbolicLink(base.resolve("one"), outside);

    assertThatThrownBy(() -> names("")).hasMessageContaining("leaves ");
  }

  @Test
  void anEditorsLockIsLeftOutThoughItsLinkLeadsNowhere() throws IOException {
    Files.createSymbolicLink(base.resolve(".#a.txt"), Path.of("me@here.4711:17"));
    write(".~lock.a.ods#");

    assertThat(names("")).containsExactly("a.txt");
  }

  @Test
  void aBrokenLinkIsRefused() throws IOException {
    Files.createSymbolicLink(base.resolve("x.txt"), Path.of("nothing"));

    assertThatThrownBy(() -> names("")).hasMessageContaining("x.txt leaves ");
  }

  @Test
  void aLinkThatStaysInsideIsPackedAsItsTarget() throws IOException {
    Files.createSymbolicLink(base.resolve("b.txt"), Path.of("a.txt"));

    assertThat(FileTree.list(base, "", exclusions()))
        .containsExactly(
            new WarEntry("a.txt", base.toRealPath().resolve("a.txt")),
            new WarEntry("b.txt", base.toRealPath().resolve("a.txt")));
  }

  @Test
  void aLinkToASecretInsideIsLeftOut() throws IOException {
    write(".env");
    Files.createSymbolicLink(base.resolve("b.txt"), Path.of(".env"));

    assertThat(names("")).containsExactly("a.txt");
    assertThat(warnings).hasSize(2);
  }

  @Test
  void aLinkToAFolderThatHoldsItIsRefused() throws IOException {
    Files.createSymbolicLink(base.resolve("again"), Path.of("."));

    assertThatThrownBy(() -> names(""))
        .hasMessageEndingWith("is linked from inside itself; remove the symbolic link");
  }

  @Test
  void aFolderThatIsItselfALinkIsItsTarget(@TempDir Path other) throws IOException {
    Path link = Files.createSymbolicLink(other.resolve("link"), base);

    assertThat(FileTree.list(link, "", exclusions()))
        .singleElement()
        .extracting(WarEntry::name)
        .isEqualTo("a.txt");
  }

  @Test
  void whatIsNeitherFileNorFolderIsRefused() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", base.resolve("pipe").toString()).start().waitFor())
        .isZero();

    assertThatThrownBy(() -> names(""))
        .hasMessageEndingWith("pipe is neither a file nor a folder; remove it");
  }

  private void write(String name) throws IOException {
    Path file = base.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }

  private Exclusions exclusions(String... packAnyway) {
    return new Exclusions(warnings::add, details::add, List.of(packAnyway));
  }

  private List<String> names(String prefix) throws IOException {
    return FileTree.list(base, prefix, exclusions()).stream().map(WarEntry::name).toList();
  }
}
