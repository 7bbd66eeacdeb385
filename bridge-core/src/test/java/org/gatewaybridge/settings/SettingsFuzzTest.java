package org.gatewaybridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text as the value of a setting. */
class SettingsFuzzTest {
  private static final String NAME = "gateway.x";

  @ValueSource(
      strings = {
        "",
        " 7 ",
        "0",
        "10k",
        "999999999G",
        "-1",
        "1e3",
        "\u0661",
        "true",
        "pool",
        "/static",
        "/a /b,/c/d",
        "/",
        "//",
        "/a/../b",
        "a\r\nb",
        "\u2028",
        "\\",
        "\"",
        "/a\u0000",
        "99999999999999999999"
      })
  @FuzzTest(maxDuration = "1m")
  void valueIsReadOrRefusedInOneLine(@NotNull String value) {
    Settings settings = new Settings(Map.of(NAME, value), Map.of(), Map.of());

    read(
        () ->
            assertThat(settings.count(NAME, 5, 1))
                .isEqualTo(value.isBlank() ? 5 : number(value).intValueExact())
                .isPositive());
    read(
        () ->
            assertThat(settings.seconds(NAME, 5))
                .isEqualTo(value.isBlank() ? 5 : number(value).intValueExact()));
    read(
        () ->
            assertThat(BigInteger.valueOf(settings.bytes(NAME, "0")))
                .isEqualTo(bytes(value.strip())));
    read(() -> assertThat(settings.flag(NAME, true)).isEqualTo(!value.strip().equals("false")));
    read(() -> assertThat(settings.oneOf(NAME, "a", List.of("a", "pool"))).isIn("a", "pool"));
    read(
        () ->
            assertThat(settings.paths(NAME))
                .allMatch(path -> path.startsWith("/") && !path.endsWith("/")));
    read(() -> assertThat(settings.path(NAME)).doesNotContain("//", "\\"));
    assertThat(settings.toString()).doesNotContainPattern("\\p{Cntrl}");
    assertThat(settings.lines()).hasSize(1).allMatch(line -> line.split("\t", -1).length == 3);
  }

  private static void read(Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage())
          .startsWith("Init parameter " + NAME + " is \"")
          .doesNotContainPattern("\\p{Cntrl}");
    }
  }

  private static BigInteger number(String value) {
    return new BigInteger(value.strip());
  }

  private static BigInteger bytes(String value) {
    if (value.isEmpty()) {
      return BigInteger.ZERO;
    }
    int power = 1 + "kmg".indexOf(Character.toLowerCase(value.charAt(value.length() - 1)));
    String digits = power == 0 ? value : value.substring(0, value.length() - 1);
    return new BigInteger(digits).multiply(BigInteger.valueOf(1024).pow(power));
  }
}
