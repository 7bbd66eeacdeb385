package org.gatewaybridge.packaging.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarSecretsTest {
  private static final String KEY = "-----BEGIN " + "PRIVATE KEY-----\nMIIE";

  private Path folder;

  @BeforeEach
  void folder(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void namesAndPrivateKeysAreTold() throws Exception {
    Map<String, String> entries = new TreeMap<>();
    entries.put("conf/.env", "A=b");
    entries.put("conf/tls.pem", KEY);
    entries.put("conf/account.json", "{\"private_key\": \"" + KEY + "\"}");
    entries.put("conf/tls.crt", "-----BEGIN CERTIFICATE-----\nMIIE");
    entries.put("conf/public.pem", "-----BEGIN PUBLIC KEY-----\nMIIE");
    entries.put("conf/.aws/config", "[default]");
    entries.put("conf/key.der", new String(newKey(), ISO_8859_1));
    entries.put("conf/menu.json", "{}");
    entries.put("lib/Secrets.class", KEY);
    entries.put("conf/secrets/db_password", "x");
    entries.put("lib/secrets/Store.class", "x");
    entries.put("lib/secrets/messages.txt", "x");

    assertThat(JarSecrets.in(jar(entries)))
        .containsExactly(
            "conf/.aws/config",
            "conf/.env",
            "conf/account.json",
            "conf/key.der",
            "conf/secrets/db_password",
            "conf/tls.pem");
  }

  private static byte[] newKey() throws Exception {
    return KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
  }

  @Test
  void whatIsNoJarHasNone() throws IOException {
    assertThat(JarSecrets.in(Files.writeString(folder.resolve("a.jar"), KEY))).isEmpty();
  }

  private Path jar(Map<String, String> entries) throws IOException {
    Path jar = folder.resolve("library.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(ISO_8859_1));
      }
    }
    return jar;
  }
}
