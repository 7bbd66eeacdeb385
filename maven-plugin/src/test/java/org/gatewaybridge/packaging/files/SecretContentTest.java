package org.gatewaybridge.packaging.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretContentTest {
  private static final String JAVA = System.getProperty("java.home");
  private static final String PRIVATE = "PRIVATE" + " KEY-----\n"; // not in one piece, for scanners

  private Path folder;

  @BeforeEach
  void folder(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void aPublicKeyIsPublicInEachForm() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    byte[] key = pair.getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PUBLIC KEY-----\n";

    assertThat(SecretContent.isPublic(Files.write(folder.resolve("a.der"), key))).isTrue();
    assertThat(isPublic("a.pem", pem)).isTrue();
    assertThat(isPublic("id_rsa.pub", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@here")).isTrue();
    assertThat(isPublic("both.pem", pem + "-----BEGIN " + PRIVATE)).isFalse();
    assertThat(
            SecretContent.isPublic(
                Files.write(folder.resolve("p.der"), pair.getPrivate().getEncoded())))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0123456789abcdef0123456789abcdef", "-----BEGIN SECRET-----"})
  void whatNobodyKnowsIsNotPublic(String text) throws IOException {
    assertThat(isPublic("a.pem", text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "PKCS12"})
  void aStoreIsPublicIfItHoldsCertificatesOnly(String type) throws Exception {
    Path keys = folder.resolve("keys.p12");
    Path trust = folder.resolve("trust");
    Path certificate = folder.resolve("a.crt");
    keytool(
        "-genkeypair",
        "-keypass",
        "changeit",
        "-keyalg",
        "EC",
        "-dname",
        "CN=a",
        "-keystore",
        keys,
        type);
    keytool("-exportcert", "-file", certificate.toString(), "-keystore", keys, type);
    keytool("-importcert", "-noprompt", "-file", certificate.toString(), "-keystore", trust, type);

    assertThat(KeyStore.getInstance(keys.toFile(), "changeit".toCharArray()).size()).isOne();
    assertThat(SecretContent.isPublic(keys)).isFalse();
    assertThat(SecretContent.isPublic(trust)).isTrue();
    assertThat(SecretContent.isPublic(certificate)).isTrue();
    assertThat(SecretContent.isPrivate(certificate)).isFalse();
  }

  @Test
  void aPublicPgpKeyRingIsPublic() throws IOException {
    Path file = folder.resolve("a.gpg");

    assertThat(SecretContent.isPublic(Files.write(file, new byte[] {(byte) 0x99, 1, 2}))).isTrue();
    assertThat(SecretContent.isPublic(Files.write(file, new byte[] {(byte) 0x95, 1, 2}))).isFalse();
    assertThat(SecretContent.isPublic(Files.write(file, new byte[] {(byte) 0x85, 1, 2}))).isFalse();
  }

  @Test
  void jsonIsPrivateIfAKeyOrATokenIsInIt() throws IOException {
    for (String secret :
        List.of(
            "{\"type\": \"service_account\", \"private_key\": \"-----BEGIN " + PRIVATE + "\"}",
            "{\"installed\": {\"client_secret\":\"GOCSPX-1234567890\"}}",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"abc\"}")) {
      assertThat(SecretContent.isPrivate(write("a.json", secret))).as(secret).isTrue();
    }
    for (String none :
        List.of(
            "{\"private_key\": \"Private key\", \"client_secret\": \"Your client secret\"}",
            "{\"keys\":[{\"kty\":\"EC\",\"x\":\"abc\"}]}")) {
      assertThat(SecretContent.isPrivate(write("a.json", none))).as(none).isFalse();
    }
  }

  private void keytool(Object... arguments) throws Exception {
    String type = (String) arguments[arguments.length - 1];
    List<String> command = new ArrayList<>(List.of(JAVA + "/bin/keytool"));
    for (Object argument : List.of(arguments).subList(0, arguments.length - 1)) {
      command.add(argument.toString());
    }
    command.addAll(List.of("-storetype", type, "-storepass", "changeit", "-alias", "a"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    process.getOutputStream().close(); // it asks nobody
    assertThat(process.waitFor()).isZero();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private boolean isPublic(String name, String text) throws IOException {
    return SecretContent.isPublic(write(name, text));
  }
}
