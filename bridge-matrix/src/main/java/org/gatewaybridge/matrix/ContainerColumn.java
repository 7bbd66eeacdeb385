package org.gatewaybridge.matrix;

/**
 * A container that the cases ran on, or were to run on.
 *
 * @param id the name by which users choose it, such as {@code tomcat11}; used in file names too
 * @param name the product, such as {@code Tomcat}
 * @param jdk the version of the JDK that it ran on, such as {@code 17}
 */
public record ContainerColumn(String id, String name, String version, String jdk) {

  public ContainerColumn {
    Checks.fileName("A container's id", id);
    Checks.line("A container's name", name);
    Checks.line("A container's version", version);
    Checks.line("A container's JDK", jdk);
  }

  /** Returns the container's name for users, such as {@code Tomcat 11.0.25 on JDK 17}. */
  public String words() {
    return name + " " + version + " on JDK " + jdk;
  }
}
