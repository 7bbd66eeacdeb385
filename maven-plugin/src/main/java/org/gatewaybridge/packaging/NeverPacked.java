package org.gatewaybridge.packaging;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of files and folders that belong to a developer, never to a WAR. */
final class NeverPacked {
  private static final Pattern SECRETS =
      Pattern.compile(
          "\\.env(\\..*)?|.*\\.(pem|key|p12|pfx|jks|jceks|bcfks|keystore|kdbx)|id_(rsa|dsa|ecdsa|ed25519).*"
              + "|\\.(netrc|npmrc|pypirc|htpasswd|pgpass|git-credentials|ssh|aws|gnupg|kube|docker)");
  private static final Pattern TOOLS =
      Pattern.compile(
          "\\.(git|svn|hg|bzr)|cvs|\\.git(ignore|attributes|modules|keep)|\\.(idea|vscode|settings|classpath|project)"
              + "|.*\\.iml|node_modules|\\.venv|__pycache__|\\.ds_store|thumbs\\.db|desktop\\.ini|.*~|\\..*\\.sw[a-p]");

  private NeverPacked() {}

  /** Whether a file or folder of that name is a secret, so that its owner should hear of it. */
  static boolean isSecret(String name) {
    return SECRETS.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a file or folder of that name is left behind by a tool. */
  static boolean isToolFile(String name) {
    return TOOLS.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
