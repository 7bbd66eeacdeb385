package org.gatewaybridge.packaging.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatewaybridge.packaging.files.SecretNames.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".envrc",
        "prod.env",
        "env.production",
        "my_id_rsa",
        "id_rsa.bak",
        "deploy_ed25519",
        "a.ppk",
        "a.p8",
        "_netrc",
        "htpasswd",
        "credentials.json",
        "google-credentials.json",
        "credentials-prod.json",
        "client_secret_12.apps.json",
        "service-account.json",
        "secrets.yml",
        "secrets.prod.yaml",
        "terraform.tfstate",
        "terraform.tfstate.backup",
        "prod.tfvars",
        ".vault-token",
        ".my.cnf",
        ".dockerconfigjson",
        "settings-security.xml",
        ".psql_history",
        "wallet.sso",
        ".netrc~",
        ".npmrc.orig",
        ".git-credentials (1)",
        "secret_key.txt",
        "django_secret_key",
        "api_key.txt",
        "prod.api-keys.json",
        "me_accessKeys.csv",
        "db.password",
        "app.secret",
        "kubeconfig.yaml",
        "pip.ini",
        "kaggle.json",
        "NuGet.Config",
        ".dbshell"
      })
  void isASecret(String name) {
    assertThat(SecretNames.of("a/b/" + name)).isEqualTo(Kind.FILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".aws",
        ".azure",
        "x/.config/gcloud",
        ".M2",
        ".terraform",
        ".kube.bak",
        ".env-prod",
        ".ENV ",
        "credentials",
        "secrets",
        ".secrets",
        ".env.d"
      })
  void isAFolderOfSecrets(String path) {
    assertThat(SecretNames.of(path)).isEqualTo(Kind.FOLDER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key.pem",
        "KEY.PEM",
        "key.pem.old",
        "key.pem ",
        "key.pem.gz",
        "server.key.bak",
        "store-prod.jks",
        "private.der"
      })
  void mayBePublic(String name) {
    assertThat(SecretNames.of(name)).isEqualTo(Kind.PUBLIC);
  }

  @ParameterizedTest
  @CsvSource({
    "secrets.py, NONE",
    "com/acme/Credentials.class, NONE",
    "id_rsa.py, NONE",
    "token.js, NONE",
    "credentials.html, NONE",
    "gcloud, NONE",
    "config/gcloud, NONE",
    "environment, NONE",
    "application-prod.properties, NONE",
    "turkey.keys, NONE",
    "tokens.css, NONE",
    "tokens.json, PRIVATE",
    "locales/en/auth.json, PRIVATE",
    "tokenizer.json, PRIVATE",
    "secret-key-rotation.md, NONE",
    "package.json, PRIVATE",
    "ca.crt, PRIVATE"
  })
  void isNoneByItsName(String path, Kind kind) {
    assertThat(SecretNames.of(path)).isEqualTo(kind);
  }
}
