package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatewaybridge.containers.Container;

/** Tomcat 11 as docs/scale.md has it: its own conf/, and the files that the page shows. */
final class TomcatNode implements Node.Kind {

  @Override
  public List<String> layOut(Path base, int number, int port, int databasePort) throws IOException {
    Path home = Shop.home(Container.of("tomcat11"));
    Path conf = Files.createDirectories(base.resolve("conf"));
    for (String file : List.of("web.xml", "catalina.properties", "logging.properties")) {
      Files.copy(home.resolve("conf").resolve(file), conf.resolve(file));
    }
    Snippet.file(home.resolve("conf/server.xml"))
        .with("port=\"8005\"", "port=\"-1\"")
        .with(connectorOf(home), connector(port))
        .to(conf.resolve("server.xml"));
    Files.createDirectories(base.resolve("temp"));
    Files.createDirectories(base.resolve("logs"));
    Shop.driver(base.resolve("lib"));
    Shop.war(base.resolve("webapps/shop.war"));
    Snippet.block("scale.md", "Tomcat", "xml", 0)
        .with("10.0.0.20:5432", "127.0.0.1:" + databasePort)
        .to(conf.resolve("Catalina/localhost/shop.xml"));
    return List.of(
        "env",
        "CATALINA_BASE=" + base,
        "JAVA_HOME=" + System.getProperty("compat.java.home"),
        "JAVA_OPTS=" + String.join(" ", Shop.JAVA_OPTIONS),
        "sh",
        home.resolve("bin/catalina.sh").toString(),
        "run");
  }

  /** Finds the connector in Tomcat's own file that the page replaces. */
  private static String connectorOf(Path home) throws IOException {
    String text = Snippet.file(home.resolve("conf/server.xml")).text();
    int begin = text.indexOf("<Connector port=\"8080\"");
    return text.substring(begin, text.indexOf("/>", begin) + 2);
  }

  private static String connector(int port) {
    return Snippet.block("scale.md", "Tomcat", "xml", 1)
        .with("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\"")
        .text();
  }
}
