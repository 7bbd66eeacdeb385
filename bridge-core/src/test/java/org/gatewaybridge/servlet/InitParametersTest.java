package org.gatewaybridge.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.gatewaybridge.settings.Parameters;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;

/** Which parameters are the WAR's, and which the container's. */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class InitParametersTest {
  private final Map<String, String> ofContext = new TreeMap<>();
  private final Map<String, String> ofServlet = new TreeMap<>();
  private String webXml = "";

  private void context(String name, String value) {
    ofContext.put(name, value);
  }

  private void descriptor(String name, String value) {
    webXml +=
        "<context-param><description>d</description><param-name> %s </param-name><param-value>%s"
                .formatted(name, value)
            + "</param-value></context-param>";
    ofContext.put(name, value);
  }

  private Parameters parameters() {
    ServletContext context =
        Fake.of(
            ServletContext.class,
            new Object() {
              Enumeration<String> getInitParameterNames() {
                return Collections.enumeration(ofContext.keySet());
              }

              String getInitParameter(String name) {
                return ofContext.get(name);
              }

              ClassLoader getClassLoader() {
                return InitParametersTest.class.getClassLoader();
              }

              String getContextPath() {
                return "/shop";
              }

              InputStream getResourceAsStream(String path) {
                return new ByteArrayInputStream(
                    ("<?xml version='1.0'?><!DOCTYPE web-app SYSTEM 'http://127.0.0.1:1/no.dtd'>"
                            + "<web-app>"
                            + webXml
                            + "<servlet><init-param><param-name>gateway.lint</param-name>"
                            + "<param-value>true</param-value></init-param></servlet></web-app>")
                        .getBytes(UTF_8));
              }
            });
    return InitParameters.of(
        Fake.of(
            ServletConfig.class,
            new Object() {
              ServletContext getServletContext() {
                return context;
              }

              Enumeration<String> getInitParameterNames() {
                return Collections.enumeration(ofServlet.keySet());
              }

              String getInitParameter(String name) {
                return ofServlet.get(name);
              }
            }));
  }

  private Settings.Effective timeout(Map<String, String> properties) {
    Settings settings = new Settings(parameters(), properties, Map.of());
    settings.seconds("gateway.timeout", 30);
    return settings.effective().iterator().next();
  }

  @Test
  void parameterThatOnlyTheContainerHasIsItsOwnAndCountsFirst() {
    context("gateway.timeout", "1");
    ofServlet.put("gateway.timeout", "2");

    assertThat(timeout(Map.of("gateway.timeout", "3")))
        .isEqualTo(new Settings.Effective("gateway.timeout", "1", "context parameter"));
  }

  @Test
  void parameterOfTheDescriptorIsTheWars() {
    descriptor("gateway.timeout", " 1 ");

    assertThat(timeout(Map.of("gateway.timeout", "3")).source()).isEqualTo("system property");
    assertThat(timeout(Map.of()).value()).isEqualTo("1");
    ofServlet.put("gateway.timeout", "2");
    assertThat(timeout(Map.of()).value()).isEqualTo("2");
  }

  @Test
  void valueThatTheContainerPutsInItsPlaceIsTheContainers() {
    descriptor("gateway.timeout", "1");
    context("gateway.timeout", "5");

    assertThat(timeout(Map.of("gateway.timeout", "3")).value()).isEqualTo("5");
  }

  @Test
  void parameterOfAServletInTheDescriptorIsNoneOfTheContext() {
    context("gateway.lint", "true");
    Settings settings = new Settings(parameters(), Map.of(), Map.of());

    assertThat(settings.flag("gateway.lint", false)).isTrue();
    assertThat(settings).hasToString("gateway.lint=true (context parameter)");
  }

  @Test
  void blankOneOfTheContainerTakesAWarsVariableAway() {
    context("gateway.python.env.COLOUR", "");
    ofServlet.put("gateway.python.env.COLOUR", "blue");

    assertThat(new Settings(parameters(), Map.of(), Map.of()).secrets("gateway.python.env."))
        .isEqualTo(Map.of("COLOUR", ""));
  }

  @Test
  void allOfThemAreInTheMapTheServletsFirst() {
    descriptor("colour", "red");
    context("size", "8");
    context("gateway.timeout", "1");
    ofServlet.put("colour", "blue");

    assertThat(parameters())
        .isEqualTo(Map.of("colour", "blue", "size", "8", "gateway.timeout", "1"));
  }

  @Test
  void descriptorThatCannotBeReadMakesAllOfThemTheWars() {
    webXml = "<broken>";
    context("gateway.timeout", "1");

    assertThat(timeout(Map.of("gateway.timeout", "3")).value()).isEqualTo("3");
  }
}
