package org.gatewaybridge.servers;

import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.LifecycleInterceptor;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;

/**
 * Fails the deployment if the init of a load-on-startup servlet fails. Undertow itself logs one
 * line and goes on.
 */
final class UndertowInitFailures implements LifecycleInterceptor {

  @Override
  public void init(ServletInfo servlet, Servlet instance, LifecycleContext context)
      throws ServletException {
    if (servlet.getLoadOnStartup() == null) {
      context.proceed();
      return;
    }
    try {
      context.proceed();
    } catch (ServletException e) {
      throw new IllegalStateException("Servlet " + servlet.getName() + " did not start", e);
    }
  }

  @Override
  public void init(FilterInfo filter, Filter instance, LifecycleContext context)
      throws ServletException {
    context.proceed();
  }

  @Override
  public void destroy(ServletInfo servlet, Servlet instance, LifecycleContext context)
      throws ServletException {
    context.proceed();
  }

  @Override
  public void destroy(FilterInfo filter, Filter instance, LifecycleContext context)
      throws ServletException {
    context.proceed();
  }
}
