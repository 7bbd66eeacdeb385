package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.On;
import org.gatewaybridge.compat.PostgresServer;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** The Django example on a real PostgreSQL; the build sets PGDATABASE for it. */
@On("tomcat11")
final class PostgresIT extends ContainerTest {

  @Test
  void djangoOnPostgres() throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    assumeTrue(programs.isPresent(), "Debian's postgresql is not installed");
    try (PostgresServer postgres = PostgresServer.start(programs.orElseThrow())) {
      String database = System.getenv("PGDATABASE");
      postgres.run("postgres", "postgres", "CREATE DATABASE " + database);
      Files.writeString(
          Path.of(System.getenv("PGSERVICEFILE")),
          "[%s]\nhost=%s\nport=%d\nuser=postgres\n"
              .formatted(database, postgres.folder(), postgres.port()));
      DjangoDatabase.postgres().migrate();
      try (ServerProcess server =
          container()
              .start(
                  Map.of(
                      "/notes", FrameworksContract.war("django"),
                      "/carried", FrameworksContract.war("django-carried")))) {
        Visitor visitor = new Visitor(server, "/notes");
        new DjangoVisit(visitor).all();
        AdminVisit.inChromium(visitor.address("/"));
        new DjangoVisit(new Visitor(server, "/carried")).pages(); // which has no SQLite
        assertThat(server.log()).contains(" (the WAR's own, 3.");
      }
    }
  }
}
