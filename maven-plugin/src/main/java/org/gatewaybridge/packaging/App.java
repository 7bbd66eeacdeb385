package org.gatewaybridge.packaging;

import java.io.IOException;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/**
 * The app of a project, as it was found: its name, or the reason why there is none to deploy.
 *
 * @param name a class, a static member of one, or the address of a Python app; empty for none
 * @param refusal what is wrong, and what the project's owner can do; empty if nothing is
 * @param origin where the app is
 */
public record App(String name, String refusal, Origin origin) {

  /** Where an app is. */
  public enum Origin {
    /** Nowhere. */
    NONE,
    /** In a library of the project. */
    LIBRARY,
    /** In the project itself. */
    PROJECT
  }

  /** Finds an app. */
  @FunctionalInterface
  public interface Search {
    /**
     * Returns the app's name.
     *
     * @throws PackagingRefused if there is none, or if there are several
     */
    String name() throws IOException;
  }

  /** Keeps what a search finds, or why it finds nothing. */
  public static App found(Origin origin, Search search) throws IOException {
    try {
      return new App(search.name(), "", origin);
    } catch (PackagingRefused e) {
      return new App("", String.valueOf(e.getMessage()), origin);
    }
  }

  /**
   * Returns the name.
   *
   * @throws PackagingRefused if there is no app to deploy
   */
  public String required() {
    if (!refusal.isEmpty()) {
      throw new PackagingRefused(refusal);
    }
    return name;
  }
}
