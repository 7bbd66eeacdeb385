package org.gatewaybridge.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.python.options.PythonEnvironment;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;

class IsolationTest {
  private final Map<String, String> ofServer = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();

  private Map<String, String> isolated() {
    return Isolation.of(PythonEnvironment.of(new Settings(settings, Map.of(), Map.of()), ofServer))
        .variables();
  }

  @Test
  void filesOfAnotherPythonDoNotReachIt() {
    ofServer.put("PYTHONHOME", "/usr");
    ofServer.put("PYTHONPATH", "/usr/lib/python3");
    ofServer.put("LD_LIBRARY_PATH", "/opt/lib");
    ofServer.put("PYTHONWARNINGS", "error");
    ofServer.put("LANG", "C.UTF-8");

    assertThat(isolated())
        .doesNotContainKeys("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH")
        .containsEntry("PYTHONNOUSERSITE", "1")
        .containsEntry("PYTHONWARNINGS", "error")
        .containsEntry("LANG", "C.UTF-8");
  }

  @Test
  void whatTheSettingsSayStays() {
    ofServer.put("LD_LIBRARY_PATH", "/opt/lib");
    settings.put("gateway.python.env.LD_LIBRARY_PATH", "/srv/oracle");
    settings.put("gateway.python.env.PYTHONPATH", "/srv/more");
    settings.put("gateway.python.env.PYTHONNOUSERSITE", "");

    assertThat(isolated())
        .containsEntry("LD_LIBRARY_PATH", "/srv/oracle")
        .containsEntry("PYTHONPATH", "/srv/more")
        .doesNotContainKey("PYTHONNOUSERSITE");
  }

  @Test
  void serversOwnCertificatesStay() {
    ofServer.put("SSL_CERT_DIR", "/srv/certificates");

    assertThat(isolated())
        .containsEntry("SSL_CERT_DIR", "/srv/certificates")
        .doesNotContainKey("SSL_CERT_FILE");
  }
}
