package org.gatewaybridge.compat;

/** Where an app is mounted: the container's context path and the WAR's own servlet mapping. */
public enum Mount {
  /** No context path, {@code /*}. */
  ROOT("", ""),
  /** A context path, {@code /*}; the same file as {@link #ROOT}. */
  CONTEXT("/ctx", ""),
  /** No context path, {@code /w/*}. */
  MAPPED("", "/w"),
  /** A context path, {@code /w/*}; the same file as {@link #MAPPED}. */
  CONTEXT_MAPPED("/ctx", "/w");

  private final String contextPath;
  private final String servletPath;

  Mount(String contextPath, String servletPath) {
    this.contextPath = contextPath;
    this.servletPath = servletPath;
  }

  /** Returns the context path as the Servlet API does: empty for the root. */
  public String contextPath() {
    return contextPath;
  }

  /** Returns the mapping's prefix: empty or {@code /w}. */
  public String servletPath() {
    return servletPath;
  }

  /** Joins the two: what SCRIPT_NAME must be. */
  public String scriptName() {
    return contextPath + servletPath;
  }
}
