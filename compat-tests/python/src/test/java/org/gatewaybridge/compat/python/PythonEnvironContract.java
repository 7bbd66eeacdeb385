package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gatewaybridge.compat.suite.Case;
import org.gatewaybridge.compat.suite.EnvironContract;
import org.gatewaybridge.compat.suite.KnownDifference;
import org.junit.jupiter.api.Test;

/** The environ as a Python app has it. */
interface PythonEnvironContract extends EnvironContract {

  /** Why a case whose client keeps a part of the body back is not asked of a Python app. */
  String BUFFERED =
      "not run: a body is taken in whole before a worker is (gateway.python.buffering);"
          + " SlowClientsIT of bridge-python asks for it byte by byte";

  /** Cases of the Java app's own, and why Python has no such thing. */
  Map<String, String> NOT_FOR_PYTHON =
      Map.of(
          "B10", BUFFERED,
          "B14", BUFFERED,
          "B15", BUFFERED,
          "B19", BUFFERED,
          "E17", "not run: a worker sees no servlet attributes",
          "F26", "not run: a worker cannot include a request",
          "L02", "not run: a worker has no class loader",
          "L03", "not run: a WSGI app has no factory",
          "S25", "not run: a Python app that writes late is served, as by Gunicorn");

  @Override
  default Optional<String> obstacle(Case which) {
    return Arrays.stream(which.id().split(" ", -1))
        .map(NOT_FOR_PYTHON::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  @Override
  default boolean isBodyCounted() {
    return true; // as behind nginx: gateway.python.buffering
  }

  @Override
  default Optional<KnownDifference> known(Case which, String variant) {
    return EnvironContract.super.known(which, variant).map(PythonEnvironContract::inPython);
  }

  /** What is beyond latin-1 reaches a Python app as the bytes of its UTF-8, by PEP 3333. */
  private static KnownDifference inPython(KnownDifference known) {
    return new KnownDifference(
        known.container(),
        known.versions(),
        known.caseId(),
        known.variant(),
        known.observed().replace("\ufffd", "\u00ef\u00bf\u00bd"),
        known.expected(),
        known.why(),
        known.source(),
        known.always());
  }

  @Test
  @Override
  @Case(
      id = "E10",
      title = "many threads, other processes beside this one, many requests",
      source = "PEP 3333")
  default void manyThreadsAndOneProcess() {
    var environ = gateway().environ(gateway().get("/"));

    assertThat(environ.get("wsgi.multithread")).isEqualTo("true");
    assertThat(environ.get("wsgi.multiprocess")).isEqualTo("true");
    assertThat(environ.get("wsgi.run_once")).isEqualTo("false");
  }
}
