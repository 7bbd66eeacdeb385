package org.gatewaybridge.compat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.containers.Container;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** A container's one property in arquillian.xml. Arquillian fills it in through the setter. */
public final class ContainerSettings implements ContainerConfiguration {
  private String id = "";

  /** Made by Arquillian. */
  public ContainerSettings() {}

  public String getId() {
    return id;
  }

  /** Takes the id of a container that bridge-matrix knows. */
  public void setId(String id) {
    this.id = id;
  }

  @Override
  public void validate() throws ConfigurationException {
    try {
      Container.of(id);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("arquillian.xml: " + e.getMessage(), e);
    }
  }

  Container container() {
    return Container.of(id);
  }

  /** Finds the unpacked distribution, below the system property {@code compat.homes}. */
  Path home() {
    Path directory =
        Path.of(
                System.getProperty("compat.homes", "../distributions/target/homes"),
                container().home())
            .toAbsolutePath()
            .normalize();
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException(
          directory
              + " does not exist; run mvn package in compat-tests/distributions (with -Dsuite=all"
              + " for what is large)");
    }
    return directory;
  }
}
