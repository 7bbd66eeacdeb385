package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.Run;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Tomcat from which the jars with {@code jakarta.websocket} have been taken. */
final class WithoutWebSocketIT {

  @Test
  void warServesAndRefusesWebSockets(@TempDir Path folder) throws Exception {
    Container tomcat = Container.of("tomcat11");
    Path home = folder.resolve("home");
    copy(Path.of(System.getProperty("compat.homes"), tomcat.home()), home);
    Path war = Path.of(System.getProperty("compat.app"));
    Launcher launcher =
        new Launcher(tomcat, home, Run.ofProperties().javaHome(), folder.resolve("work"));
    try (ServerProcess server = launcher.start(Map.of("/ctx", war))) {
      Caller caller = new Caller(new Mounted(Mount.CONTEXT, server));
      RawRequest plain = caller.get("/").with("X-App", "environ");

      assertThat(caller.environ(plain).keys()).doesNotContain("gateway.websocket");
      ResponseAssert.assertThat(caller.ask(caller.asking(Script.accept().echo())))
          .hasCode(500, 501);
      assertThat(server.log()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            if (!String.valueOf(each.getFileName()).contains("websocket")) {
              Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
