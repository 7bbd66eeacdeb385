package org.gatewaybridge.python;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import org.graalvm.polyglot.Engine;

/**
 * The shutdown hook that the first engine of a class loader registers with the JVM, and that nobody
 * can take back: it would hold an undeployed app's loader until the server ends. An app closes its
 * engine itself, so it does without.
 */
final class EngineHook {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

  private EngineHook() {}

  /**
   * Keeps the engines that this app's loader defines from registering it. GraalPy of a shared
   * loader is left alone: that hook is there once, and is other apps' too.
   */
  static void leaveOut() {
    if (Engine.class.getClassLoader() != EngineHook.class.getClassLoader()) {
      return;
    }
    try {
      Field registered = Engine.class.getDeclaredField("shutdownHookInitialized");
      registered.setAccessible(true);
      registered.setBoolean(null, true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The shutdown hook of this GraalPy cannot be left out, so each redeployment leaves the"
              + " app's classes behind; restart the server instead, or put GraalPy's jars into its"
              + " shared loader: "
              + e);
    }
  }
}
