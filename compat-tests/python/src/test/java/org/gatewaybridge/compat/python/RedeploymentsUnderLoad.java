package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.ReplacedWar;
import org.gatewaybridge.compat.suite.ThreadKinds;
import org.gatewaybridge.containers.ServerProcess;

/** Deploys a Python app again and again while clients ask for its first page all the time. */
final class RedeploymentsUnderLoad {
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Answered by the app, or by the container while there is no app, or by an app that ends. */
  private static final Set<String> SOUND = Set.of("200", "404", "503");

  private final ServerProcess server;
  private final ReplacedWar war;
  private final Visitor visitor;
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private volatile boolean over;

  RedeploymentsUnderLoad(ServerProcess server, String contextPath) {
    this.server = server;
    this.war = new ReplacedWar(server, contextPath);
    this.visitor = new Visitor(server, contextPath);
  }

  /**
   * No request is lost, and of the apps that were, nothing is left. Tomcat tells of its own threads
   * that write a last answer, which is no leak.
   */
  void run(int times) throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread client = new Thread(this::askOnAndOn, "client-" + i);
      client.start();
      clients.add(client);
    }
    LiveProcess before;
    ThreadKinds threads;
    int interpreters;
    try {
      redeploy();
      redeploy();
      before = LiveProcess.of(server.pid());
      threads = ThreadKinds.in(server.pid());
      interpreters = interpreters().size();
      for (int i = 0; i < times; i++) {
        redeploy();
      }
    } finally {
      over = true;
      for (Thread client : clients) {
        client.join();
      }
    }
    LiveProcess after = LiveProcess.of(server.pid());
    System.out.println(times + " redeployments: " + answers + "; " + before + ", then " + after);

    assertThat(answers.keySet()).as("answers: %s", answers).isSubsetOf(SOUND).contains("200");
    assertThat(interpreters()).as("interpreters").hasSize(interpreters);
    // The app that ended last may have threads of the container's on their way out.
    assertThat(after.appLoaders()).as("live loaders of the app").isBetween(1, 4);
    assertThat(ThreadKinds.left(server.pid(), threads)).as("threads that are left").isEmpty();
    assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 16);
    assertThat(after.heapBytes()).as("heap").isLessThan(before.heapBytes() + (4 << 20));
    assertThat(LiveProcess.leaks(server.log()))
        .filteredOn(line -> !line.contains(" is still processing a request "))
        .isEmpty();
  }

  private void askOnAndOn() {
    while (!over) {
      String answer;
      try {
        answer = Integer.toString(visitor.status("/"));
      } catch (IOException lost) {
        answer = lost.toString();
      } catch (InterruptedException e) {
        return;
      }
      answers.computeIfAbsent(answer, any -> new AtomicInteger()).incrementAndGet();
    }
  }

  /** Waits until other interpreters run than before, and those of before do not. */
  private void redeploy() throws IOException, InterruptedException {
    Set<Long> before = interpreters();
    war.replace();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReplaced(before)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "No other interpreters within " + PATIENCE + ": " + before + ", " + interpreters());
      }
      Thread.sleep(50);
    }
  }

  private boolean isReplaced(Set<Long> before) throws IOException, InterruptedException {
    Set<Long> now = interpreters();
    return !now.isEmpty() && now.stream().noneMatch(before::contains) && visitor.status("/") == 200;
  }

  private Set<Long> interpreters() {
    return ProcessHandle.of(server.pid())
        .orElseThrow()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("python"))
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }
}
