package org.gatewaybridge.packaging.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
    assertThat(SecretContent.isPrivate(keys)).isTrue();
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
    byte[] open = {(byte) 0x98, 2, 4, 1, (byte) 0xC2, 1, 0};
    assertThat(SecretContent.isPublic(write("a.gpg", open, open))).isTrue();
    assertThat(SecretContent.isPublic(write("a.gpg", open, new byte[] {(byte) 0x94, 2, 4, 1, 0})))
        .isFalse();
  }

  @Test
  void jsonIsPrivateIfAKeyOrATokenIsInIt() throws IOException {
    for (String secret :
        List.of(
            "{\"type\": \"service_account\", \"private_key\": \"-----BEGIN " + PRIVATE + "\"}",
            "{\"installed\": {\"client_secret\":\"GOCSPX-1234567890\"}}",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"abc\"}",
            "{\"k\" : \"AyM1\", \"kty\" : \"oct\"}")) {
      assertThat(SecretContent.isPrivate(write("a.json", secret))).as(secret).isTrue();
    }
    for (String none :
        List.of(
            "{\"private_key\": \"Private key\", \"client_secret\": \"Your client secret\"}",
            "{\"keys\":[{\"kty\":\"EC\",\"x\":\"abc\"}], \"k\": \"v\"}",
            "{\"d\": \"M12 2z\", \"k\": \"oct\"}")) {
      assertThat(SecretContent.isPrivate(write("a.json", none))).as(none).isFalse();
    }
  }

  @Test
  void aPrivateKeyIsSeenBehindWhatIsPublic() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    byte[] open = pair.getPublic().getEncoded();
    byte[] secret = pair.getPrivate().getEncoded();
    String pem = "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----\n";

    assertThat(SecretContent.isPublic(write("two.der", open, open))).isTrue();
    assertThat(SecretContent.isPrivate(write("two.der", open, open))).isFalse();
    for (Path file :
        List.of(
            write("a.crt", open, secret),
            write("b.crt", secret),
            write("long.crt", pem.repeat(90_000).getBytes(US_ASCII), pemKey(20)),
            write("cut.crt", " ".repeat((4 << 20) - 20).getBytes(US_ASCII), pemKey(0)))) {
      assertThat(SecretContent.isPublic(file)).as(file.toString()).isFalse();
      assertThat(SecretContent.isPrivate(file)).as(file.toString()).isTrue();
    }
    assertThat(SecretContent.isPublic(write("mixed.pem", pem.getBytes(US_ASCII), secret)))
        .isFalse();
    String certificate = pem.replace("PUBLIC KEY", "CERTIFICATE");
    assertThat(SecretContent.isPublic(write("c.pem", certificate.getBytes(US_ASCII), secret)))
        .isFalse();
  }

  private static byte[] pemKey(int blanks) {
    return (" ".repeat(blanks) + "-----BEGIN " + PRIVATE).getBytes(US_ASCII);
  }

  // As of openssl pkcs12 -export -keypbe NONE; the JDK passes over such a key.
  @Test
  void aStoreWithAPlainKeyIsPrivate() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    byte[] keyBag = HexFormat.of().parseHex("060b2a864886f70d010c0a0101");
    byte[] data = HexFormat.of().parseHex("06092a864886f70d010701");
    byte[] bags = der(0x30, der(0x30, keyBag, der(0xA0, key)));
    byte[] safe = der(0x30, der(0x30, data, der(0xA0, der(4, bags))));
    byte[] store = der(0x30, new byte[] {2, 1, 3}, der(0x30, data, der(0xA0, der(4, safe))));
    Path file = write("a.p12", store);

    assertThat(KeyStore.getInstance(file.toFile(), (char[]) null).size()).isZero();
    assertThat(SecretContent.isPublic(file)).isFalse();
    assertThat(SecretContent.isPrivate(file)).isTrue();
  }

  // An element of 256 bytes or more.
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.writeBytes(new byte[] {(byte) tag, (byte) 0x82});
    element.writeBytes(new byte[] {(byte) (content.size() >> 8), (byte) content.size()});
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  @Test
  void timeIsInProportionToTheText() {
    for (String repeated :
        List.of(
            "\"d\":\"M1 2\",", "\"kty\" ", "\"k\":\"", "-----BEGIN A", "\"client_secret\":\"")) {
      String text = repeated.repeat(2_000);
      AtomicLong reads = new AtomicLong();

      assertThat(new SecretText().isPrivate(counted(text, reads))).as(repeated).isFalse();
      assertThat(reads).as(repeated).hasValueLessThan(50L * text.length());
    }
  }

  private static CharSequence counted(String text, AtomicLong reads) {
    return new CharSequence() {
      @Override
      public int length() {
        return text.length();
      }

      @Override
      public char charAt(int index) {
        reads.incrementAndGet();
        return text.charAt(index);
      }

      @Override
      public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
      }
    };
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

  private Path write(String name, byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return Files.write(folder.resolve(name), all.toByteArray());
  }

  private boolean isPublic(String name, String text) throws IOException {
    return SecretContent.isPublic(write(name, text));
  }
}
