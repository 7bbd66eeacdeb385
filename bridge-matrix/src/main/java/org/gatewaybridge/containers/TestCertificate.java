package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for 127.0.0.1 and localhost, made by the JDK's keytool. */
record TestCertificate(Path keystore, String password) {

  /** Finds the one in a directory, or makes it. */
  static TestCertificate in(Path directory) throws IOException {
    TestCertificate certificate =
        new TestCertificate(directory.resolve("keystore.p12"), "changeit");
    if (!Files.exists(certificate.keystore)) {
      Path fresh = Files.createTempDirectory(directory, "keystore-").resolve("keystore.p12");
      certificate.generate(fresh);
      Files.move(fresh, certificate.keystore, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(fresh.getParent());
    }
    return certificate;
  }

  private void generate(Path file) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "3650",
            "-storetype",
            "PKCS12",
            "-storepass",
            password,
            "-keystore",
            file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool made no certificate: " + said);
    }
  }

  SSLContext trust() {
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore mine = KeyStore.getInstance("PKCS12");
      mine.load(in, password.toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", mine.getCertificate("server"));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot trust " + keystore, e);
    }
  }
}
