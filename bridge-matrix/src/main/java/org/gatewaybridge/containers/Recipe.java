package org.gatewaybridge.containers;

import java.io.IOException;

/**
 * Prepares a process of one kind of container: its own configuration, moved to the ports and the
 * address of the layout.
 */
@FunctionalInterface
interface Recipe {

  Launch prepare(Layout at) throws IOException;

  /** Returns the recipe of a name. */
  static Recipe of(String kind) {
    return switch (kind) {
      case "tomcat" -> new TomcatRecipe();
      case "jetty-ee11" -> new JettyRecipe("ee11");
      case "jetty-ee10" -> new JettyRecipe("ee10");
      case "undertow" -> new UndertowRecipe();
      case "wildfly" -> new WildFlyRecipe();
      case "liberty" -> new LibertyRecipe();
      case "glassfish" -> new GlassFishRecipe();
      case "glassfish-embedded" -> new GlassFishEmbeddedRecipe();
      case "payara-micro" -> new PayaraMicroRecipe();
      default ->
          throw new IllegalArgumentException(
              "Unknown recipe \"" + kind + "\" in containers.tsv; add it to Recipe.of");
    };
  }
}
