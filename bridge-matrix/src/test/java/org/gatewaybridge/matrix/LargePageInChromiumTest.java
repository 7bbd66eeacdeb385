package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 14 containers and 190 cases, as many as our own suite has. */
class LargePageInChromiumTest {

  @Test
  void opensAndFiltersAtOnce(@TempDir Path folder) throws IOException {
    MatrixFolder written = new MatrixFolder(folder);
    written.write(Fixture.generated(190));
    assertThat(written.page().toFile().length()).isLessThan(1_500_000);

    try (Browser browser = Browser.start()) {
      browser.open(written.page());
      assertThat(
              number(
                  browser.run("return performance.getEntriesByType('navigation')[0].domComplete")))
          .isLessThan(5000);
      assertThat(
              number(
                  browser.run(
                      """
                      const begin = performance.now();
                      document.getElementById('which').value = 'fail';
                      document.getElementById('which').dispatchEvent(new Event('change'));
                      document.getElementById('matrix').getBoundingClientRect();
                      return performance.now() - begin;
                      """)))
          .isLessThan(1000);
    }
  }

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }
}
