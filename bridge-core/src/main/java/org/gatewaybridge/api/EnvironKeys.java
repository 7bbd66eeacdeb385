package org.gatewaybridge.api;

/**
 * The names of what an environ holds, spelled as PEP 3333 spells them.
 *
 * <p>Keys without a dot are CGI variables and their values are {@link String}; the type of every
 * other value is said at its constant. A key that has nothing to say is absent, never empty and
 * never null. Request headers are {@code HTTP_} and the header's name in upper case with {@code -}
 * as {@code _}, several of one name joined by {@code ", "} ({@code "; "} for {@code Cookie}). The
 * parameters of the deployment stand under their own names, as {@link String}.
 *
 * @see <a href="https://peps.python.org/pep-3333/">PEP 3333, "environ Variables"</a>
 */
public final class EnvironKeys {
  private EnvironKeys() {}

  /**
   * The method, as it came, in the client's own case: {@code "GET"}. Never {@code TRACE} or {@code
   * CONNECT}.
   */
  public static final String REQUEST_METHOD = "REQUEST_METHOD";

  /**
   * The part of the path that leads to the app: context path and servlet path, decoded; "" at the
   * root.
   */
  public static final String SCRIPT_NAME = "SCRIPT_NAME";

  /**
   * The rest of the path, decoded once as UTF-8; begins with "/", or is "" where {@code
   * SCRIPT_NAME} is not.
   */
  public static final String PATH_INFO = "PATH_INFO";

  /** What follows the first "?", undecoded; "" if there is none. */
  public static final String QUERY_STRING = "QUERY_STRING";

  /** The request body's media type as the client sent it; absent if the client did not say. */
  public static final String CONTENT_TYPE = "CONTENT_TYPE";

  /**
   * The request body's length in bytes as decimal digits; absent if there is no body or it is
   * chunked.
   */
  public static final String CONTENT_LENGTH = "CONTENT_LENGTH";

  /** The host that the request names, an IPv6 address in brackets; never empty. */
  public static final String SERVER_NAME = "SERVER_NAME";

  /** The port that the request names, as decimal digits. */
  public static final String SERVER_PORT = "SERVER_PORT";

  /** The protocol, for example {@code "HTTP/1.1"}. */
  public static final String SERVER_PROTOCOL = "SERVER_PROTOCOL";

  /** The container's name and version. */
  public static final String SERVER_SOFTWARE = "SERVER_SOFTWARE";

  /** The client's address, or the last proxy's. */
  public static final String REMOTE_ADDR = "REMOTE_ADDR";

  /** The same as {@code REMOTE_ADDR}: nothing here asks the DNS. */
  public static final String REMOTE_HOST = "REMOTE_HOST";

  /** The client's port, or the last proxy's, as decimal digits. */
  public static final String REMOTE_PORT = "REMOTE_PORT";

  /** The user whom the container has authenticated; absent if none. */
  public static final String REMOTE_USER = "REMOTE_USER";

  /**
   * How the container has authenticated the user, for example {@code "BASIC"}; absent if it has
   * not.
   */
  public static final String AUTH_TYPE = "AUTH_TYPE";

  /** The request target's path and query exactly as they came, undecoded. */
  public static final String REQUEST_URI = "REQUEST_URI";

  /** {@code "on"} if the request came over TLS; absent if not. */
  public static final String HTTPS = "HTTPS";

  /** The TLS protocol, for example {@code "TLSv1.3"}; absent where the container does not tell. */
  public static final String SSL_PROTOCOL = "SSL_PROTOCOL";

  /** The TLS cipher suite; absent without TLS. */
  public static final String SSL_CIPHER = "SSL_CIPHER";

  /** The TLS cipher's key size in bits, as decimal digits; absent without TLS. */
  public static final String SSL_CIPHER_USEKEYSIZE = "SSL_CIPHER_USEKEYSIZE";

  /** The TLS session's id; absent where the container does not tell. */
  public static final String SSL_SESSION_ID = "SSL_SESSION_ID";

  /** The distinguished name of the client's certificate (RFC 2253); absent if it sent none. */
  public static final String SSL_CLIENT_S_DN = "SSL_CLIENT_S_DN";

  /**
   * The distinguished name of the issuer of the client's certificate (RFC 2253); absent if it sent
   * none.
   */
  public static final String SSL_CLIENT_I_DN = "SSL_CLIENT_I_DN";

  /** {@code List<Integer>}: the interface's version, 1 and 0. */
  public static final String VERSION = "wsgi.version";

  /** {@link String}: {@code "http"} or {@code "https"}, as the container sees the request. */
  public static final String URL_SCHEME = "wsgi.url_scheme";

  /**
   * {@link java.io.InputStream}: the request's body, to its end. A body that breaks off throws an
   * {@link java.io.IOException}; it never looks complete.
   */
  public static final String INPUT = "wsgi.input";

  /**
   * {@link java.io.Writer}: text into the container's log, one record a line. Closing it does
   * nothing.
   */
  public static final String ERRORS = "wsgi.errors";

  /** {@link Boolean}: whether another thread of this process may call the app meanwhile. */
  public static final String MULTITHREAD = "wsgi.multithread";

  /** {@link Boolean}: whether another process may serve this app meanwhile. */
  public static final String MULTIPROCESS = "wsgi.multiprocess";

  /** {@link Boolean}: whether this is the only request that the app will ever get; false. */
  public static final String RUN_ONCE = "wsgi.run_once";

  /** {@link Boolean}: true, the input ends where the request's body ends. */
  public static final String INPUT_TERMINATED = "wsgi.input_terminated";

  /**
   * {@code BiFunction<InputStream, Integer, Iterable<byte[]>>}: makes a body of a stream from where
   * it stands, read in blocks of that many bytes; the stream is closed with the body.
   */
  public static final String FILE_WRAPPER = "wsgi.file_wrapper";

  /** {@link String}: the version of the gateway interface, {@code "1.0"}. */
  public static final String GATEWAY_VERSION = "gateway.version";

  /** {@link String}: the id under which the log names this request. */
  public static final String REQUEST_ID = "gateway.request_id";

  /**
   * {@code Map<String, Object>}: the client's session. Reading never makes one, the first {@code
   * put} does. Values are String, Boolean, Byte to Double, BigInteger, BigDecimal, byte[], or List
   * and Map of these, of which {@code put} keeps a copy. {@code clear()} ends the session.
   */
  public static final String SESSION = "gateway.session";

  /**
   * {@link Runnable}: gives the client's session another id, if there is a session. Run it when a
   * client logs in, so that nobody who knew the id before is logged in too; it throws {@link
   * IllegalStateException} when the response's head has been sent, since no client would hear of
   * the new id.
   */
  public static final String CHANGE_SESSION_ID = "gateway.change_session_id";

  /**
   * {@link java.util.function.BooleanSupplier}: whether the client is known to be gone; it does not
   * ask the network.
   */
  public static final String CLIENT_DISCONNECTED = "gateway.client_disconnected";

  /**
   * {@link WebSocketRequest}: how to accept the WebSocket that the request asks for; absent if it
   * asks for none, or if the container has none.
   */
  public static final String WEBSOCKET = "gateway.websocket";

  /**
   * {@link ResponseTrailers}: sends fields behind the body; absent if the response can have none,
   * such as in HTTP/1.0, in an include or as an error page, or if the container cannot.
   */
  public static final String TRAILERS = "gateway.trailers";

  /** {@link EarlyHints}: sends responses 103 before the answer; absent as the trailers are. */
  public static final String EARLY_HINTS = "gateway.early_hints";

  /** {@link Object}: the {@code HttpServletRequest}, for what only a servlet can do. */
  public static final String SERVLET_REQUEST = "gateway.servlet_request";

  /**
   * {@link Object}: the {@code HttpServletResponse}; what is done to it is not covered by the
   * contract. An app that answers by it (a status, an error, a redirect, a body, a forward) does
   * not call startResponse and returns an empty body; that answer stands.
   */
  public static final String SERVLET_RESPONSE = "gateway.servlet_response";
}
