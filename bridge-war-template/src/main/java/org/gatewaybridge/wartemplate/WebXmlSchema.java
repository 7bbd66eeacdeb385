package org.gatewaybridge.wartemplate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The schemas of web.xml in the Servlet API's jar; nothing is loaded from the network. */
public final class WebXmlSchema {
  private static final String FOLDER = "jakarta/servlet/resources/";

  private final ClassLoader schemas;

  private WebXmlSchema(ClassLoader schemas) {
    this.schemas = schemas;
  }

  /** Finds the schemas where the loader sees the Servlet API's jar. */
  public static WebXmlSchema in(ClassLoader schemas) {
    return new WebXmlSchema(schemas);
  }

  /**
   * Returns the faults of a descriptor by the schema of its own version; empty if there are none.
   */
  public List<String> faultsOf(WebXml webXml) {
    String name = "web-app_" + webXml.version().replace('.', '_') + ".xsd";
    try (InputStream schema = schemas.getResourceAsStream(FOLDER + name)) {
      if (schema == null) {
        return List.of("no schema is known for version " + webXml.version());
      }
      Validator validator = factory().newSchema(new StreamSource(schema, name)).newValidator();
      Faults faults = new Faults();
      validator.setErrorHandler(faults);
      validator.validate(new StreamSource(new ByteArrayInputStream(webXml.bytes())));
      return List.copyOf(faults.seen);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalStateException("The schema " + name + " cannot be used: " + e, e);
    }
  }

  private SchemaFactory factory() throws SAXException, ParserConfigurationException {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    DOMImplementationLS inputs =
        (DOMImplementationLS)
            DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().getDOMImplementation();
    factory.setResourceResolver(
        (type, namespace, publicId, systemId, base) -> {
          String name = systemId.substring(systemId.lastIndexOf('/') + 1);
          LSInput input = inputs.createLSInput();
          input.setSystemId(name);
          // The schemas name xml.xsd by an address of the W3C.
          input.setByteStream(
              "xml.xsd".equals(name)
                  ? new ByteArrayInputStream(WarTemplate.resource(name))
                  : schemas.getResourceAsStream(FOLDER + name));
          return input;
        });
    return factory;
  }

  /** Collects what the validator complains of. */
  private static final class Faults implements ErrorHandler {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void warning(SAXParseException fault) {}

    @Override
    public void error(SAXParseException fault) {
      seen.add("line " + fault.getLineNumber() + ": " + fault.getMessage());
    }

    @Override
    public void fatalError(SAXParseException fault) {
      error(fault);
    }
  }
}
