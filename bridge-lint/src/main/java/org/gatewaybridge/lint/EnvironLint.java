package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R02;
import static org.gatewaybridge.api.ContractRule.R03;
import static org.gatewaybridge.api.ContractRule.R04;
import static org.gatewaybridge.api.ContractRule.R05;
import static org.gatewaybridge.api.ContractRule.R06;
import static org.gatewaybridge.api.ContractRule.R07;
import static org.gatewaybridge.api.ContractRule.R08;
import static org.gatewaybridge.api.ContractRule.R09;
import static org.gatewaybridge.api.ContractRule.R10;
import static org.gatewaybridge.api.ContractRule.R11;
import static org.gatewaybridge.api.ContractRule.R12;
import static org.gatewaybridge.api.ContractRule.R13;
import static org.gatewaybridge.api.ContractRule.R14;
import static org.gatewaybridge.api.ContractRule.R15;
import static org.gatewaybridge.api.EnvironKeys.AUTH_TYPE;
import static org.gatewaybridge.api.EnvironKeys.CONTENT_LENGTH;
import static org.gatewaybridge.api.EnvironKeys.CONTENT_TYPE;
import static org.gatewaybridge.api.EnvironKeys.ERRORS;
import static org.gatewaybridge.api.EnvironKeys.INPUT;
import static org.gatewaybridge.api.EnvironKeys.INPUT_TERMINATED;
import static org.gatewaybridge.api.EnvironKeys.MULTIPROCESS;
import static org.gatewaybridge.api.EnvironKeys.MULTITHREAD;
import static org.gatewaybridge.api.EnvironKeys.PATH_INFO;
import static org.gatewaybridge.api.EnvironKeys.QUERY_STRING;
import static org.gatewaybridge.api.EnvironKeys.REMOTE_USER;
import static org.gatewaybridge.api.EnvironKeys.REQUEST_METHOD;
import static org.gatewaybridge.api.EnvironKeys.RUN_ONCE;
import static org.gatewaybridge.api.EnvironKeys.SCRIPT_NAME;
import static org.gatewaybridge.api.EnvironKeys.SERVER_NAME;
import static org.gatewaybridge.api.EnvironKeys.SERVER_PORT;
import static org.gatewaybridge.api.EnvironKeys.SERVER_PROTOCOL;
import static org.gatewaybridge.api.EnvironKeys.URL_SCHEME;
import static org.gatewaybridge.api.EnvironKeys.VERSION;

import java.io.InputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.jspecify.annotations.Nullable;

/** What an environ has to hold when the app is called. */
final class EnvironLint {
  private static final String PROBE = "gateway.lint_probe";

  private EnvironLint() {}

  /** Checks the whole environ, and puts a checked stream in the place of wsgi.input. */
  static void check(Map<String, Object> environ) {
    checkMutable(environ);
    for (Map.Entry<?, ?> entry : environ.entrySet()) {
      checkEntry(entry.getKey(), entry.getValue());
    }
    checkRequest(environ);
    checkPath(text(environ, SCRIPT_NAME), text(environ, PATH_INFO));
    checkBodyHeaders(environ);
    checkGateway(environ);
    checkInput(environ);
  }

  private static void checkMutable(Map<String, Object> environ) {
    try {
      environ.put(PROBE, true);
      environ.remove(PROBE);
    } catch (UnsupportedOperationException e) {
      ContractViolation violation =
          new ContractViolation(
              R02,
              "The environ is an unmodifiable " + Quoted.classOf(environ) + "; give a HashMap");
      violation.initCause(e);
      throw violation;
    }
  }

  /** Checks a single key and its value, which generics may have failed to do. */
  static void checkEntry(@Nullable Object key, @Nullable Object value) {
    if (!(key instanceof String name)) {
      throw new ContractViolation(
          R02, "A key of the environ is " + Quoted.typed(key) + "; make every key a String");
    }
    require(R02, value != null, name, value, "leave a key out that has nothing to say");
    boolean textual = value instanceof String || name.contains(".");
    require(R03, textual, name, value, "put a String, or use a key with a dot");
  }

  private static void checkRequest(Map<String, Object> environ) {
    for (String key :
        List.of(
            REQUEST_METHOD,
            SCRIPT_NAME,
            PATH_INFO,
            QUERY_STRING,
            SERVER_NAME,
            SERVER_PORT,
            SERVER_PROTOCOL)) {
      require(R04, environ.containsKey(key), key, null, "every environ has one");
    }
    match(R05, environ, REQUEST_METHOD, HeadLint.TOKEN.pattern(), "a method is a token");
    match(R05, environ, SERVER_NAME, ".+", "take the local address if the request names no host");
    match(R05, environ, SERVER_PORT, "[0-9]+", "give decimal digits");
    match(R06, environ, SERVER_PROTOCOL, "HTTP/[0-9](\\.[0-9])?", "say it as in \"HTTP/1.1\"");
  }

  private static void checkPath(String scriptName, String pathInfo) {
    require(
        R07,
        scriptName.isEmpty() || (scriptName.startsWith("/") && !scriptName.endsWith("/")),
        SCRIPT_NAME,
        scriptName,
        "begin with / and do not end with it, or say \"\" for the root");
    require(
        R07,
        pathInfo.startsWith("/") || (pathInfo.isEmpty() && !scriptName.isEmpty()),
        PATH_INFO,
        pathInfo,
        "begin with /, or be empty where SCRIPT_NAME is not");
  }

  private static void checkBodyHeaders(Map<String, Object> environ) {
    for (String key : List.of(CONTENT_TYPE, CONTENT_LENGTH, REMOTE_USER, AUTH_TYPE)) {
      require(R08, !"".equals(environ.get(key)), key, "", "leave it out");
    }
    if (environ.containsKey(CONTENT_LENGTH)) {
      String length = text(environ, CONTENT_LENGTH);
      require(R09, HeadLint.isLength(length), CONTENT_LENGTH, length, "give decimal digits");
    }
    for (String key : List.of("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "HTTP_PROXY")) {
      require(R10, !environ.containsKey(key), key, environ.get(key), "leave it out");
    }
  }

  private static void checkGateway(Map<String, Object> environ) {
    Object version = environ.get(VERSION);
    require(R11, List.of(1, 0).equals(version), VERSION, version, "put List.of(1, 0)");
    Object scheme = environ.get(URL_SCHEME);
    require(
        R12,
        "http".equals(scheme) || "https".equals(scheme),
        URL_SCHEME,
        scheme,
        "put \"http\" or \"https\"");
    Object errors = environ.get(ERRORS);
    require(R14, errors instanceof Writer, ERRORS, errors, "put a Writer into the log");
    for (String key : List.of(MULTITHREAD, MULTIPROCESS, RUN_ONCE)) {
      Object flag = environ.get(key);
      require(R15, flag instanceof Boolean, key, flag, "put a Boolean");
    }
    Object terminated = environ.get(INPUT_TERMINATED);
    require(R15, Boolean.TRUE.equals(terminated), INPUT_TERMINATED, terminated, "put true");
  }

  private static void checkInput(Map<String, Object> environ) {
    if (!(environ.get(INPUT) instanceof InputStream in)) {
      throw violation(R13, INPUT, environ.get(INPUT), "put an InputStream of the request's body");
    }
    String length = (String) environ.getOrDefault(CONTENT_LENGTH, "0");
    environ.put(INPUT, new InputLint(in, Long.parseLong(length)));
  }

  private static void match(
      ContractRule rule, Map<String, Object> environ, String key, String pattern, String todo) {
    String value = text(environ, key);
    require(rule, value.matches(pattern), key, value, todo);
  }

  private static String text(Map<String, Object> environ, String key) {
    return String.valueOf(environ.get(key));
  }

  private static void require(
      ContractRule rule, boolean kept, String key, @Nullable Object value, String todo) {
    if (!kept) {
      throw violation(rule, key, value, todo);
    }
  }

  private static ContractViolation violation(
      ContractRule rule, String key, @Nullable Object value, String todo) {
    return new ContractViolation(
        rule, "environ[" + Quoted.of(key) + "] is " + Quoted.typed(value) + "; " + todo);
  }
}
