package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * Answers how this deployment's app was made and on what kind of thread it runs, one {@code
 * name=value} a line.
 */
final class DeploymentFacts implements GatewayApp {
  private final Map<String, String> initParameters;
  private final int createdBefore;
  private final AtomicInteger calls = new AtomicInteger();

  DeploymentFacts(Map<String, String> initParameters, int createdBefore) {
    this.initParameters = Map.copyOf(initParameters);
    this.createdBefore = createdBefore;
  }

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("created-before", createdBefore);
    facts.put("calls", calls.incrementAndGet());
    facts.put("init-parameters", new TreeMap<>(initParameters));
    facts.put(
        "context-class-loader-finds-the-app",
        found(Thread.currentThread().getContextClassLoader()) == getClass());
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    StringBuilder lines = new StringBuilder();
    facts.forEach(
        (name, value) ->
            lines.append(name).append('=').append(Escaped.escape(value.toString())).append('\n'));
    return Bodies.of(lines.toString(), US_ASCII);
  }

  /** Some containers set a loader that leads to the deployment's own. */
  private Class<?> found(ClassLoader loader) {
    try {
      return Class.forName(getClass().getName(), false, loader);
    } catch (ClassNotFoundException e) {
      return Object.class;
    }
  }
}
