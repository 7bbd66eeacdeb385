package org.gatewaybridge.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that the container brings itself: refused, with the remedy, or left out. */
final class ContainersJarTest {
  private Project project;

  @BeforeEach
  void project(@TempDir Path folder) {
    project = new Project(folder);
  }

  @Test
  void aContainersJarIsRefusedWithTheFixInTheText() {
    project.library("jakarta.servlet-api", "", "x");

    assertThatThrownBy(project::layout)
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(
            "WEB-INF/lib/jakarta.servlet-api-1.jar is the Servlet API, which the container brings"
                + " itself. Give com.acme:jakarta.servlet-api <scope>provided</scope> in pom.xml,"
                + " or leave it out with -Dgateway.failOnServletApi=false");
  }

  @Test
  void aContainersJarThatAnotherBroughtIsToBeExcludedThere() {
    project.library("shaded", "com.acme:starter:jar:1:compile", "jakarta/servlet/Servlet.class");

    assertThatThrownBy(project::layout)
        .hasMessageContaining("(it holds jakarta/servlet/Servlet.class)")
        .hasMessageContaining(
            "Exclude com.acme:shaded from com.acme:starter:jar:1:compile in pom.xml");
  }

  @Test
  void aContainersJarAmongTheWebappsFilesIsToBeRemoved() {
    project.jar("src/main/webapp/WEB-INF/lib/servlet-api.jar", "jakarta/servlet/Servlet.class");

    assertThatThrownBy(project::layout).hasMessageContaining("Remove " + project.base);
  }

  @Test
  void aContainersJarIsLeftOutIfItsOwnerSaysSo() throws IOException {
    project.library("jakarta.servlet-api", "", "x");
    project.library("shop", "", "x");
    project.failOnServletApi = false;

    assertThat(project.names()).containsExactly("WEB-INF/lib/shop-1.jar", "WEB-INF/web.xml");
    assertThat(project.warnings)
        .containsExactly(
            "Left out of the WAR, because it is the Servlet API:"
                + " WEB-INF/lib/jakarta.servlet-api-1.jar");
  }
}
