package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the published jar, on the loopback address and without a cluster. */
final class PayaraMicroRecipe implements Recipe {
  private static final String LISTENER =
      "set configs.config.server-config.network-config.protocols.protocol.http-listener.";
  private static final String BEFORE_BOOT =
      """
      set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
      set configs.config.server-config.network-config.network-listeners.network-listener.https-listener.address=127.0.0.1
      set hazelcast-runtime-configuration.interface=127.0.0.1
      set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
      """;

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyWarsTo("webapps");
    Path beforeBoot =
        Files.writeString(
            at.base().resolve("before-boot.txt"), BEFORE_BOOT + commands(at.settings()));
    Path afterBoot = Files.writeString(at.base().resolve("after-boot.txt"), deployments(at));
    List<String> command =
        at.java(
            "-Djava.io.tmpdir=" + at.make("temp"),
            "-jar",
            jar(at.home()).toString(),
            "--port",
            Integer.toString(at.port()),
            "--nocluster",
            "--disablephonehome",
            "--rootdir",
            at.make("root").toString(),
            "--prebootcommandfile",
            beforeBoot.toString(),
            "--postbootcommandfile",
            afterBoot.toString());
    return Launch.of(command, "Payara Micro .* ready in").withoutHttps();
  }

  private static String commands(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> LISTENER + setting.getKey() + "=" + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static Path jar(Path home) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(home, "payara-micro-*.jar")) {
      return jars.iterator().next();
    }
  }

  private static String deployments(Layout at) {
    StringBuilder commands = new StringBuilder();
    for (String contextPath : at.wars().keySet()) {
      commands.append(
          "deploy --force --contextroot %s --name %s %s\n"
              .formatted(
                  Layout.contextRoot(contextPath),
                  Layout.appName(contextPath),
                  at.copied("webapps", contextPath)));
    }
    return commands.toString();
  }
}
