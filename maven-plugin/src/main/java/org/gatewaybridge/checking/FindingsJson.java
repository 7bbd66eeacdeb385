package org.gatewaybridge.checking;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The findings of a check, for programs. */
public final class FindingsJson {
  private FindingsJson() {}

  /** Writes the findings as JSON: {@code {"findings": [{"level": "ERROR", "text": "..."}]}}. */
  public static void write(List<Finding> findings, Path file) throws IOException {
    String json =
        new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create()
            .toJson(Map.of("findings", findings));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, json + "\n", StandardCharsets.UTF_8);
  }
}
