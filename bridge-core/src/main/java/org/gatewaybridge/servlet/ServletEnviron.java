package org.gatewaybridge.servlet;

import static org.gatewaybridge.api.ContractRule.R16;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.engine.HeaderFields;
import org.gatewaybridge.engine.StreamBody;
import org.gatewaybridge.timeouts.WatchedSink;
import org.gatewaybridge.websocket.HandshakeRefused;
import org.jspecify.annotations.Nullable;

/**
 * The environ of one request: a map that computes a value when it is first asked for and keeps it.
 *
 * <p>It behaves as a {@link HashMap} that had everything in it from the start. What needs to see
 * everything (size, iteration, comparison) computes everything, once; from then on it is that
 * HashMap. After {@link #end} nothing is read from the servlet request any more.
 */
final class ServletEnviron extends AbstractMap<String, Object> implements HeaderFields {
  static final BiFunction<InputStream, Integer, Iterable<byte[]>> FILE_WRAPPER = StreamBody::new;

  /** Stands for no value, if the request has none or must not be read. */
  private static final Object ABSENT = new Object();

  private static final HashMap<String, Object> NOTHING = new HashMap<>(); // never changed

  private HashMap<String, Object> known = NOTHING;
  private final RequestPath path;
  private final Exchange exchange;
  private final WatchedSink sink;
  private @Nullable HttpServletRequest request;
  private @Nullable ServletErrorLog errors;
  private @Nullable HandshakeRefused refused;
  private boolean complete;

  /**
   * Makes the environ of a request.
   *
   * @param sink records that a read of the body waits for the client
   */
  ServletEnviron(RequestPath path, Exchange exchange, WatchedSink sink) {
    this.request = exchange.request();
    this.path = path;
    this.exchange = exchange;
    this.sink = sink;
  }

  /** Reads the values that belong to another request once the servlet's dispatch has returned. */
  void leave() {
    get(EnvironKeys.REQUEST_METHOD);
    get(EnvironKeys.QUERY_STRING);
    get(EnvironKeys.REQUEST_URI);
  }

  /** Ends the use of the request: what was read stays; reading anything else throws (R16). */
  void end() {
    request = null;
    if (errors != null) {
      errors.flush();
    }
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    Object value = known.get(key);
    if (value != null) {
      return value == ABSENT ? null : value;
    }
    if (complete || !(key instanceof String name) || known.containsKey(name)) {
      return refused == null ? null : refused.throwIf(EnvironKeys.WEBSOCKET.equals(key));
    }
    if (name.equals(EnvironKeys.PATH_INFO)) { // at hand, and need not be kept
      return path.pathInfo();
    }
    if (name.equals(EnvironKeys.SCRIPT_NAME)) {
      return path.scriptName();
    }
    return keep(name, compute(name));
  }

  private @Nullable Object keep(String name, @Nullable Object value) {
    kept().put(name, value == null ? ABSENT : value);
    return value;
  }

  private Map<String, Object> kept() {
    if (known.isEmpty() && !complete) { // a complete one may have been emptied
      known = new HashMap<>();
    }
    return known;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null || (known.containsKey(key) && known.get(key) != ABSENT);
  }

  @Override
  public @Nullable Object put(String key, @Nullable Object value) {
    Object before = complete || known.containsKey(key) ? known.get(key) : compute(key);
    kept().put(key, value);
    return before == ABSENT ? null : before;
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    Object before = get(key);
    if (complete || !(key instanceof String name)) {
      kept().remove(key);
    } else {
      kept().put(name, ABSENT);
    }
    return before;
  }

  @Override
  public Set<String> keySet() {
    return all().keySet();
  }

  @Override
  public Collection<Object> values() {
    return all().values();
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return all().entrySet();
  }

  private Map<String, Object> all() {
    if (!complete) {
      for (String name : RequestKeys.ALL) {
        keep(name);
      }
      exchange.context().constants().keySet().forEach(this::keep);
      Enumeration<String> headers = request().getHeaderNames();
      while (!complete && headers.hasMoreElements()) {
        String header = headers.nextElement();
        String name = EnvironNames.key(header);
        if (name != null && !known.containsKey(name)) {
          keep(name, EnvironNames.join(header, request().getHeaders(header)));
        }
      }
      known.values().removeIf(value -> value == ABSENT);
      complete = true;
    }
    return known;
  }

  private void keep(String name) {
    // Computing the input may have completed the map: what was removed then stays away.
    if (!complete && !known.containsKey(name)) {
      try {
        keep(name, compute(name));
      } catch (HandshakeRefused bad) {
        refused = bad;
      }
    }
  }

  @Override
  public void forEachHeader(BiConsumer<String, String> receiver) {
    ListedHeaders.list(request(), this, known, receiver);
  }

  private HttpServletRequest request() {
    HttpServletRequest open = request;
    if (open == null) {
      throw new ContractViolation(
          R16,
          "The environ was read after the response had been closed; read it while the call runs");
    }
    return open;
  }

  private @Nullable Object compute(String name) {
    HttpServletRequest from = request;
    if (from == null) {
      Object constant = exchange.context().constants().get(name);
      return constant == null ? request() : constant;
    }
    return switch (name) {
      case EnvironKeys.REQUEST_METHOD -> RequestFacts.method(from);
      case EnvironKeys.SCRIPT_NAME -> path.scriptName();
      case EnvironKeys.PATH_INFO -> path.pathInfo();
      case EnvironKeys.QUERY_STRING -> from.getQueryString() == null ? "" : from.getQueryString();
      // not getContentType(): Jetty 12.1 throws there for a charset that it does not know
      case EnvironKeys.CONTENT_TYPE -> RequestFacts.present(from.getHeader("Content-Type"));
      case EnvironKeys.CONTENT_LENGTH -> RequestFacts.length(from.getContentLengthLong());
      case EnvironKeys.SERVER_NAME -> RequestFacts.name(from);
      case EnvironKeys.SERVER_PORT -> RequestFacts.port(exchange);
      case EnvironKeys.SERVER_PROTOCOL -> from.getProtocol();
      case EnvironKeys.REMOTE_ADDR, EnvironKeys.REMOTE_HOST ->
          RequestFacts.withoutBrackets(from.getRemoteAddr());
      case EnvironKeys.REMOTE_PORT -> Integer.toString(from.getRemotePort());
      case EnvironKeys.REMOTE_USER -> RequestFacts.present(from.getRemoteUser());
      case EnvironKeys.AUTH_TYPE -> RequestFacts.present(from.getAuthType());
      case EnvironKeys.REQUEST_URI ->
          from.getQueryString() == null
              ? from.getRequestURI()
              : from.getRequestURI() + '?' + from.getQueryString();
      case EnvironKeys.HTTPS -> RequestFacts.isSecure(exchange) ? "on" : null;
      case EnvironKeys.URL_SCHEME -> RequestFacts.scheme(exchange);
      case EnvironKeys.INPUT -> input(from);
      case EnvironKeys.ERRORS -> errors();
      case EnvironKeys.REQUEST_ID -> exchange.id();
      case EnvironKeys.SESSION -> exchange.session(this::request);
      case EnvironKeys.CHANGE_SESSION_ID -> (Runnable) exchange.session(this::request)::changeId;
      case EnvironKeys.CLIENT_DISCONNECTED -> (BooleanSupplier) exchange::isClientGone;
      case EnvironKeys.WEBSOCKET -> SocketRequest.of(exchange, this);
      case EnvironKeys.TRAILERS -> RequestFacts.trailers(exchange, sink);
      case EnvironKeys.EARLY_HINTS -> RequestFacts.earlyHints(exchange, sink);
      case EnvironKeys.SERVLET_REQUEST -> exchange.handed(sink).request();
      case EnvironKeys.SERVLET_RESPONSE -> exchange.handed(sink).response();
      default -> {
        Object constant = exchange.context().constants().get(name);
        yield constant == null ? RequestFacts.other(exchange, name) : constant;
      }
    };
  }

  private InputStream input(HttpServletRequest from) {
    InputStream input = exchange.input(sink);
    if (exchange.container().joinsTrailers() && from.getContentLengthLong() < 0) {
      kept().put(EnvironKeys.INPUT, input);
      all(); // what is read from the request after its body may be a trailer
    }
    return input;
  }

  private ServletErrorLog errors() {
    errors = new ServletErrorLog(exchange.context().servletContext());
    return errors;
  }
}
