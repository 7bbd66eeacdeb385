package org.gatewaybridge.python.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files of the Python side: a file that starts Python, and a package that it imports. */
public final class WorkerFiles {
  /** The file that the interpreter is started with. */
  public static final String START = "gateway_worker.py";

  private static final String FOLDER = "/org/gatewaybridge/python/runtime/";
  private static final String PACKAGE = "_gateway_worker";
  private static final List<String> MODULES =
      List.of(
          "__init__",
          "address",
          "app_process",
          "asgi_connection",
          "asgi_denial",
          "asgi_extras",
          "asgi_file",
          "asgi_head",
          "asgi_http",
          "asgi_inbox",
          "asgi_kind",
          "asgi_lifespan",
          "asgi_loop",
          "asgi_rules",
          "asgi_scope",
          "asgi_waiter",
          "asgi_websocket",
          "call",
          "control",
          "databases",
          "embedded",
          "files",
          "forks",
          "head",
          "loading",
          "log",
          "main",
          "missing_modules",
          "native",
          "originals",
          "parent",
          "preload",
          "processes",
          "request_body",
          "signals",
          "slot",
          "spawn",
          "spawned",
          "tracebacks",
          "wire",
          "worker",
          "wsgi");

  private WorkerFiles() {}

  /** Returns the names of the package's files. */
  static List<String> modules() {
    return MODULES.stream().map(module -> PACKAGE + "/" + module + ".py").toList();
  }

  /** Writes all files into a folder, in place of those that are there. */
  public static void copyTo(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(PACKAGE));
    List<String> files = new ArrayList<>(modules());
    files.add(START);
    for (String file : files) {
      try (InputStream in = open(file)) {
        Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Deletes the files from a folder, and nothing else. */
  public static void deleteFrom(Path folder) throws IOException {
    for (String module : modules()) {
      Files.deleteIfExists(folder.resolve(module));
    }
    Files.deleteIfExists(folder.resolve(PACKAGE));
    Files.deleteIfExists(folder.resolve(START));
  }

  /** Returns the package as one text: file, text, file, text, separated by NUL. */
  public static String sources() throws IOException {
    List<String> parts = new ArrayList<>();
    for (String module : modules()) {
      parts.add(module);
      try (InputStream in = open(module)) {
        parts.add(new String(in.readAllBytes(), UTF_8));
      }
    }
    return String.join("\0", parts);
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = WorkerFiles.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new IOException(file + " is not in the jar of bridge-python; the jar is damaged");
    }
    return in;
  }
}
