package org.gatewaybridge.packaging;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.WarEntry;

/** Messages for a project's owner, with what to do. */
public final class Advice {
  private Advice() {}

  static String noApp(boolean compiled) {
    String found = "No gateway app found: ";
    return compiled
        ? found
            + "no public class of the project is a GatewayApp or GatewayAppFactory with a public"
            + " no-argument constructor. Write one, or set <app> in pom.xml or"
            + " -Dgateway.app=com.acme.Hello (a static field or method: com.acme.Hello:app)"
        : found
            + "nothing is compiled yet. Run mvn compile before this goal, or in the same command:"
            + " mvn compile gateway:check";
  }

  /** Returns the message for a folder with neither a POM nor a Python app. */
  public static String noPom() {
    return "No gateway app found: this folder has no app.py, wsgi.py, manage.py or src/main/python,"
        + " and an app in Java needs a pom.xml, which the goal init of this plugin writes";
  }

  static String severalApps(List<String> apps) {
    return "Several gateway apps found: "
        + String.join(", ", apps)
        + ". Choose one with <app> in pom.xml or -Dgateway.app="
        + apps.get(0);
  }

  static String appIsMissing(String app, List<String> apps) {
    return "The app "
        + Messages.quoted(app)
        + " (gateway.app) is in none of the project's classes and libraries. "
        + (apps.isEmpty() ? "Correct its name" : "Use one of: " + String.join(", ", apps));
  }

  static String memberIsMissing(String app, String member, List<String> members) {
    String type = app.replaceFirst(":.*", "");
    String getter = "get" + member.substring(0, 1).toUpperCase(Locale.ROOT) + member.substring(1);
    String start =
        "The app "
            + Messages.quoted(app)
            + " (gateway.app) names no public static field or method without parameters of "
            + type
            + ". ";
    // Kotlin's val of a file is private; its getter is not.
    return members.contains(getter)
        ? start + "Use " + type + ":" + getter
        : start
            + (members.isEmpty()
                ? "Add one, such as: public static final GatewayApp " + member
                : "Use one of: " + type + ":" + String.join(", " + type + ":", members));
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
