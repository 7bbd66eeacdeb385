package org.gatewaybridge.packaging.files;

import java.util.regex.Pattern;

/**
 * Finds private keys and tokens in a text, which is given piece by piece. Each pattern takes time
 * in proportion to the text, whatever that is.
 */
final class SecretText {
  /** How much of a piece must be repeated with the next. */
  static final int LONGEST = 4096;

  // RFC 7468, RFC 4880 6.2, OpenSSH's own, and ssh.com's; of a service account, an OAuth client or
  // user.
  private static final Pattern SECRET =
      Pattern.compile(
          "---- ?BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)? ?----|PuTTY-User-Key-File-"
              + "|\"(client_secret|refresh_token|aws_secret_access_key)\"\\s*:\\s*\"[^\"\\s]{8}");

  // RFC 7517, and the parameters that are private by RFC 7518, 6.2 to 6.4.
  private static final Pattern KEY = Pattern.compile("\"kty\"\\s*:\\s*\"");
  private static final Pattern OCTETS = Pattern.compile("\"kty\"\\s*:\\s*\"oct\"");
  private static final Pattern PART = Pattern.compile("\"d\"\\s*:\\s*\"");
  private static final Pattern OCTETS_PART = Pattern.compile("\"k\"\\s*:\\s*\"");

  private boolean key;
  private boolean octets;
  private boolean part;
  private boolean octetsPart;

  /** Returns whether the pieces up to this one certainly contain a private key or a token. */
  boolean isPrivate(CharSequence piece) {
    key |= KEY.matcher(piece).find();
    octets |= OCTETS.matcher(piece).find();
    part |= PART.matcher(piece).find();
    octetsPart |= OCTETS_PART.matcher(piece).find();
    return (key && part) || (octets && octetsPart) || SECRET.matcher(piece).find();
  }
}
