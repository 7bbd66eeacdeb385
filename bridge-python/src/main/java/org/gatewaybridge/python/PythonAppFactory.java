package org.gatewaybridge.python;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;
import org.gatewaybridge.operation.OwnSettings;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.settings.Settings;

/**
 * Starts a Python WSGI app as a gateway app. {@code gateway.app} names this class, and {@code
 * gateway.python.app} the WSGI callable, such as {@code mysite.wsgi:application}.
 *
 * <p>docs/python.md lists the settings.
 */
public final class PythonAppFactory implements GatewayAppFactory, OwnSettings {

  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

  /** Creates a factory, which has no state. */
  public PythonAppFactory() {}

  @Override
  public List<String> settings(Map<String, String> parameters) {
    Settings settings = Settings.of(parameters);
    PythonOptions.of(parameters, settings);
    return settings.lines();
  }

  /**
   * Starts Python and imports the app; returns when all workers wait for requests.
   *
   * @throws PythonStartFailed if there is no such interpreter or app; the message has Python's
   *     traceback
   */
  @Override
  public GatewayApp create(Map<String, String> initParameters)
      throws PythonStartFailed, InterruptedException {
    Settings settings = Settings.of(initParameters);
    PythonOptions options = PythonOptions.of(initParameters, settings);
    LOG.log(Level.INFO, () -> "Settings of Python: " + settings);
    return PythonApp.start(options);
  }
}
