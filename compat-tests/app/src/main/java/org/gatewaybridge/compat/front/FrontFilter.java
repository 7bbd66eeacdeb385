package org.gatewaybridge.compat.front;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;

/** Does what a request's X-Front asks for: reads the parameters, or forwards to X-Target. */
public final class FrontFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Made by the container. */
  public FrontFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String asked = String.valueOf(request.getHeader("X-Front"));
    if (asked.equals("forward")) {
      request.getRequestDispatcher(request.getHeader("X-Target")).forward(request, response);
      return;
    }
    if (asked.equals("parameters")) {
      response.setHeader(
          "X-Front-Saw",
          request.getParameterMap().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
              .sorted()
              .collect(Collectors.joining("&")));
    }
    chain.doFilter(request, response);
  }
}
