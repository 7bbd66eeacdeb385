package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.UnavailableException;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a deployment makes of its settings. */
class DeploymentTest {
  private final FakeContainer container = new FakeContainer();

  @Test
  void oneThreadAtATimeIsTold() throws Exception {
    container.parameters.put("gateway.threads", "1");

    container.ask(container.deploy(), "GET", "/a", "example.org");

    assertThat(container.body).hasToString("GET /a false");
  }

  @Test
  void emptyNameOfTheAppIsToldAsSuch() {
    container.parameters.put("gateway.app", "");

    assertThatThrownBy(container::deploy)
        .isInstanceOf(UnavailableException.class)
        .hasMessage(
            "GatewayServlet's init parameter gateway.app is empty; set it in web.xml to the app's"
                + " class, for example com.acme.Hello");
  }

  /** Jetty's context path is percent-encoded. */
  @Test
  void figuresHaveTheContextPathAsItReads() throws Exception {
    container.contextPath = "/caf%C3%A9";
    container.parameters.put("gateway.jmx", "true");
    GatewayServlet servlet = container.deploy();
    try {
      assertThat(
              ManagementFactory.getPlatformMBeanServer()
                  .queryNames(new ObjectName("org.gatewaybridge:context=\"/café\",*"), null))
          .hasSize(1);
    } finally {
      servlet.destroy();
    }
  }

  @Test
  void longQueueTakesMemoryForWhatIsInItOnly() throws Exception {
    container.parameters.put("gateway.execution", "pool");
    container.parameters.put("gateway.pool.queue", "900000000");

    container.deploy().destroy();
  }

  @Test
  void parametersOfThePythonFactoryAreItsOwnToCheck() throws Exception {
    container.parameters.put("gateway.python.app", "mysite.wsgi");
    container.parameters.put("gateway.timeout", "5");

    container.ask(container.deploy(), "GET", "/a", "example.org");

    assertThat(container.answer).contains("status 200");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void virtualThreadsNeedJava21() {
    container.parameters.put("gateway.execution", "virtual");

    assertThatThrownBy(container::deploy)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Java 21 or newer; this is Java 17");
  }

  @Test
  void lintNeedsItsJarBeforeAnAppIsMade() {
    container.parameters.put("gateway.lint", "true");
    int before = EchoApp.made;

    assertThatThrownBy(container::deploy)
        .isInstanceOf(UnavailableException.class)
        .hasMessage(
            "gateway.lint is true, but the WAR has no bridge-lint; turn it off, or build the WAR"
                + " anew with gateway.lint in <initParams>, or with bridge-lint as a dependency");
    assertThat(EchoApp.made).as("apps that nobody would close").isEqualTo(before);
  }

  @Test
  void noAppIsMadeForADeploymentThatIsRefused() {
    container.parameters.put("gateway.static", "/nothing");
    int before = EchoApp.made;

    assertThatThrownBy(container::deploy)
        .isInstanceOf(UnavailableException.class)
        .hasMessage("gateway.static names \"/nothing\", but the WAR has no such folder or file");
    assertThat(EchoApp.made).as("apps that nobody would close").isEqualTo(before);
  }

  @Test
  void systemPropertyComesBeforeTheParameter() {
    container.parameters.put("gateway.execution", "pool");
    container.parameters.put("gateway.pool.size", "4");
    System.setProperty("gateway.pool.size", "many");
    try {
      assertThatThrownBy(container::deploy)
          .isInstanceOf(UnavailableException.class)
          .hasMessage(
              "System property gateway.pool.size is \"many\"; give a whole number of at least 1");
    } finally {
      System.clearProperty("gateway.pool.size");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway.threads|many|whole number",
        "gateway.threads|-1|whole number",
        "gateway.timeout|soon|whole number of seconds",
        "gateway.max-request-bytes|ten|300m",
        "gateway.health|health|begins with a slash",
        "gateway.access-log|on|off, combined or json",
        "gateway.execution|threads|container, virtual or pool",
        "gateway.static|/WEB-INF|clients may see",
        "gateway.static|/static /web-inf/x|clients may see",
        "gateway.static|/..|clients may see",
        "gateway.static|/.env|clients may see",
        "gateway.lint|yes|true or false",
        "gateway.treads|4|gateway.threads",
        "gateway.trusted-proxies|example.org|gateway.trusted-proxies"
      })
  void wrongParametersFailTheDeploymentWithASentence(String name, String value, String sentence) {
    container.parameters.put(name, value);

    assertThatThrownBy(container::deploy)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(sentence);
  }
}
