package org.gatewaybridge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import org.gatewaybridge.api.ContractViolation;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text as a status. */
class StatusLineFuzzTest {

  @ValueSource(
      strings = {
        "200 OK",
        "404 ",
        "999 X",
        "199 Early",
        "100 Continue",
        "200",
        "20 OK",
        "+20 OK",
        "\u0662\u0660\u0660 OK",
        "200 a\r\nSet-Cookie: a=b",
        "200 \u010d\u010a",
        "200 \u0000",
        "200  ",
        " 200 OK"
      })
  @FuzzTest(maxDuration = "1m")
  void statusIsThreeDigitsAndPrintableOrRefused(@NotNull String status) {
    boolean right = status.matches("[2-9][0-9]{2} [\\x20-\\x7e\\x80-\\xff]*");
    try {
      StatusLine line = StatusLine.parse(status);

      assertThat(right).isTrue();
      assertThat(line.code()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
    } catch (ContractViolation refused) {
      assertThat(right).isFalse();
      assertThat(refused.getMessage()).doesNotContainPattern("\\p{Cntrl}");
    }
  }
}
