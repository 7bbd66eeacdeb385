package org.gatewaybridge.wartemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WebFragmentTest {
  @Test
  void nameIsItsOwnNotThatOfAnotherOrOfAComment() {
    WebFragment fragment =
        parse(
            """
            <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <!-- <name>comment</name> <filter/> -->
              <ordering><after><name>other</name></after></ordering>
              <name> own </name>
              <listener><listener-class>a.B</listener-class></listener>
            </web-fragment>
            """);

    assertThat(fragment).isEqualTo(new WebFragment("own", List.of("listener"), false));
  }

  @Test
  void prefixesAndMetadataCompleteAreRead() {
    WebFragment fragment =
        parse(
            "<j:web-fragment xmlns:j=\"x\""
                + " metadata-complete=\"true\"><j:name>n</j:name></j:web-fragment>");

    assertThat(fragment.name()).isEqualTo("n");
    assertThat(fragment.metadataComplete()).isTrue();
  }

  @Test
  void whatIsNoXmlIsRefused() {
    assertThatThrownBy(() -> parse("<a>")).isInstanceOf(WebXmlRefused.class);
  }

  private static WebFragment parse(String text) {
    return WebFragment.parse(text.getBytes(UTF_8), "a.jar");
  }
}
