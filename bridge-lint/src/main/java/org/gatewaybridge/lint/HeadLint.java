package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R20;
import static org.gatewaybridge.api.ContractRule.R21;
import static org.gatewaybridge.api.ContractRule.R22;
import static org.gatewaybridge.api.ContractRule.R23;
import static org.gatewaybridge.api.ContractRule.R24;
import static org.gatewaybridge.api.ContractRule.R25;
import static org.gatewaybridge.api.ContractRule.R26;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.jspecify.annotations.Nullable;

/** What a status and the headers of an answer may be. */
final class HeadLint {
  private static final Pattern STATUS = Pattern.compile("[2-9][0-9]{2} .*", Pattern.DOTALL);
  static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7e\\x80-\\xff]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final Set<String> ONCE = Set.of("content-type", "content-length");
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailers",
          "transfer-encoding",
          "upgrade");

  private HeadLint() {}

  static void checkStatus(@Nullable Object status) {
    if (!(status instanceof String text) || !STATUS.matcher(text).matches()) {
      throw violation(R20, "Status " + Quoted.of(status), "give a final status such as \"200 OK\"");
    }
    if (!TEXT.matcher(text).matches()) {
      throw violation(R24, "Status " + Quoted.of(text), "keep its reason to printable latin-1");
    }
  }

  /** Returns the value of Content-Length, null if there is none. */
  static @Nullable String checkHeaders(@Nullable Object headers) {
    if (!(headers instanceof List<?> list)) {
      throw violation(R22, "Headers are " + Quoted.classOf(headers), "give a List, empty for none");
    }
    String contentLength = null;
    Set<String> names = new HashSet<>();
    for (Object header : list) {
      if (!(header instanceof Map.Entry<?, ?> entry)
          || !(entry.getKey() instanceof String name)
          || !(entry.getValue() instanceof String value)) {
        throw violation(
            R22,
            "A header is " + Quoted.of(header),
            "make entries of two Strings, as by Headers.of");
      }
      String lower = name.toLowerCase(Locale.ROOT);
      checkName(name, lower);
      if (!TEXT.matcher(value).matches()) {
        throw violation(
            R24,
            "Header " + Quoted.of(name) + " has the value " + Quoted.of(value),
            "keep to printable latin-1");
      }
      if (!names.add(lower) && ONCE.contains(lower)) {
        throw violation(R25, "Header " + Quoted.of(name) + " comes twice", "give it once");
      }
      if (lower.equals("content-length")) {
        contentLength = checkLength(value);
      }
    }
    return contentLength;
  }

  private static void checkName(String name, String lower) {
    if (!TOKEN.matcher(name).matches()) {
      throw violation(
          R23, "Header name " + Quoted.of(name), "use letters, digits and !#$%&'*+-.^_`|~ only");
    }
    if (lower.equals("status")) {
      throw violation(R23, "Header " + Quoted.of(name), "the status is start's first argument");
    }
    if (OF_THE_SERVER.contains(lower)) {
      throw violation(
          R21,
          "Header " + Quoted.of(name) + " belongs to the server",
          "remove it from startResponse");
    }
  }

  private static String checkLength(String value) {
    String length = value.strip();
    if (!isLength(length)) {
      throw violation(
          R26,
          "Content-Length is " + Quoted.of(value),
          "give the number of bytes in decimal digits");
    }
    return length;
  }

  /** Whether a text is decimal digits that fit a long. */
  static boolean isLength(String text) {
    try {
      return DIGITS.matcher(text).matches() && Long.parseLong(text) >= 0;
    } catch (NumberFormatException tooLong) {
      return false;
    }
  }

  private static ContractViolation violation(ContractRule rule, String came, String todo) {
    return new ContractViolation(rule, came + "; " + todo);
  }
}
