package org.gatewaybridge.compat.front;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;

/** A page of the same web application, which hands on to X-Target in the way of X-Dispatch. */
public final class DispatchingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Made by the container. */
  public DispatchingServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String target = URLDecoder.decode(request.getHeader("X-Target"), UTF_8);
    switch (String.valueOf(request.getHeader("X-Dispatch"))) {
      case "include" -> include(request.getRequestDispatcher(target), request, response);
      case "include-by-name" ->
          include(getServletContext().getNamedDispatcher(target), request, response);
      case "include-text" -> includeText(request.getRequestDispatcher(target), request, response);
      case "forward" -> request.getRequestDispatcher(target).forward(request, response);
      case "async" -> request.startAsync().dispatch(target);
      case "throw" -> throw new ServletException("SECRET");
      default -> response.sendError(Integer.parseInt(target), "SECRET");
    }
  }

  private static void include(
      RequestDispatcher part, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setContentType("text/plain;charset=utf-8");
    ServletOutputStream out = response.getOutputStream();
    out.print("before\n");
    if (request.getHeader("X-Flush") != null) {
      response.flushBuffer();
    }
    try {
      part.include(request, response);
    } catch (RuntimeException failure) {
      if (request.getHeader("X-Catch") == null) {
        throw failure;
      }
    }
    response.setHeader("X-After", response.isCommitted() ? "too late" : "the part");
    out.print("after\n");
  }

  /** Includes as a JSP does: a part has the page's writer, and no stream. */
  private static void includeText(
      RequestDispatcher part, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    StringWriter page = new StringWriter().append("before\n");
    HttpServletResponseWrapper text =
        new HttpServletResponseWrapper(response) {
          @Override
          public ServletOutputStream getOutputStream() {
            throw new IllegalStateException("The page has a writer");
          }

          @Override
          public PrintWriter getWriter() {
            return new PrintWriter(page);
          }
        };
    response.setContentType("text/plain;charset=utf-8");
    part.include(request, text);
    response.getOutputStream().write(page.append("after\n").toString().getBytes(UTF_8));
  }
}
