package org.gatewaybridge.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jboss.metadata.merge.web.spec.WebCommonMetaDataMerger;
import org.jboss.metadata.parser.servlet.WebFragmentMetaDataParser;
import org.jboss.metadata.parser.servlet.WebMetaDataParser;
import org.jboss.metadata.parser.util.MetaDataElementParser.DTDInfo;
import org.jboss.metadata.property.PropertyReplacers;
import org.jboss.metadata.web.spec.WebFragmentMetaData;
import org.jboss.metadata.web.spec.WebMetaData;
import org.jspecify.annotations.Nullable;

/**
 * Reads a WAR's deployment descriptor and, unless it is metadata-complete, merges its jars'
 * fragments into it.
 */
final class UndertowWebXml {

  private UndertowWebXml() {}

  static WebMetaData read(UnpackedWar war) throws IOException {
    WebMetaData web = parse(war.directory().resolve("WEB-INF/web.xml"));
    if (web.isMetadataComplete()) {
      return web;
    }
    for (Path jar : war.libraries()) {
      WebFragmentMetaData fragment = fragment(jar);
      if (fragment != null) {
        refuseOrder(web, fragment, jar);
        WebCommonMetaDataMerger.augment(web, fragment, web, false);
      }
    }
    return web;
  }

  private static WebMetaData parse(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          "There is no "
              + file
              + "; Undertow finds servlets by web.xml alone, build the WAR with gateway:war");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return WebMetaDataParser.parse(reader(in), new DTDInfo(), PropertyReplacers.noop());
    } catch (XMLStreamException e) {
      throw new IOException(file + " is not a deployment descriptor: " + e.getMessage(), e);
    }
  }

  private static @Nullable WebFragmentMetaData fragment(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      ZipEntry entry = jar.getEntry("META-INF/web-fragment.xml");
      if (entry == null) {
        return null;
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return WebFragmentMetaDataParser.parse(reader(in), PropertyReplacers.noop());
      } catch (XMLStreamException e) {
        throw new IOException(
            "META-INF/web-fragment.xml in " + file + " is not a web fragment: " + e.getMessage(),
            e);
      }
    }
  }

  private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
    return factory.createXMLStreamReader(in);
  }

  private static void refuseOrder(WebMetaData web, WebFragmentMetaData fragment, Path jar)
      throws IOException {
    if (web.getAbsoluteOrdering() != null || fragment.getOrdering() != null) {
      throw new IOException(
          "Fragment order (absolute-ordering, or ordering in "
              + jar
              + ") is not supported by Undertow here; "
              + "set metadata-complete in web.xml, or use Tomcat or Jetty");
    }
  }
}
