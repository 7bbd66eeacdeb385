package org.gatewaybridge.python;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;

/** Calls an app without any server. */
final class GatewayAppCaller {
  String body(GatewayApp app) throws Exception {
    Map<String, Object> environ = new HashMap<>();
    environ.put("REQUEST_METHOD", "GET");
    environ.put("PATH_INFO", "/");
    environ.put("SERVER_PROTOCOL", "HTTP/1.1");
    environ.put("wsgi.input", new ByteArrayInputStream(new byte[0]));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Iterable<byte[]> chunks = app.call(environ, (status, headers, excInfo) -> body::writeBytes);
    chunks.forEach(body::writeBytes);
    return body.toString(StandardCharsets.UTF_8);
  }
}
