package org.gatewaybridge.packaging;

import java.util.List;
import java.util.Optional;

/** What the plugin says to a project's owner. */
public final class Advice {
  private Advice() {}

  /** Quotes text that came from outside, with control characters escaped. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c ->
                quoted.append(
                    c < 0x20 || c == 0x7F
                        ? String.format("\\u%04x", c)
                        : String.valueOf((char) c)));
    return quoted.append('"').toString();
  }

  static String noApp(boolean compiled) {
    String found = "No gateway app found: ";
    return compiled
        ? found
            + "no public class of the project is a GatewayApp or GatewayAppFactory with a public"
            + " no-argument constructor. Write one, or set <app> in pom.xml or"
            + " -Dgateway.app=com.acme.Hello (a static field or method: com.acme.Hello:app)"
        : found
            + "nothing is compiled yet. Run mvn compile before this goal, or in the same command";
  }

  static String severalApps(List<String> apps) {
    return "Several gateway apps found: "
        + String.join(", ", apps)
        + ". Choose one with <app> in pom.xml or -Dgateway.app="
        + apps.get(0);
  }

  static String appIsMissing(String app, List<String> apps) {
    return "The app "
        + quoted(app)
        + " (gateway.app) is in none of the project's classes and libraries. "
        + (apps.isEmpty() ? "Correct its name" : "Use one of: " + String.join(", ", apps));
  }

  static String containerPart(WarEntry entry, String verdict, Optional<Library> library) {
    String fix =
        library
            .map(
                found ->
                    found.broughtBy().isEmpty()
                        ? "Give " + found.coordinates() + " <scope>provided</scope> in pom.xml"
                        : "Exclude "
                            + found.coordinates()
                            + " from "
                            + found.broughtBy()
                            + " in pom.xml")
            .orElse("Remove " + entry.file());
    return entry.name()
        + " is "
        + verdict
        + ", which the container brings itself. "
        + fix
        + ", or leave it out with -Dgateway.failOnServletApi=false";
  }
}
