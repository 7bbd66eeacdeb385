package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for 127.0.0.1 and localhost, made by the JDK's keytool. */
public record TestCertificate(Path keystore, String password) {
  private static final String ALIAS = "server";

  /** Returns the certificate in a directory; makes it if there is none. */
  public static TestCertificate in(Path directory) throws IOException {
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
            ALIAS,
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

  /** Returns a context that trusts this certificate and no other. */
  public SSLContext trust() {
    try {
      KeyStore mine = load();
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, mine.getCertificate(ALIAS));
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

  private KeyStore load() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore mine = KeyStore.getInstance("PKCS12");
      mine.load(in, password.toCharArray());
      return mine;
    }
  }

  /** Returns the certificate as PEM, for servers that are not written in Java. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", load().getCertificate(ALIAS).getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot read " + keystore, e);
    }
  }

  /** Returns the private key as PEM. */
  public String keyPem() {
    try {
      return pem("PRIVATE KEY", load().getKey(ALIAS, password.toCharArray()).getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot read " + keystore, e);
    }
  }

  // RFC 7468.
  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text);
  }
}
