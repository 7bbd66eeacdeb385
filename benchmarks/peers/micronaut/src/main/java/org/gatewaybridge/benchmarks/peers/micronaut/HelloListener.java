package org.gatewaybridge.benchmarks.peers.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.servlet.engine.DefaultMicronautServlet;
import io.micronaut.servlet.engine.initializer.MicronautServletInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;

/**
 * Runs Micronaut's initializer where the container has not, as Jetty without its annotations
 * module. Ends Micronaut with the web app, which its servlet leaves to others.
 */
public class HelloListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (context.getServletRegistration(DefaultMicronautServlet.NAME) == null) {
      new MicronautServletInitializer().onStartup(Set.of(), context);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Object micronaut =
        event.getServletContext().getAttribute(DefaultMicronautServlet.CONTEXT_ATTRIBUTE);
    if (micronaut instanceof ApplicationContext context) {
      context.close();
    }
  }
}
