package org.gatewaybridge.containers;

import java.io.IOException;

/**
 * How a kind of container is laid out and run: its own configuration, moved to the ports and the
 * address that it is given.
 */
@FunctionalInterface
interface Recipe {

  Launch prepare(Layout at) throws IOException;

  /** Finds the recipe by its name. */
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
