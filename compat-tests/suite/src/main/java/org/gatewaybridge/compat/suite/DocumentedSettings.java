package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each container must be told so that it does as the others do: {@code settings.tsv}. */
final class DocumentedSettings {
  private static final String NONE = "-";
  private static final List<Setting> ALL = read();

  private DocumentedSettings() {}

  /**
   * One line.
   *
   * @param containers a pattern of container ids
   */
  record Setting(String containers, String feature, String name, String value) {

    boolean isOf(String container) {
      return container.matches(containers);
    }

    boolean exists() {
      return !name.equals(NONE);
    }
  }

  static List<Setting> all() {
    return ALL;
  }

  /** Returns names and values for one container. */
  static Map<String, String> of(String container) {
    return linesOf(container)
        .filter(Setting::exists)
        .collect(Collectors.toMap(Setting::name, Setting::value));
  }

  /** Returns whether a setting gives a container a feature that it does not come with. */
  static boolean can(String container, String feature) {
    return linesOf(container)
        .anyMatch(setting -> setting.feature.equals(feature) && setting.exists());
  }

  /** Returns whether no setting gives a container a feature. */
  static boolean cannot(String container, String feature) {
    return linesOf(container)
        .anyMatch(setting -> setting.feature.equals(feature) && !setting.exists());
  }

  private static Stream<Setting> linesOf(String container) {
    return ALL.stream().filter(setting -> setting.isOf(container));
  }

  private static List<Setting> read() {
    try (InputStream in = DocumentedSettings.class.getResourceAsStream("settings.tsv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(words -> new Setting(words[0], words[1], words[2], words[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
