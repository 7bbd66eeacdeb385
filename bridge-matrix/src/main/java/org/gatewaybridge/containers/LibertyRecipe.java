package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a server.xml with the features and each WAR, and runs the start script's command. */
final class LibertyRecipe implements Recipe {

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyWarsTo("webapps");
    Files.writeString(at.make("servers/compat").resolve("server.xml"), serverXml(at));
    Map<String, String> environment =
        Map.of("WLP_USER_DIR", at.base().toString(), "LOG_DIR", at.make("logs").toString());
    // A signal would close the JVM's log handlers while apps are still being undeployed.
    return Launch.of(command(at), "CWWKF0011I")
        .in(environment)
        .stoppedBy(process -> stop(at, environment));
  }

  /** Returns the command of the script {@code server run}. */
  private static List<String> command(Layout at, String... more) throws IOException {
    Path tools = at.home().resolve("bin/tools");
    List<String> command =
        at.java(
            "-javaagent:" + tools.resolve("ws-javaagent.jar"),
            "@" + at.home().resolve("lib/platform/java/java9.options"),
            "-Djava.io.tmpdir=" + at.make("temp"),
            "-jar",
            tools.resolve("ws-server.jar").toString(),
            "compat");
    command.addAll(List.of(more));
    return command;
  }

  /** Without --force it waits 30 s for idle HTTP/2 connections; apps are undeployed either way. */
  private static void stop(Layout at, Map<String, String> environment) throws IOException {
    ProcessBuilder asking = new ProcessBuilder(command(at, "--stop", "--force"));
    asking.environment().putAll(environment);
    asking.redirectErrorStream(true);
    asking.redirectOutput(at.base().resolve("stop.log").toFile());
    asking.start().onExit().join();
  }

  private static String serverXml(Layout at) {
    StringBuilder apps = new StringBuilder();
    String startAfter = "";
    for (String contextPath : at.wars().keySet()) {
      // One after another: of two that start at once, the one at the root has been seen to get
      // the other's bare context path for good.
      apps.append(
          """
            <webApplication id="%s" name="%s" location="%s" contextRoot="%s"%s>
              %s
            </webApplication>
          """
              .formatted(
                  Layout.appName(contextPath),
                  Layout.appName(contextPath),
                  at.copied("webapps", contextPath),
                  Layout.contextRoot(contextPath),
                  startAfter,
                  each(at, "<application-bnd>%s</application-bnd>", LibertyRecipe::role)));
      startAfter = " startAfterRef=\"" + Layout.appName(contextPath) + "\"";
    }
    return """
    <server>
      <featureManager>
        <feature>servlet-6.0</feature>
        <feature>websocket-2.1</feature>
        <feature>appSecurity-5.0</feature>
        <feature>transportSecurity-1.0</feature>
      </featureManager>
      <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="%d">
        <httpOptions%s/>
      </httpEndpoint>
      <keyStore id="defaultKeyStore" location="%s" password="%s"/>
      <logging consoleLogLevel="INFO" consoleFormat="simple"/>
      %s
      <applicationMonitor dropinsEnabled="false" updateTrigger="disabled"/>
    %s</server>
    """
        .formatted(
            at.port(),
            at.httpsPort(),
            attributes(at.settings()),
            at.certificate().keystore(),
            at.certificate().password(),
            each(at, "<basicRegistry>%s</basicRegistry>", LibertyRecipe::account),
            apps);
  }

  private static String each(Layout at, String around, Function<User, String> element) {
    return at.users().stream()
        .map(user -> around.formatted(element.apply(user)))
        .collect(Collectors.joining());
  }

  private static String account(User user) {
    return "<user name=\"%s\" password=\"%s\"/>".formatted(user.name(), user.password());
  }

  private static String role(User user) {
    return "<security-role name=\"%s\"><user name=\"%s\"/></security-role>"
        .formatted(user.role(), user.name());
  }

  private static String attributes(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> " %s=\"%s\"".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining());
  }
}
