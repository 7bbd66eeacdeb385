package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gatewaybridge.compat.docs.Page;

/**
 * The commands of a page that starts a server: the first block ends with the command that does, and
 * the second block asks the server. Each is followed by a block with what is printed.
 *
 * @param here what the commands are in the stranger's folder
 * @param environment more variables of the commands
 */
record ServerCommands(Page page, UnaryOperator<String> here, Map<String, String> environment) {

  /** Asks a running server for more than the page does. */
  @FunctionalInterface
  interface Visit {
    /** Asks the server at an address, which ends with a slash. */
    void at(URI address) throws Exception;
  }

  static ServerCommands of(Page page) {
    return new ServerCommands(page, commands -> commands, Map.of());
  }

  /** Of an example, whose folder is the stranger's. */
  static ServerCommands ofExample(Page page, String name) {
    return new ServerCommands(
        page,
        commands -> commands.replace("./mvnw", "mvn").replace("-f examples/" + name, "-f ."),
        Map.of());
  }

  ServerCommands with(Map<String, String> variables) {
    return new ServerCommands(page, here, variables);
  }

  /** Follows the page, and checks that each command prints what the page shows. */
  void follow(Stranger stranger) throws Exception {
    follow(stranger, address -> {});
  }

  /** Follows the page, checks what its commands print, and then asks more. */
  void follow(Stranger stranger, Visit visit) throws Exception {
    List<String> commands = here.apply(page.block("sh", 0).replace("\\\n", "")).lines().toList();
    List<String> printed = page.block("", 0).lines().toList();
    int last = commands.size() - 1;
    String announced = printed.get(printed.size() - 1);

    String output = stranger.run(String.join("\n", commands.subList(0, last)), environment);
    printed.subList(0, printed.size() - 1).forEach(line -> assertThat(output).contains(line));
    start(
        stranger,
        commands.get(last),
        announced,
        address -> {
          String asked = page.block("sh", 1);
          assertThat(asked).contains("http://127.0.0.1:8080/");
          String port = ":" + address.getPort() + "/";
          assertThat(stranger.run(asked.replace(":8080/", port), environment) + "\n")
              .isEqualTo(page.block("", 1));
          visit.at(address);
        });
  }

  /** Starts the page's server once more. */
  void startAnother(Stranger stranger, Visit visit) throws Exception {
    List<String> commands = here.apply(page.block("sh", 0)).lines().toList();
    List<String> printed = page.block("", 0).lines().toList();
    start(stranger, commands.get(commands.size() - 1), printed.get(printed.size() - 1), visit);
  }

  private void start(Stranger stranger, String command, String announced, Visit visit)
      throws Exception {
    Process maven = stranger.start("exec " + command + " -Dgateway.port=0", environment);
    try (BufferedReader out = maven.inputReader()) {
      String before = announced.substring(0, announced.indexOf("8080"));
      String line = stranger.awaitLine(out, before);
      String port = line.substring(before.length()).replaceAll("\\D.*", "");
      assertThat(announced).isEqualTo(line.replace(":" + port + "/", ":8080/"));
      visit.at(URI.create(line.substring(line.indexOf("http://"))));
    } finally {
      Stranger.end(maven);
    }
  }
}
