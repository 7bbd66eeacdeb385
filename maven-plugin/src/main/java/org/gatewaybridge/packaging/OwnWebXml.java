package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gatewaybridge.wartemplate.WebXml;

/** Reads a user's own web.xml, such as src/main/webapp/WEB-INF/web.xml. */
final class OwnWebXml {
  private OwnWebXml() {}

  static WebXml read(Path file) throws IOException {
    return WebXml.parse(Files.readAllBytes(file), file.toString());
  }

  /** Returns whether there is one that declares the gateway's servlet. */
  static boolean declaresServlet(Optional<Path> file) throws IOException {
    return file.isPresent() && read(file.get()).declaresGatewayServlet();
  }
}
