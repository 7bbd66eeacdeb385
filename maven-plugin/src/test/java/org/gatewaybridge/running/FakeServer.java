package org.gatewaybridge.running;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a stand-in for bridge-servers' main class, which does what its container's name says. */
final class FakeServer {
  private static final String SOURCE =
      """
      package org.gatewaybridge.servers;
      import java.util.Arrays;
      public class Main {
        public static void main(String[] a) throws Exception {
          System.out.println("arguments " + String.join(" ", a));
          System.out.println("colour " + System.getenv("COLOUR") + " " + System.getProperty("size"));
          System.out.println("in " + java.nio.file.Path.of("").toAbsolutePath().getFileName());
          switch (a[1]) {
            case "ready" -> {
              Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                System.out.println("stopped gracefully");
                Runtime.getRuntime().halt(0);
              }));
              System.out.println("READY for requests");
              System.out.println("READY http://127.0.0.1:x");
              System.out.print("starting... ");
              System.out.println("READY http://127.0.0.1:4711/x/");
              System.err.println("an error line");
              System.in.read();
            }
            case "silent" -> System.in.read();
            case "dies" -> {
              System.out.println("READY http://127.0.0.1:4711/x/");
              System.exit(9);
            }
            default -> System.exit(3);
          }
        }
      }
      """;

  private FakeServer() {}

  static Path compile(Path folder) throws Exception {
    Path source = folder.resolve("Main.java");
    Files.writeString(source, SOURCE, StandardCharsets.UTF_8);
    String[] arguments = {"-d", folder.toString(), "-proc:none", source.toString()};
    if (javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
      throw new AssertionError("The stand-in does not compile");
    }
    return folder;
  }
}
