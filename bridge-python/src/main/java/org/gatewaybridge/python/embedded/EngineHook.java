package org.gatewaybridge.python.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import org.graalvm.polyglot.Engine;

/**
 * The shutdown hook that the first engine of a class loader registers with the JVM, and that cannot
 * be removed: it would keep an undeployed app's class loader until the server ends. It is not
 * needed, because an app closes its engine itself.
 */
final class EngineHook {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

  private EngineHook() {}

  /**
   * Prevents the hook for the engines of this app's class loader. GraalPy in a shared loader keeps
   * its hook, which exists once and also belongs to other apps.
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
