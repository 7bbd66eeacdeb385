package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedMethod") // the fake is called by name
class ServletErrorLogTest {
  private final List<String> records = new ArrayList<>();

  private final ServletErrorLog log =
      new ServletErrorLog(
          Fake.of(
              ServletContext.class,
              new Object() {
                void log(String record) {
                  records.add(record);
                }
              }));

  @Test
  void lineIsARecordWhateverEndsIt() throws IOException {
    log.write("one\r\ntwo\n\r\na\rb");
    log.close();

    assertThat(records).containsExactly("one", "two", "", "a\\rb");
  }
}
