package org.gatewaybridge.compat.app;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/**
 * One deployment's app: it hands each request to the small app that the header {@code X-App} names,
 * to the echo of the environ if there is none; a WebSocket without it is scripted.
 */
final class CompatApp implements GatewayApp, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CompatApp.class.getName());

  private final Map<String, GatewayApp> apps = new HashMap<>();
  private final Ledgers ledgers = new Ledgers();

  CompatApp(Map<String, String> initParameters, int createdBefore) {
    apps.put("environ", new EnvironEcho());
    apps.put("environ-changed", new ChangedEnviron());
    apps.put("attributes", new AttributesSet());
    apps.put("nested", new NestedCall());
    apps.put("own-answer", new OwnAnswer());
    apps.put("meeting", new Meeting());
    apps.put("session", new SessionUser());
    apps.put("errors", new ErrorsWriter());
    apps.put("blocks", new BlocksApp());
    apps.put("identity", new Identity());
    apps.put("hoard", new Hoard());
    apps.put("script", new ScriptedApp(ledgers));
    apps.put("ledger", new LedgerApp(ledgers));
    apps.put("deployment", new DeploymentFacts(initParameters, createdBefore));
    InputApps.addTo(apps, ledgers);
    FileApps.addTo(apps, ledgers);
  }

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws Exception {
    ledgers.of(environ).note("call");
    String otherwise = environ.containsKey(EnvironKeys.WEBSOCKET) ? "script" : "environ";
    Object name = environ.getOrDefault("HTTP_X_APP", otherwise);
    GatewayApp app = apps.get(name);
    if (app == null) {
      throw new IllegalArgumentException("X-App: " + name + "; use one of " + apps.keySet());
    }
    return app.call(environ, startResponse);
  }

  @Override
  public void close() {
    LOG.log(Level.INFO, "compat app closed");
  }
}
