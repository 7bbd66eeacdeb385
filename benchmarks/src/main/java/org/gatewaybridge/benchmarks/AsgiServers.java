package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers that Python's asynchronous apps usually run on, with as many workers as asked for.
 */
final class AsgiServers {
  private AsgiServers() {}

  /** Uvicorn with its fastest parts: httptools, uvloop and websockets. */
  static PythonServer uvicorn(PythonServer.Plan plan) throws IOException, InterruptedException {
    int port = PythonServer.freePort();
    List<String> command = module(plan, "uvicorn", "--host", "127.0.0.1", "--port", text(port));
    command.addAll(List.of("--workers", text(plan.workers()), "--loop", "uvloop"));
    command.addAll(List.of("--http", "httptools", "--ws", "websockets", "--backlog", "2048"));
    command.addAll(List.of("--no-access-log", "--log-level", "warning", app(plan)));
    return PythonServer.start("uvicorn", plan, List.of(command), port);
  }

  static PythonServer hypercorn(PythonServer.Plan plan) throws IOException, InterruptedException {
    int port = PythonServer.freePort();
    List<String> command = module(plan, "hypercorn", "--bind", "127.0.0.1:" + port);
    command.addAll(List.of("--workers", text(plan.workers()), "--worker-class", "uvloop"));
    command.addAll(List.of("--backlog", "2048", app(plan)));
    return PythonServer.start("hypercorn", plan, List.of(command), port);
  }

  static PythonServer daphne(PythonServer.Plan plan) throws IOException, InterruptedException {
    int port = PythonServer.freePort();
    List<String> command =
        List.of(plan.python(), "daphne_workers.py", text(port), text(plan.workers()), app(plan));
    return PythonServer.start("daphne", plan, List.of(command), port);
  }

  private static List<String> module(PythonServer.Plan plan, String name, String... more) {
    List<String> command = new ArrayList<>(List.of(plan.python(), "-m", name));
    command.addAll(List.of(more));
    return command;
  }

  private static String app(PythonServer.Plan plan) {
    return plan.module() + ":application";
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
