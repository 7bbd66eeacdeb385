package org.gatewaybridge.matrix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a text that may be too long to keep, and how many characters were left out. Its
 * own text can be cut or continued again, and the count stays right.
 */
record Excerpt(String shown, int left) {

  private static final Pattern CUT =
      Pattern.compile("(.*) \\.\\.\\. \\((\\d{1,9}) more\\)", Pattern.DOTALL);

  static String of(String text, int most) {
    return parse(text).atMost(most).toString();
  }

  /** Appends one text to another, which may have been cut already. */
  static String join(String text, String separator, String next, int most) {
    Excerpt begun = parse(text);
    Excerpt joined =
        begun.left > 0
            ? new Excerpt(begun.shown, begun.left + separator.length() + next.length())
            : new Excerpt(text + separator + next, 0);
    return joined.atMost(most).toString();
  }

  private static Excerpt parse(String text) {
    Matcher cut = CUT.matcher(text);
    return cut.matches()
        ? new Excerpt(cut.group(1), Integer.parseInt(cut.group(2)))
        : new Excerpt(text, 0);
  }

  private Excerpt atMost(int most) {
    if (shown.length() <= most) {
      return this;
    }
    // Half of a surrogate pair is no text.
    int end = Character.isHighSurrogate(shown.charAt(most - 1)) ? most - 1 : most;
    return new Excerpt(shown.substring(0, end), left + shown.length() - end);
  }

  @Override
  public String toString() {
    return left == 0 ? shown : shown + " ... (" + left + " more)";
  }
}
