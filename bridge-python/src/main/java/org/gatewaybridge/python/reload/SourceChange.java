package org.gatewaybridge.python.reload;

/**
 * What has changed in an app's sources.
 *
 * @param what the name of a file, or one text for all files that are new or deleted: an app may
 *     give its files other names at each import
 */
record SourceChange(String what, boolean isPython) {
  static SourceChange of(String file) {
    return new SourceChange(file, isPython(file));
  }

  static SourceChange newOrDeleted(String file) {
    return isPython(file)
        ? new SourceChange("a new or deleted Python file", true)
        : new SourceChange("a new or deleted file", false);
  }

  private static boolean isPython(String file) {
    return file.endsWith(".py");
  }

  @Override
  public String toString() {
    return what;
  }
}
