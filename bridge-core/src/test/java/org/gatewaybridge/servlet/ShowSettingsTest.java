package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.operation.OwnSettings;
import org.junit.jupiter.api.Test;

class ShowSettingsTest {

  /** Has a setting of its own, and must not be asked for its app. */
  public static final class Factory implements GatewayAppFactory, OwnSettings {
    @Override
    public GatewayApp create(Map<String, String> parameters) {
      throw new AssertionError("nobody wants an app");
    }

    @Override
    public List<String> settings(Map<String, String> parameters) {
      return List.of("shop.colour\tblue\tparameter");
    }
  }

  /** An app without settings. */
  public static final class Plain implements GatewayApp {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return Bodies.empty();
    }
  }

  @Test
  void eachSettingIsALineWithItsSource() {
    assertThat(
            ShowSettings.lines(
                Map.of("gateway.app", Plain.class.getName(), "gateway.timeout", "5")))
        .contains(
            "gateway.app\t" + Plain.class.getName() + "\tparameter",
            "gateway.timeout\t5\tparameter",
            "gateway.health\t\tdefault");
  }

  @Test
  void factorysOwnSettingsAreAmongThem() {
    assertThat(ShowSettings.lines(Map.of("gateway.app", Factory.class.getName())))
        .contains("shop.colour\tblue\tparameter", "gateway.execution\tcontainer\tdefault");
  }

  @Test
  void wrongOneIsASentence() {
    assertThatThrownBy(() -> ShowSettings.lines(Map.of("gateway.lint", "perhaps")))
        .hasMessage("Init parameter gateway.lint is \"perhaps\"; give true or false");
  }
}
