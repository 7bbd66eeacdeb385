package org.gatewaybridge.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.servers.EmbeddedServer;
import org.gatewaybridge.servers.Listen;
import org.gatewaybridge.servers.ServerKind;
import org.gatewaybridge.servers.WebApp;

/** A Python app of src/test/resources in a WAR in a Tomcat, and what the log says meanwhile. */
public final class PythonServer implements AutoCloseable {
  static final String PYTHON = "/usr/bin/python3";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final Log log;

  private PythonServer(EmbeddedServer server, Log log) {
    this.server = server;
    this.log = log;
  }

  /** Keeps every record of the JVM while it is open, but of what is printed only the beginning. */
  private static final class Log extends Handler {
    private final List<String> records = new ArrayList<>();
    private int printed;

    @Override
    public synchronized void publish(LogRecord record) {
      boolean print = record.getLoggerName().endsWith(".stdout");
      printed += print ? 1 : 0;
      if (!print || printed < 1_000) {
        records.add(
            record.getLevel()
                + " "
                + record.getLoggerName()
                + " "
                + record.getMessage()
                + (record.getThrown() == null ? "" : " " + record.getThrown()));
      }
    }

    synchronized String text() {
      return String.join("\n", records);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      Logger.getLogger("").removeHandler(this);
    }
  }

  static PythonServer start(Path directory, String app, String... settings) throws Exception {
    return start(war(directory.resolve("war"), app, settings));
  }

  static PythonServer start(Path war) throws Exception {
    return startAt(war, "/");
  }

  static PythonServer startAt(Path war, String context) throws Exception {
    return start(war, context, Map.of());
  }

  /** Starts a server with some attributes of Tomcat's connector. */
  static PythonServer start(Path war, String context, Map<String, String> connector)
      throws Exception {
    Log log = new Log();
    Logger.getLogger("").addHandler(log);
    try {
      return new PythonServer(
          ServerKind.TOMCAT.start(
              new Listen("127.0.0.1", 0, true, null, connector), List.of(new WebApp(context, war))),
          log);
    } catch (Exception e) {
      log.close();
      throw e;
    }
  }

  /**
   * Makes an exploded WAR; settings are names behind "gateway." and values in turn. Without a
   * Python the test is not run.
   */
  static Path war(Path war, String app, String... settings) throws IOException, URISyntaxException {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), "There is no " + PYTHON);
    Path webInf = war.resolve("WEB-INF");
    copy(Path.of(PythonServer.class.getResource("/python").toURI()), webInf.resolve("python"));
    for (Class<?> one : List.of(GatewayApp.class, PythonApp.class)) {
      Path classes = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(classes)) {
        copy(classes, webInf.resolve("classes"));
      } else {
        Files.createDirectories(webInf.resolve("lib"));
        Files.copy(classes, webInf.resolve("lib").resolve(classes.getFileName()));
      }
    }
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("gateway.app", PythonAppFactory.class.getName());
    parameters.put("gateway.python.app", app);
    parameters.put("gateway.python.executable", PYTHON);
    parameters.put("gateway.python.workers", "2");
    for (int i = 0; i < settings.length; i += 2) {
      parameters.put("gateway." + settings[i], settings[i + 1]);
    }
    Files.writeString(webInf.resolve("web.xml"), webXml(parameters));
    return war;
  }

  private static String webXml(Map<String, String> parameters) {
    StringBuilder all = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            all.append("<init-param><param-name>%s</param-name>".formatted(name))
                .append("<param-value>%s</param-value></init-param>\n".formatted(value)));
    return """
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
    <servlet><servlet-name>app</servlet-name>
    <servlet-class>org.gatewaybridge.servlet.GatewayServlet</servlet-class>
    %s<load-on-startup>1</load-on-startup><async-supported>true</async-supported></servlet>
    <servlet-mapping><servlet-name>app</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
    </web-app>
    """
        .formatted(all);
  }

  /** Puts GraalPy's jars into an exploded WAR. */
  static void copyGraalPy(Path war) throws IOException {
    Path lib = Files.createDirectories(war.resolve("WEB-INF/lib"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (jar.startsWith(jar.getRoot()) && entry.contains("/org/graalvm/")) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send(request(target).build());
  }

  String body(String target) throws IOException, InterruptedException {
    return get(target).body();
  }

  /** Whether a request is answered 200. */
  boolean answers(String target) {
    try {
      return get(target).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  HttpResponse<InputStream> open(String target) throws IOException, InterruptedException {
    return CLIENT.send(request(target).build(), BodyHandlers.ofInputStream());
  }

  /** Sends a request as it stands; what comes back is on the socket. */
  Socket raw(String request) throws IOException {
    return send(new Socket(), request);
  }

  /** Sends a request as a client does that takes no more than a few KiB before it reads. */
  Socket narrow(String request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    return send(socket, request);
  }

  private Socket send(Socket socket, String request) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  String log() {
    return log.text();
  }

  /** Lists the Python processes that this JVM has below it. */
  static List<Long> processes() {
    return ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
  }

  public static void await(String what, BooleanSupplier fact) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited 3 min in vain: " + what);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    server.close();
    log.close();
  }
}
