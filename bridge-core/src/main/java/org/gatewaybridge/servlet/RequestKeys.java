package org.gatewaybridge.servlet;

import java.util.List;
import org.gatewaybridge.api.EnvironKeys;

/** The keys of an environ whose values depend on the request, without those of its headers. */
final class RequestKeys {
  /** All of them. */
  static final List<String> ALL =
      List.of(
          EnvironKeys.REQUEST_METHOD,
          EnvironKeys.SCRIPT_NAME,
          EnvironKeys.PATH_INFO,
          EnvironKeys.QUERY_STRING,
          EnvironKeys.CONTENT_TYPE,
          EnvironKeys.CONTENT_LENGTH,
          EnvironKeys.SERVER_NAME,
          EnvironKeys.SERVER_PORT,
          EnvironKeys.SERVER_PROTOCOL,
          EnvironKeys.REMOTE_ADDR,
          EnvironKeys.REMOTE_HOST,
          EnvironKeys.REMOTE_PORT,
          EnvironKeys.REMOTE_USER,
          EnvironKeys.AUTH_TYPE,
          EnvironKeys.REQUEST_URI,
          EnvironKeys.HTTPS,
          EnvironKeys.SSL_PROTOCOL,
          EnvironKeys.SSL_CIPHER,
          EnvironKeys.SSL_CIPHER_USEKEYSIZE,
          EnvironKeys.SSL_SESSION_ID,
          EnvironKeys.SSL_CLIENT_S_DN,
          EnvironKeys.SSL_CLIENT_I_DN,
          EnvironKeys.URL_SCHEME,
          EnvironKeys.INPUT,
          EnvironKeys.ERRORS,
          EnvironKeys.REQUEST_ID,
          EnvironKeys.SESSION,
          EnvironKeys.CHANGE_SESSION_ID,
          EnvironKeys.CLIENT_DISCONNECTED,
          EnvironKeys.WEBSOCKET,
          EnvironKeys.TRAILERS,
          EnvironKeys.EARLY_HINTS,
          EnvironKeys.SERVLET_REQUEST,
          EnvironKeys.SERVLET_RESPONSE);

  private RequestKeys() {}
}
