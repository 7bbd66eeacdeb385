package org.gatewaybridge.servers;

/** The WebSockets of a server, which are in a jar of their own that need not be there. */
final class ServerSockets {
  private ServerSockets() {}

  /** Adds WebSockets to an app. */
  interface Adding {
    void run();
  }

  /**
   * Adds them if their jar is there.
   *
   * @param type a class of the jar
   * @param adding uses that jar
   */
  static void add(String type, Adding adding) {
    try {
      Class.forName(type, false, ServerSockets.class.getClassLoader());
    } catch (ClassNotFoundException none) {
      return;
    }
    adding.run();
  }
}
