package org.gatewaybridge.wartemplate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The folders of a WAR, and the skeleton of its deployment descriptor. */
public final class WarTemplate {
  /** The deployment descriptor. */
  public static final String WEB_XML = "WEB-INF/web.xml";

  /** The folder of the app's own classes. */
  public static final String CLASSES = "WEB-INF/classes/";

  /** The folder of the jars that the app needs. */
  public static final String LIB = "WEB-INF/lib/";

  private WarTemplate() {}

  /** Returns the skeleton: a valid web.xml, with an app that {@link WebXml} replaces. */
  public static WebXml webXml() {
    return WebXml.parse(resource(WEB_XML), "the skeleton");
  }

  static byte[] resource(String name) {
    try (InputStream in = WarTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is missing in bridge-war-template's jar; build it anew");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
