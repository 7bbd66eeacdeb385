package org.gatewaybridge.compat.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The database of the Django example: where the environment of this process says it is. */
final class DjangoDatabase {
  static final String ADMIN = "me";
  static final String PASSWORD = "secret";

  private DjangoDatabase() {}

  /** Takes a new SQLite file, as SQLITE_FILE names it. */
  static DjangoDatabase sqlite() throws IOException {
    Files.deleteIfExists(Path.of(System.getenv("SQLITE_FILE")));
    return new DjangoDatabase();
  }

  /** Takes the database that libpq's variables lead to. */
  static DjangoDatabase postgres() {
    return new DjangoDatabase();
  }

  /** Makes the tables and somebody who may change what is in them. */
  void migrate() throws IOException, InterruptedException {
    manage("migrate");
    manage("createsuperuser", "--noinput", "--username", ADMIN, "--email", "me@example.org");
  }

  private static void manage(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", "-B", "manage.py");
    builder.command().addAll(List.of(command));
    builder.directory(Path.of(System.getProperty("compat.examples"), "django").toFile());
    builder.environment().put("DJANGO_SUPERUSER_PASSWORD", PASSWORD);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", builder.command()) + " failed:\n" + output);
    }
  }
}
