package org.gatewaybridge.packaging.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The names of secrets, listed in {@code secrets.txt} with their sources. */
final class SecretNames {
  private static final Map<Kind, Pattern> NAMES = read();

  /** Names that are a language's modules, such as {@code secrets.py}. */
  private static final Pattern CODE =
      Pattern.compile(
          "(.*/)?[^./][^/]*\\.(class|py|pyi|pyc|pyx|pxd|so|pyd|dll|dylib|c|cc|cpp|h|hpp|js|mjs|ts|html?|css)");

  // What people add to the name of a copy, or of one of several: key.pem.old, .env-prod,
  // secrets.staging.yml, "id_rsa (1)".
  private static final Pattern ADDED =
      Pattern.compile(
          "~+(?=$|\\.)|[. ]+$|["
              + " ._-](bak|backup|old|orig|original|save|saved|copy|tmp|temp|prev|previous"
              + "|disabled|enc|prod|production|dev|devel|development|test|testing|stage|staging|qa|uat|live|local|v?\\d+|\\(\\d+\\)|gz|zip|bz2|xz|rpmsave|rpmnew|dpkg-(old|dist|new)|sw[a-p])(?=$|["
              + " ._~-])");

  /** What a file is by its name; the strongest kind first. */
  enum Kind {
    /** It and all below it is a secret, unless it may be a package, and holds code. */
    FOLDER,
    /** It is a secret if it is a file. */
    FILE,
    /** It is a secret unless its content is public. */
    PUBLIC,
    /** It is not a secret unless its content is private. */
    PRIVATE,
    /** Nothing. */
    NONE
  }

  private SecretNames() {}

  /** Returns whether a file is a language's module by its name. */
  static boolean isCode(String name) {
    return CODE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Returns whether a folder's name may be that of a package, as {@code airflow/secrets} is: it is
   * no secret if it holds code.
   */
  static boolean mayBePackage(String path) {
    return !path.startsWith(".") && !path.contains("/.");
  }

  /** Returns the kind of the file or folder at a path, whose parts are separated by {@code /}. */
  static Kind of(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (CODE.matcher(lower).matches()) {
      return Kind.NONE;
    }
    Kind kind = listed(lower);
    // The kind of the original's name counts if it is stronger.
    for (String before = ""; !lower.equals(before); kind = stronger(kind, listed(lower))) {
      before = lower;
      int name = lower.lastIndexOf('/') + 1;
      lower = lower.substring(0, name) + ADDED.matcher(lower.substring(name)).replaceAll("");
    }
    return kind;
  }

  private static Kind stronger(Kind one, Kind other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Kind listed(String path) {
    for (Map.Entry<Kind, Pattern> each : NAMES.entrySet()) {
      if (each.getValue().matcher(path).matches()) {
        return each.getKey();
      }
    }
    return Kind.NONE;
  }

  private static Map<Kind, Pattern> read() {
    Map<Kind, StringBuilder> globs = new EnumMap<>(Kind.class);
    try (InputStream in = SecretNames.class.getResourceAsStream("secrets.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, "secrets.txt"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] words = line.split(" ", 2);
          globs
              .computeIfAbsent(
                  Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), kind -> new StringBuilder())
              .append('|')
              .append(Pattern.quote(words[1]).replace("*", "\\E[^/]*\\Q"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<Kind, Pattern> names = new EnumMap<>(Kind.class);
    globs.forEach(
        (kind, all) -> names.put(kind, Pattern.compile("(.*/)?(" + all.substring(1) + ")")));
    return names;
  }
}
