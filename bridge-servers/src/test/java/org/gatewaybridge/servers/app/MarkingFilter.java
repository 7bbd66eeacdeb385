package org.gatewaybridge.servers.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Leaves a mark on the request. */
public final class MarkingFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public MarkingFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute("filter", getInitParameter("mark"));
    chain.doFilter(request, response);
  }
}
