package org.gatewaybridge.api;

import java.util.Map;

/**
 * Makes the app of a deployment, for apps that need settings or resources before their first
 * request.
 */
@FunctionalInterface
public interface GatewayAppFactory {

  /**
   * Makes the app; called once per deployment, before its first request.
   *
   * @param initParameters the deployment's parameters by name: those of the servlet, and behind
   *     them those of the servlet context; and under {@code gateway.web-inf} the directory that
   *     holds the files of WEB-INF, unpacked, perhaps without classes and libraries, unless it
   *     could not be unpacked; unmodifiable
   * @return the app; one that is {@link AutoCloseable} is closed when the deployment ends
   * @throws Exception if the app cannot run; the deployment then fails with this exception as its
   *     cause
   */
  GatewayApp create(Map<String, String> initParameters) throws Exception;
}
