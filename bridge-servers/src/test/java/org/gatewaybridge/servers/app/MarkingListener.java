package org.gatewaybridge.servers.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Leaves a mark on the context. */
public final class MarkingListener implements ServletContextListener {

  /** Made by the container. */
  public MarkingListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    event.getServletContext().setAttribute("listener", "heard");
  }
}
