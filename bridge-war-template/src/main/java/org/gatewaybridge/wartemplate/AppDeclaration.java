package org.gatewaybridge.wartemplate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a deployment descriptor declares for one gateway app.
 *
 * @param app the app's name, such as {@code com.acme.Hello} or {@code com.acme.Hello:app}
 * @param urlPattern the servlet mapping's pattern (Servlet 6.0, 12.2)
 * @param servletVersion the descriptor's version: one of {@link #SERVLET_VERSIONS}
 * @param initParams more init parameters of the servlet
 * @param contextParams the servlet context's parameters
 */
public record AppDeclaration(
    String app,
    String urlPattern,
    String servletVersion,
    Map<String, String> initParams,
    Map<String, String> contextParams) {

  /** The descriptor versions that a WAR can be made for. */
  public static final List<String> SERVLET_VERSIONS = List.of("6.0", "6.1");

  /** The init parameter that names the app. */
  public static final String APP_PARAMETER = "gateway.app";

  /**
   * Checks that each value is possible in a web.xml.
   *
   * @throws WebXmlRefused if one is not
   */
  public AppDeclaration {
    inXml(APP_PARAMETER, app);
    if (app.isBlank()) {
      throw new WebXmlRefused("The app's name is empty; name a class such as com.acme.Hello");
    }
    inXml("urlPattern", urlPattern);
    if (!urlPattern.matches("/|/[^*]*|/([^*]*/)?\\*|\\*\\.[^/*]+")
        || urlPattern.matches(".*\\s.*")) {
      throw new WebXmlRefused(
          "urlPattern \""
              + visible(urlPattern)
              + "\" is no servlet mapping; use /*, /path/*, / or *.extension");
    }
    if (!SERVLET_VERSIONS.contains(servletVersion)) {
      throw new WebXmlRefused(
          "servletVersion \""
              + visible(servletVersion)
              + "\" is unknown; use one of "
              + SERVLET_VERSIONS);
    }
    if (initParams.containsKey(APP_PARAMETER)) {
      throw new WebXmlRefused(
          "initParams holds gateway.app; name the app once, as <app> or -Dgateway.app");
    }
    initParams = sorted(initParams);
    contextParams = sorted(contextParams);
  }

  /** Returns the declaration of an app at {@code /*} without parameters. */
  public static AppDeclaration of(String app) {
    return new AppDeclaration(app, "/*", "6.0", Map.of(), Map.of());
  }

  // Sorted, so that the same parameters always give the same bytes.
  private static Map<String, String> sorted(Map<String, String> params) {
    params.forEach(
        (name, value) -> {
          if (name.isBlank()) {
            throw new WebXmlRefused(
                "A parameter with the value \"" + visible(value) + "\" has no name; give it one");
          }
          inXml("A parameter's name", name);
          inXml(name, value);
        });
    return Collections.unmodifiableMap(new TreeMap<>(params));
  }

  // XML 1.0, 2.2 "Characters": such a character cannot be written, not even escaped.
  private static void inXml(String what, String text) {
    boolean sound =
        text.codePoints()
            .allMatch(
                c ->
                    c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c < 0xD800)
                        || (c > 0xDFFF && c < 0xFFFE)
                        || c > 0xFFFF);
    if (!sound) {
      throw new WebXmlRefused(
          what
              + " \""
              + visible(text)
              + "\" has a character that XML forbids; encode it, for example as Base64");
    }
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (c < 0x20 || c == 0x7F || Character.isSurrogate((char) c) || c >= 0xFFFE) {
                visible.append(String.format("\\u%04x", c));
              } else {
                visible.append((char) c);
              }
            });
    return visible.toString();
  }
}
