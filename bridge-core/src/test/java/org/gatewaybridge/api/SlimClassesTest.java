package org.gatewaybridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The build slims the classes; what users of them need has stayed. */
class SlimClassesTest {
  @Test
  void parametersThatMayBeNullSaySo() throws Exception {
    var excInfo =
        StartResponse.class.getMethod("start", String.class, java.util.List.class, Throwable.class)
            .getAnnotatedParameterTypes()[2];

    assertThat(excInfo.isAnnotationPresent(Nullable.class)).isTrue();
  }

  @Test
  void stackTracesHaveFilesAndLines() {
    StackTraceElement top = catchThrowable(() -> Headers.of("one")).getStackTrace()[0];

    assertThat(top.getFileName()).isEqualTo("Headers.java");
    assertThat(top.getLineNumber()).isPositive();
  }

  @Test
  void publicSignaturesAreGeneric() throws Exception {
    assertThat(Headers.class.getMethod("of", String[].class).toGenericString()).contains("List<");
  }
}
