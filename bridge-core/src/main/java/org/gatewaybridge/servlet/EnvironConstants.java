package org.gatewaybridge.servlet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;

/** What every environ of a deployment contains: facts of the gateway, and parameters. */
final class EnvironConstants {
  private EnvironConstants() {}

  /**
   * Returns them by key.
   *
   * @param parameters those of the deployment
   * @param software the container's name and version
   * @param multithread whether another thread may call the app meanwhile
   */
  static Map<String, Object> of(
      Map<String, String> parameters, String software, boolean multithread) {
    Map<String, Object> constants = new HashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (!isOfRequest(name)) {
            constants.put(name, value);
          }
        });
    constants.put(EnvironKeys.SERVER_SOFTWARE, software);
    constants.put(EnvironKeys.VERSION, List.of(1, 0));
    constants.put(EnvironKeys.MULTITHREAD, multithread);
    constants.put(EnvironKeys.MULTIPROCESS, false);
    constants.put(EnvironKeys.RUN_ONCE, false);
    constants.put(EnvironKeys.INPUT_TERMINATED, true);
    constants.put(EnvironKeys.FILE_WRAPPER, ServletEnviron.FILE_WRAPPER);
    constants.put(EnvironKeys.GATEWAY_VERSION, "1.0");
    return constants;
  }

  /** Whether a parameter of that name would pose as something that the request says. */
  private static boolean isOfRequest(String name) {
    return name.startsWith("HTTP_")
        || name.startsWith("wsgi.")
        || name.startsWith("gateway.")
        || RequestKeys.ALL.contains(name);
  }
}
