package org.gatewaybridge.servers;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The command line of {@link Main}. */
record CommandLine(ServerKind server, Listen listen, List<WebApp> apps, boolean exitWithParent) {
  static final String USAGE =
      """
      usage: --war FILE_OR_DIRECTORY [--context-path /] [--war ... --context-path ...]
             [--server tomcat|jetty|undertow] [--host 127.0.0.1] [--port 8080, 0 = free] [--h2c]
             [--https-port N --keystore FILE.p12 --keystore-password TEXT]
             [--undertow-option NAME=VALUE: a constant of UndertowOptions, such as DECODE_SLASH=true,
             or of XNIO's CommandLine, such as READ_TIMEOUT=20000]
             [--tomcat-option NAME=VALUE: an attribute of a Connector, such as maxConnections=20000]
             [--jetty-option maxThreads=N]
             [--exit-with-parent: end when stdin or the parent process ends]\
      """;

  static CommandLine parse(String... arguments) {
    Parser parser = new Parser(arguments);
    parser.run();
    if (parser.wars.isEmpty()) {
      throw new IllegalArgumentException("--war is missing");
    }
    return new CommandLine(
        ServerKind.of(parser.server),
        new Listen(parser.host, parser.port, parser.h2c, parser.tls(), parser.serverOptions),
        parser.wars.stream().map(war -> new WebApp(war.contextPath, war.file)).toList(),
        parser.exitWithParent);
  }

  /** A --war with the --context-path that follows it. */
  private static final class War {
    final Path file;
    String contextPath = "/";

    War(Path file) {
      this.file = file;
    }
  }

  private static final class Parser {
    private final Deque<String> words;
    private final List<War> wars = new ArrayList<>();
    private String server = "tomcat";
    private String host = "127.0.0.1";
    private int port = 8080;
    private boolean h2c;
    private boolean exitWithParent;
    private int httpsPort = -1;
    private final Map<String, String> serverOptions = new TreeMap<>();
    private @Nullable Path keystore;
    private String keystorePassword = "";

    Parser(String... arguments) {
      words = new ArrayDeque<>(Arrays.asList(arguments));
    }

    void run() {
      while (!words.isEmpty()) {
        String option = words.pop();
        switch (option) {
          case "--server" -> server = valueOf(option);
          case "--war" -> wars.add(new War(Path.of(valueOf(option))));
          case "--context-path" -> lastWar().contextPath = valueOf(option);
          case "--host" -> host = valueOf(option);
          case "--port" -> port = portOf(option);
          case "--h2c" -> h2c = true;
          case "--https-port" -> httpsPort = portOf(option);
          case "--keystore" -> keystore = Path.of(valueOf(option));
          case "--keystore-password" -> keystorePassword = valueOf(option);
          case "--undertow-option", "--tomcat-option", "--jetty-option" ->
              addOption(option, valueOf(option));
          case "--exit-with-parent" -> exitWithParent = true;
          default -> throw new IllegalArgumentException("Unknown option \"" + option + "\"");
        }
      }
    }

    Listen.@Nullable Tls tls() {
      if (httpsPort < 0) {
        return null;
      }
      if (keystore == null) {
        throw new IllegalArgumentException("--https-port wants --keystore too");
      }
      return new Listen.Tls(httpsPort, keystore, keystorePassword);
    }

    private void addOption(String option, String setting) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(option + " wants NAME=VALUE, not \"" + setting + "\"");
      }
      serverOptions.put(setting.substring(0, equals), setting.substring(equals + 1));
    }

    private War lastWar() {
      if (wars.isEmpty()) {
        throw new IllegalArgumentException("--context-path wants a --war before it");
      }
      return wars.get(wars.size() - 1);
    }

    private String valueOf(String option) {
      if (words.isEmpty()) {
        throw new IllegalArgumentException(option + " wants a value");
      }
      return words.pop();
    }

    private int portOf(String option) {
      String value = valueOf(option);
      if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
        throw new IllegalArgumentException(
            option + " wants a number from 0 to 65535, not \"" + value + "\"");
      }
      return Integer.parseInt(value);
    }
  }
}
