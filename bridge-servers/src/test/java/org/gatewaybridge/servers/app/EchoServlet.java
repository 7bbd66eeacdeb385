package org.gatewaybridge.servers.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers with what a request attribute, a parameter or the path says. */
public final class EchoServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public EchoServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    if (String.valueOf(request.getPathInfo()).equals("/slow")) {
      // The client knows from the head that it is being served.
      response.flushBuffer();
    }
    response.getOutputStream().write(answer(request).getBytes(StandardCharsets.UTF_8));
  }

  private String answer(HttpServletRequest request) throws IOException {
    String path = String.valueOf(request.getPathInfo());
    return switch (path) {
      case "/attributes" ->
          String.join(
              " ",
              "filter=" + request.getAttribute("filter"),
              "listener=" + getServletContext().getAttribute("listener"),
              "init=" + getInitParameter("init"),
              "context=" + getServletContext().getInitParameter("context"));
      case "/body", "/slow" ->
          "body="
              + new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                  .length();
      case "/session" -> "session=" + request.getSession().isNew();
      case "/class" -> String.valueOf(sees(request.getQueryString()));
      case "/fail" -> throw new IllegalStateException("asked to fail");
      default ->
          String.join(
              " ",
              request.getScheme(),
              request.getProtocol(),
              request.getContextPath(),
              request.getServletPath(),
              path,
              request.getRequestURI());
    };
  }

  private static boolean sees(String type) {
    try {
      Class.forName(type, false, EchoServlet.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public void destroy() {
    System.getLogger(EchoServlet.class.getName()).log(System.Logger.Level.INFO, "echo is over");
  }
}
