package org.gatewaybridge.compat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** A container's properties in arquillian.xml. Arquillian fills it in through setters. */
public final class ContainerSettings implements ContainerConfiguration {
  private String id = "";
  private String kind = "";
  private String version = "";
  private String home = "";
  private String javaHome = System.getProperty("compat.java.home", System.getProperty("java.home"));

  /** Made by Arquillian. */
  public ContainerSettings() {}

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }

  /** Says which recipe starts it. */
  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getVersion() {
    return version;
  }

  public void setVersion(String version) {
    this.version = version;
  }

  public String getHome() {
    return home;
  }

  /**
   * Takes the unpacked distribution's directory, below the system property {@code compat.homes}.
   */
  public void setHome(String home) {
    this.home = home;
  }

  public String getJavaHome() {
    return javaHome;
  }

  /** Takes another JDK than the system property {@code compat.java.home}. */
  public void setJavaHome(String javaHome) {
    this.javaHome = javaHome;
  }

  @Override
  public void validate() throws ConfigurationException {
    if (id.isEmpty() || kind.isEmpty() || home.isEmpty()) {
      throw new ConfigurationException(
          "A container in arquillian.xml wants the properties id, kind and home");
    }
  }

  Path home() {
    Path directory =
        Path.of(System.getProperty("compat.homes", "../distributions/target/homes"), home)
            .toAbsolutePath()
            .normalize();
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException(
          directory
              + " does not exist; run mvn package in compat-tests/distributions (with -Pmatrix for"
              + " what is large)");
    }
    return directory;
  }

  Path javaHome() {
    return Path.of(javaHome);
  }
}
