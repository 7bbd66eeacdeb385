package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.RunningContainer;
import org.gatewaybridge.containers.ServerProcess;

/** A process whose WARs have other resources beside the app: pages, filters, welcome files. */
final class Dispatches {
  /**
   * The app at /app/*, a page that hands on at /page, /pages/* and *.page, a filter before both.
   */
  private static final String PAGES =
      """
      <filter>
        <filter-name>wrapping</filter-name>
        <filter-class>org.gatewaybridge.compat.front.WrappingFilter</filter-class>
        <async-supported>true</async-supported>
      </filter>
      <filter-mapping>
        <filter-name>wrapping</filter-name>
        <url-pattern>/app/*</url-pattern>
      </filter-mapping>
      <servlet>
        <servlet-name>pages</servlet-name>
        <servlet-class>org.gatewaybridge.compat.front.DispatchingServlet</servlet-class>
        <async-supported>true</async-supported>
      </servlet>
      <servlet-mapping>
        <servlet-name>pages</servlet-name>
        <url-pattern>/page</url-pattern>
        <url-pattern>/pages/*</url-pattern>
        <url-pattern>*.page</url-pattern>
      </servlet-mapping>
      <error-page>
        <error-code>404</error-code>
        <location>/app/errors/404</location>
      </error-page>
      <error-page>
        <error-code>403</error-code>
        <location>/app/errors/403</location>
      </error-page>
      <error-page>
        <exception-type>jakarta.servlet.ServletException</exception-type>
        <location>/app/errors/500</location>
      </error-page>
      """;

  private static final String WELCOME =
      "<welcome-file-list><welcome-file>%s</welcome-file></welcome-file-list>";

  private Dispatches() {}

  /** A caller of the process that all cases of a container share. */
  static Caller on(RunningContainer container) {
    ServerProcess server = container.shared("dispatches", () -> start(container));
    return new Caller(new Mounted(Mount.CONTEXT, server));
  }

  private static ServerProcess start(RunningContainer running) {
    try {
      Path work = Path.of(System.getProperty("compat.work", "target/containers"));
      Path folder = Files.createTempDirectory(work, running.id() + "-dispatches-");
      WarVariant app = new WarVariant(Path.of(System.getProperty("compat.app", "")), folder);
      Map<String, Path> wars = new LinkedHashMap<>();
      wars.put("/mixed", mixed(app, Neighbours.takesConstraints(running.container())));
      wars.put("/turns", app.withInitParameter("gateway.threads", "1"));
      wars.put(
          "/start",
          new WarVariant(app.withFile("index.html", "a file"), folder).withUrlPattern("/"));
      wars.put(
          "/suffix",
          new WarVariant(app.withUrlPattern("*.do"), folder)
              .withElements(WELCOME.formatted("index.do")));
      return running.start(wars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path mixed(WarVariant app, boolean constraints) throws IOException {
    WarVariant healthy =
        new WarVariant(app.withInitParameter("gateway.health", "/health"), app.folder());
    WarVariant mapped = new WarVariant(healthy.withUrlPattern("/app/*"), app.folder());
    WarVariant mixed = new WarVariant(mapped.withElements(PAGES), app.folder());
    WarVariant texts = new WarVariant(mixed.withFile("text.txt", "a text"), app.folder());
    return constraints ? texts.withForbidden("/closed/*") : texts.war();
  }
}
