package org.gatewaybridge.servlet;

import static jakarta.servlet.DispatcherType.ASYNC;
import static jakarta.servlet.DispatcherType.ERROR;
import static jakarta.servlet.DispatcherType.FORWARD;
import static jakarta.servlet.DispatcherType.INCLUDE;
import static jakarta.servlet.DispatcherType.REQUEST;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.middleware.StaticFiles;
import org.jspecify.annotations.Nullable;

/**
 * What the servlet was called for: the client's request, or a dispatch of the web application's
 * own, an include, a forward or an error page. See docs/decisions/dispatch.md.
 *
 * @param uri the raw path that leads here: the included one in an include (Servlet 9.3.1)
 * @param query the included one, "" if it has none; null where the request's own query holds
 */
record Dispatch(
    HttpServletRequest request,
    DispatcherType type,
    String uri,
    @Nullable String query,
    String servletPath,
    @Nullable String pathInfo) {
  private static final List<String> CONDITIONS =
      List.of(
          "HTTP_RANGE",
          "HTTP_IF_RANGE",
          "HTTP_IF_MATCH",
          "HTTP_IF_NONE_MATCH",
          "HTTP_IF_MODIFIED_SINCE",
          "HTTP_IF_UNMODIFIED_SINCE");

  static Dispatch of(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    if (type == INCLUDE
        && request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String uri) {
      return new Dispatch(
          request,
          type,
          uri,
          text(request, RequestDispatcher.INCLUDE_QUERY_STRING, ""),
          text(request, RequestDispatcher.INCLUDE_SERVLET_PATH, ""),
          (String) request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO));
    }
    return new Dispatch( // the request's own, in an include by name too
        request,
        type,
        request.getRequestURI(),
        null,
        request.getServletPath(),
        request.getPathInfo());
  }

  private static String text(HttpServletRequest request, String attribute, String otherwise) {
    return request.getAttribute(attribute) instanceof String text ? text : otherwise;
  }

  /**
   * Returns SCRIPT_NAME and PATH_INFO, null if the request is to be answered 400.
   *
   * @param contextPath the deployment's, as the container returns it
   */
  @Nullable RequestPath path(String contextPath) {
    Dispatch decoded = decoded();
    RequestPath plain = contextPath.indexOf('%') < 0 ? decoded.read(contextPath) : null;
    return plain != null ? plain : decoded.path(contextPaths(contextPath));
  }

  /** Open Liberty and GlassFish leave the path of a dispatch as it is in the URI (Servlet 3.5). */
  private Dispatch decoded() {
    if (type == REQUEST) {
      return this;
    }
    String told = pathInfo == null ? servletPath : servletPath + pathInfo;
    boolean raw = told.indexOf('%') >= 0 && uri.endsWith(told);
    if (!raw || (isClients() && RequestPath.simple(uri) == null)) {
      return this;
    }
    return new Dispatch(
        request,
        type,
        uri,
        query,
        RawPath.decodedLeniently(servletPath),
        pathInfo == null ? null : RawPath.decodedLeniently(pathInfo));
  }

  private @Nullable RequestPath path(Set<String> contextPaths) {
    for (String contextPath : contextPaths) {
      RequestPath path = read(contextPath);
      if (path != null) {
        return path;
      }
    }
    if (!isClients()) {
      return RequestPath.told(scriptName(contextPaths.iterator().next()), rest());
    }
    for (String contextPath : contextPaths) {
      RequestPath path = RequestPath.welcome(uri, contextPath, prefix(), rest());
      if (path != null) {
        return path;
      }
    }
    return null;
  }

  private @Nullable RequestPath read(String contextPath) {
    return RequestPath.of(uri, scriptName(contextPath), rest(), prefix());
  }

  /**
   * Returns what the context path may be: as the request and its wrappers say it, which may be
   * encoded (Servlet 3.5), and as the deployment does, which is encoded on Jetty.
   */
  private Set<String> contextPaths(String ofDeployment) {
    Set<String> all = new LinkedHashSet<>();
    if (query == null) { // in an include it is the includer's, perhaps another application's
      try {
        add(request.getContextPath(), all);
      } catch (IllegalStateException unclear) { // Tomcat's, for a path such as /w/../ctx
        all.clear();
      }
    }
    add(ofDeployment, all);
    return all;
  }

  private static void add(String contextPath, Set<String> all) {
    String decoded = RawPath.decode(contextPath);
    if (decoded != null) {
      all.add(decoded);
    }
    all.add(contextPath);
  }

  private String scriptName(String contextPath) {
    String prefix = prefix();
    return prefix.isEmpty() ? contextPath : contextPath + prefix; // + would copy it
  }

  /** The servlet path where the mapping makes it lead to the app, "" where it is the app's. */
  private String prefix() {
    return pathInfo != null || leadsToApp() ? servletPath : "";
  }

  private String rest() {
    return pathInfo != null ? pathInfo : leadsToApp() ? "" : servletPath;
  }

  /**
   * Whether the servlet path, without a path info, is that of a mapping such as {@code /x/*}: with
   * {@code /} and {@code *.do} it is the app's own path.
   */
  private boolean leadsToApp() {
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (query != null
        && request.getAttribute(RequestDispatcher.INCLUDE_MAPPING)
            instanceof HttpServletMapping included) {
      mapping = included;
    }
    MappingMatch match = mapping.getMappingMatch();
    if (match == null && uri.endsWith("/")) {
      return false; // Tomcat names none for the welcome file of the default servlet
    }
    return match != MappingMatch.DEFAULT && match != MappingMatch.EXTENSION;
  }

  /** Whether the path is the client's, which security constraints have seen. */
  private boolean isClients() {
    return type == REQUEST
        || (type == ASYNC && text(request, AsyncContext.ASYNC_REQUEST_URI, uri).equals(uri));
  }

  /** Puts what a dispatch changes into an environ. */
  void tell(Map<String, Object> environ) {
    String other = query != null ? query : lostQuery();
    if (other != null) {
      environ.put(EnvironKeys.QUERY_STRING, other);
      environ.put(EnvironKeys.REQUEST_URI, other.isEmpty() ? uri : uri + '?' + other);
    }
  }

  /** The request's query where a forward to a target without one loses it, as on Open Liberty. */
  private @Nullable String lostQuery() {
    return type == FORWARD
            && request.getQueryString() == null
            && request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING) instanceof String own
        ? own
        : null;
  }

  /** Whether the answer becomes a part of another's. */
  boolean isInclude() {
    return type == INCLUDE;
  }

  /** Whether this is an error page, whose status stands unless the app says another. */
  boolean isErrorPage() {
    return type == ERROR;
  }

  /**
   * Returns what answers with a file, null if that is the app's. Whatever the client's method, a
   * page that the web application includes, forwards to, or shows for an error is read.
   */
  @Nullable GatewayApp file(StaticFiles files, Map<String, Object> environ) {
    return isClients()
        ? files.find(environ)
        : files.findAt(String.valueOf(environ.get(EnvironKeys.PATH_INFO)));
  }

  /**
   * Takes from an environ what the client asked of another resource than this part or page, or by a
   * method that reads nothing.
   */
  void withoutConditions(Map<String, Object> environ) {
    boolean reads = List.of("GET", "HEAD").contains(request.getMethod());
    if (type == INCLUDE || type == ERROR || !reads) {
      CONDITIONS.forEach(environ::remove);
    }
  }

  /** Returns the different readings of the path, for the log. */
  @Override
  public String toString() {
    return type
        + " of "
        + Escaped.quoted(uri)
        + ", servlet path "
        + Escaped.quoted(servletPath)
        + ", path info "
        + (pathInfo == null ? "none" : Escaped.quoted(pathInfo));
  }
}
