package org.gatewaybridge.wartemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AppDeclarationTest {

  @ParameterizedTest
  @ValueSource(strings = {"/*", "/x/*", "/x/y/*", "/", "*.do", "/exact"})
  void theServletMappingsAreTaken(String pattern) {
    assertThat(new AppDeclaration("A", pattern, "6.0", Map.of(), Map.of()).urlPattern())
        .isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "x/*", "/*/x", "/x*", "*", "*.", "/a b/*", "/x\n", "/**"})
  void whatIsNoMappingIsRefused(String pattern) {
    assertThatThrownBy(() -> new AppDeclaration("A", pattern, "6.0", Map.of(), Map.of()))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageContaining("is no servlet mapping; use /*, /path/*, / or *.extension");
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThatThrownBy(() -> new AppDeclaration("A", "/*", "2.5", Map.of(), Map.of()))
        .hasMessage("servletVersion \"2.5\" is unknown; use one of [6.0, 6.1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001b", "\ud800", "\ufffe"})
  void aCharacterThatXmlForbidsIsRefusedAndShownEscaped(String character) {
    assertThatThrownBy(
            () -> new AppDeclaration("A", "/*", "6.0", Map.of(), Map.of("p", "v" + character)))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageMatching(
            "p \"v\\\\u[0-9a-f]{4}\" has a character that XML forbids; encode it.*");
  }

  @Test
  void theAppIsNamedOnce() {
    assertThatThrownBy(
            () -> new AppDeclaration("A", "/*", "6.0", Map.of("gateway.app", "B"), Map.of()))
        .hasMessageStartingWith("initParams holds gateway.app; name the app once");
    assertThatThrownBy(() -> AppDeclaration.of(" "))
        .hasMessageStartingWith("The app's name is empty");
  }
}
