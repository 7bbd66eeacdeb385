package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.UnavailableException;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;
import org.gatewaybridge.api.StartResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // a null is among what is tried
class AppLoaderTest {
  private static final String HERE = AppLoaderTest.class.getName();

  /** An app by its class. */
  public static final class Plain implements GatewayApp {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return Bodies.empty();
    }
  }

  /** An app by its factory, which must be given a parameter. */
  public static final class Made implements GatewayAppFactory {
    @Override
    public GatewayApp create(Map<String, String> initParameters) {
      if (!initParameters.containsKey("wanted")) {
        throw new IllegalStateException("wanted is not set");
      }
      return new Plain();
    }
  }

  /** An app whose factory fails with whatever a language has for it. */
  public static final class Erring implements GatewayAppFactory {
    @Override
    public GatewayApp create(Map<String, String> initParameters) {
      return switch (initParameters.get("how")) {
        case "assert" -> throw new AssertionError("config is missing");
        case "todo" -> throw new Error("not implemented\nSEVERE forged");
        case "memory" -> throw new OutOfMemoryError("all of it");
        default -> create(initParameters);
      };
    }
  }

  /** An app that fails in its class's own code. */
  public static final class Static implements GatewayApp {
    private static final int DEPTH = depth(0);

    private static int depth(int more) {
      return more < 0 ? 0 : depth(more + 1); // deeper than any stack
    }

    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return Bodies.of(new byte[DEPTH]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assert|its factory failed: java.lang.AssertionError: config is missing",
        "todo|its factory failed: java.lang.Error: not implemented\\nSEVERE forged",
        "memory|its factory failed: java.lang.OutOfMemoryError: all of it",
        "deep|its factory failed: java.lang.StackOverflowError",
      })
  void errorOfAFactoryIsASentenceToo(String how, String sentence) {
    assertThatThrownBy(() -> load(HERE + "$Erring", Map.of("how", how)))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("gateway.app names \"" + HERE + "$Erring\", but " + sentence);
  }

  @Test
  void errorOfAStaticInitializerIsASentenceToo() {
    assertThatThrownBy(() -> load(HERE + "$Static", Map.of()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("its class cannot be loaded: java.lang.StackOverflowError");
  }

  /** Apps by the names of members. */
  public static final class Members {
    public static final GatewayApp app = new Plain();
    public static final GatewayAppFactory factory = parameters -> new Plain();
    public static final String text = "";
    public static final GatewayApp none = null;

    public static GatewayApp make() {
      return new Plain();
    }

    public static GatewayApp failing() {
      throw new IllegalStateException("no database");
    }
  }

  /** No app. */
  public static final class Other {}

  /** An app that cannot be made. */
  public static final class NeedsArgument implements GatewayApp {
    public NeedsArgument(String argument) {}

    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return Bodies.empty();
    }
  }

  private static GatewayApp load(String name, Map<String, String> parameters) throws Exception {
    return new AppLoader(AppLoaderTest.class.getClassLoader(), () -> parameters).load(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$Plain", "$Made", "$Members:app", "$Members:factory", "$Members:make"})
  void appIsFoundByName(String name) throws Exception {
    assertThat(load(HERE + name, Map.of("wanted", "yes"))).isInstanceOf(Plain.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.acme.Helo|the web application has no class com.acme.Helo",
        "$Other|neither a GatewayApp nor a GatewayAppFactory",
        "$NeedsArgument|public constructor without parameters",
        "$Members|neither a GatewayApp",
        "$Members:nothing|no public static field or method",
        "$Members:text|it is a java.lang.String",
        "$Members:none|it is null",
        "$Members:failing|no database",
        "$Made|wanted is not set",
      })
  void wrongNameIsASentence(String name, String sentence) {
    String full = name.startsWith("$") ? HERE + name : name;

    assertThatThrownBy(() -> load(full, Map.of()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("gateway.app names \"" + full)
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("\n")
        .doesNotEndWith("null");
  }

  @Test
  void missingNameSaysWhereToSetIt() {
    assertThatThrownBy(() -> load(null, Map.of()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("gateway.app")
        .hasMessageContaining("web.xml");
  }
}
