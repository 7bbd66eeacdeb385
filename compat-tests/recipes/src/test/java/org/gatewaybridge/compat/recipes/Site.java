package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gatewaybridge.containers.Ports;
import org.gatewaybridge.containers.TestCertificate;

/**
 * What a reader of docs/deploy.md has and its examples stand for: containers, ports, a certificate
 * and a folder of files.
 *
 * @param folder the proxy's own
 */
record Site(Path folder, int http, int https, TestCertificate certificate, Nodes nodes)
    implements AutoCloseable {
  /** What {@code /media/a.txt} holds. */
  static final String FILE = "0123456789";

  /** What the {@code .gz} beside it holds: told apart by every client. */
  static final String ZIPPED = "zipped";

  private static final Ports PORTS = new Ports();

  /** Makes one, outside the project: a proxy that root starts reads files as somebody else. */
  static Site of(Nodes nodes) throws IOException {
    Path folder = Files.createTempDirectory("compat-recipe").toRealPath();
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    TestCertificate certificate = TestCertificate.in(folder);
    String pem = certificate.certificatePem();
    Files.writeString(folder.resolve("shop.crt"), pem);
    Files.writeString(folder.resolve("shop.key"), certificate.keyPem());
    Files.writeString(folder.resolve("shop.pem"), pem + certificate.keyPem());
    Path media = Files.createDirectory(folder.resolve("media"));
    Files.writeString(media.resolve("a.txt"), FILE);
    Files.writeString(media.resolve("a.txt.gz"), ZIPPED);
    return new Site(folder, PORTS.take(), PORTS.take(), certificate, nodes);
  }

  /** Takes the proxy's configuration from docs/deploy.md, with what is here put into it. */
  Snippet recipe(String section, String language) {
    return Snippet.block("deploy.md", section, language, 0)
        .with("127.0.0.1:8080", "127.0.0.1:" + nodes.first().port())
        .with("127.0.0.1:8081", "127.0.0.1:" + nodes.second().port());
  }

  /** Deletes the folder: a private key is in it. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
