package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The path of a WAR's first servlet: {@code /w/} for {@code /w/*}. */
final class ProbePath {

  private ProbePath() {}

  static String of(Path war) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      ZipEntry webXml = zip.getEntry("WEB-INF/web.xml");
      if (webXml == null) {
        return "/";
      }
      try (InputStream in = zip.getInputStream(webXml)) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return of(factory.newDocumentBuilder().parse(in));
      } catch (ParserConfigurationException | SAXException e) {
        throw new IOException(
            "WEB-INF/web.xml in " + war + " cannot be read: " + e.getMessage(), e);
      }
    }
  }

  private static String of(Document webXml) {
    NodeList mappings = webXml.getElementsByTagName("servlet-mapping");
    if (mappings.getLength() == 0) {
      return "/";
    }
    NodeList children = mappings.item(0).getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i).getNodeName().equals("url-pattern")) {
        String pattern = children.item(i).getTextContent().strip();
        return pattern.startsWith("*") ? "/probe" + pattern.substring(1) : pattern.replace("*", "");
      }
    }
    return "/";
  }

  /** Returns whether a GET of the path has a status below 500 other than 404. */
  static boolean answers(String host, int port, String path, Duration patience) {
    try {
      HttpURLConnection call =
          (HttpURLConnection)
              URI.create("http://" + host + ":" + port + path).toURL().openConnection();
      call.setInstanceFollowRedirects(false);
      call.setReadTimeout((int) patience.toMillis());
      int status = call.getResponseCode();
      call.disconnect();
      return status >= 100 && status < 500 && status != 404;
    } catch (IOException notYet) {
      return false;
    }
  }
}
