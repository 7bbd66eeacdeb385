package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatewaybridge.containers.Container;

/** Jetty 12.1 as docs/scale.md has it: the modules of a WAR, and the files that the page shows. */
final class JettyNode implements Node.Kind {

  @Override
  public List<String> layOut(Path base, int number, int port, int databasePort) throws IOException {
    Path start = Files.createDirectories(base.resolve("start.d"));
    Files.writeString(
        start.resolve("http.ini"),
        """
        --module=http
        jetty.http.host=127.0.0.1
        jetty.http.port=%d
        --module=ee11-deploy
        """
            .formatted(port));
    Files.createDirectories(base.resolve("temp"));
    Shop.driver(base.resolve("lib/ext"));
    Shop.pool(base.resolve("lib/ext"));
    Shop.war(base.resolve("webapps/shop.war"));
    Snippet.block("scale.md", "Jetty", "ini", 0)
        .with("workerName=node1", "workerName=node" + number)
        .to(start.resolve("sessions.ini"));
    Snippet.block("scale.md", "Jetty", "xml", 0)
        .with("10.0.0.20:5432", "127.0.0.1:" + databasePort)
        .to(base.resolve("etc/sessions.xml"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("compat.java.home"), "bin/java").toString());
    command.addAll(Shop.JAVA_OPTIONS);
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    command.add("-jar");
    command.add(Shop.home(Container.of("jetty12.1")).resolve("start.jar").toString());
    command.add("jetty.base=" + base);
    return command;
  }
}
