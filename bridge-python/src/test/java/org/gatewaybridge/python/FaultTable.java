package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints what was done to the workers of a class of tests, and what came of it, as one table. */
final class FaultTable implements TestWatcher, AfterAllCallback {
  private final Map<String, String> rows = new TreeMap<>();

  private void add(ExtensionContext context, String outcome) {
    String name =
        context
            .getRequiredTestMethod()
            .getName()
            .replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9A-Z])(?=[A-Z][a-z])", " ");
    String with = context.getDisplayName();
    boolean parameterized = with.startsWith("[");
    String fault = name.toLowerCase(Locale.ROOT) + (parameterized ? " " + with : "");
    rows.put(fault, outcome);
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    add(context, "as it should");
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    add(context, "FAILED");
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    add(context, "not run");
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    add(context, "not run");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    StringBuilder table = new StringBuilder("| fault | outcome |\n|---|---|\n");
    rows.forEach((fault, outcome) -> table.append("| %s | %s |\n".formatted(fault, outcome)));
    System.out.print(table);
    Path file = Path.of("target", context.getRequiredTestClass().getSimpleName() + ".md");
    Files.writeString(file, table, UTF_8);
  }
}
