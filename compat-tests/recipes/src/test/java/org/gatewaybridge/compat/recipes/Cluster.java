package org.gatewaybridge.compat.recipes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.compat.PostgresServer;
import org.gatewaybridge.containers.Ports;

/**
 * What docs/scale.md builds: two nodes of a kind that share their sessions in PostgreSQL, behind
 * nginx.
 */
final class Cluster implements AutoCloseable {
  private static final String CONF = "shop.conf";

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Path folder = Program.folder("nginx");
  private final int port = new Ports().take();

  private Cluster() throws IOException {}

  /** Starts it; the test is skipped where a program is missing. */
  static Cluster start(Node.Kind kind, Map<String, String> settings) throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    assumeTrue(programs.isPresent(), "apt install postgresql");
    String nginx = Program.NGINX.find();
    Program.PGREP.find();
    Cluster cluster = new Cluster();
    try {
      cluster.start(kind, settings, programs.orElseThrow(), nginx);
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void start(Node.Kind kind, Map<String, String> settings, Path programs, String nginx)
      throws Exception {
    PostgresServer database = PostgresServer.start(programs);
    running.push(database);
    database.run("postgres", "postgres", Snippet.block("scale.md", "PostgreSQL", "sql", 0).text());
    database.run("shop", "sessions", Snippet.block("scale.md", "Tomcat", "sql", 0).text());
    Map<String, String> environment = environment();
    environment.putAll(settings);
    Ports ports = new Ports();
    for (int number = 1; number <= 2; number++) {
      Node node = Node.start(kind, number, ports.take(), database.port(), environment);
      running.push(node);
      nodes.add(node);
      node.awaitReady(); // Jetty makes its table; two at once fail
    }
    Snippet.block("scale.md", "nginx", "nginx", 0)
        .with("10.0.0.11:8080", "127.0.0.1:" + nodes.get(0).port())
        .with("10.0.0.12:8080", "127.0.0.1:" + nodes.get(1).port())
        .with("listen 80;", "listen 127.0.0.1:" + port + ";")
        .to(folder.resolve(CONF));
    ForegroundProcess proxy = nginx(nginx);
    running.push(proxy);
    proxy.listensAt(port);
  }

  int port() {
    return port;
  }

  List<Node> nodes() {
    return nodes;
  }

  /** Reads the variables that the page gives every node. */
  private static Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    Snippet.block("scale.md", "The app and the WAR", "sh", 0)
        .text()
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(pair -> variables.put(pair[0], pair[1]));
    return variables;
  }

  /** Runs nginx with a file around the page's as Debian's has it around conf.d/. */
  private ForegroundProcess nginx(String program) throws IOException {
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off;
        user root;
        worker_processes 2;
        pid %1$s/nginx.pid;
        error_log stderr;
        events {}
        http {
            access_log off;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            include %1$s/%2$s;
        }
        """
            .formatted(folder, CONF));
    return ForegroundProcess.start(
        folder, Map.of(), List.of(program, "-c", folder + "/nginx.conf", "-p", folder.toString()));
  }

  /** Runs a block of commands of the page, for a node. */
  void run(int block, Node node) throws IOException, InterruptedException {
    String commands =
        Snippet.block("scale.md", "Restart node by node", "sh", block)
            .with("10.0.0.11:8080", "127.0.0.1:" + node.port())
            .text()
            .replace("/etc/nginx/conf.d/shop.conf", folder.resolve(CONF).toString())
            .replace("/run/nginx.pid", folder.resolve("nginx.pid").toString())
            .replace("nginx -s", "nginx -c %1$s/nginx.conf -p %1$s -s".formatted(folder));
    Shell.run(folder, Map.of(), commands);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : running) {
      one.close();
    }
  }
}
