package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
final class RequirementsFileTest {
  private @TempDir Path base;

  @ParameterizedTest
  @CsvSource({
    "UTF-16, ''",
    "UTF-16LE, '\uFEFF'",
    "UTF-8, '\uFEFF'",
    "UTF-8, ''",
    "ISO-8859-1, '# -*- coding: latin-1 -*-\n'",
    "windows-1252, '# first\n# vim: set fileencoding=cp1252 :\n'"
  })
  void requirementsAreReadInTheEncodingsOfPip(String encoding, String head) throws IOException {
    Path file = base.resolve("requirements.txt");
    Files.writeString(file, head + "# \u00fc\nshop\n", Charset.forName(encoding));

    assertThat(RequirementsFile.read(file)).endsWith("# \u00fc\nshop\n").doesNotContain("\uFEFF");
  }
}
