package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.LedgerView;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which clients go away. */
public interface ClientFaults extends FaultContract {
  Duration SOON = Duration.ofSeconds(5);

  @Test
  @EveryBuild
  @Fault(
      id = "X03",
      title = "2,000 clients go away before or within the response, by FIN or RST",
      target =
          "2,000 closes, 2,000 finallys; 0 ERROR lines in the log; 0 stuck threads after 5 s,"
              + " files back")
  default void clientsGoAway(Figures figures) throws Exception {
    int times = 2_000;
    long pid = gateway().mounted().server().pid();
    InParallel.all(32, 8, this::goesAway);
    int errors = errors();
    LiveProcess before = LiveProcess.of(pid);

    List<LedgerView> gone = InParallel.all(times, 8, PATIENCE, this::goesAway);

    List<List<String>> ledgers = new ArrayList<>();
    gone.forEach(ledger -> ledgers.add(ledger.events()));
    exactlyOnce("close", ledgers, figures);
    exactlyOnce("finally", ledgers, figures);
    int logged = errors() - errors;
    figures.add(logged + " ERROR lines", logged == 0);
    long stuck =
        Until.holds(
            SOON,
            () -> LiveProcess.threadsIn(pid, "gatewaybridge.servlet.GatewayServlet."),
            n -> n == 0);
    figures.add(stuck + " stuck threads", stuck == 0);
    long files = Until.holds(SOON, () -> LiveProcess.of(pid).files(), n -> n <= before.files());
    figures.add("files " + before.files() + ", then " + files, files <= before.files());
  }

  /** One client of four kinds; returns when the app has noted the end. */
  private LedgerView goesAway(int number) throws IOException {
    Caller caller = gateway();
    boolean begun = number % 2 == 0;
    Script body =
        begun ? Script.ok().returns("finally").yields("first") : Script.ok().returns("finally");
    RawRequest request = caller.scripted(body.await("gone").step("flood", "2000"));
    LedgerView ledger = caller.ledger(request);
    try (RawConnection connection = caller.connect()) {
      connection.send(request);
      if (begun) {
        connection.begin(request).read("first".length());
      } else {
        ledger.await("iterator");
      }
      if (number % 4 < 2) {
        connection.reset();
      }
    }
    ledger.note("gone");
    ledger.eventually("finally");
    return ledger;
  }

  private static void exactlyOnce(String event, List<List<String>> ledgers, Figures figures) {
    int all = ledgers.stream().mapToInt(events -> Collections.frequency(events, event)).sum();
    figures.add(
        all + " times " + event,
        ledgers.stream().allMatch(events -> Collections.frequency(events, event) == 1));
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X04",
      title = "1,000 clients go away within their upload, by length and in chunks",
      target = "the app sees 1,000 exceptions, never a body that ends too soon; 0 temporary files")
  default void uploadsBreakOff(Figures figures) throws Exception {
    int times = 1_000;
    InParallel.all(32, 8, this::breaksOff);
    long before = temporaryFiles();

    List<List<String>> ledgers = InParallel.all(times, 8, PATIENCE, this::breaksOff);

    long failed = ledgers.stream().filter(events -> events.contains("read failed")).count();
    figures.add(failed + " exceptions", failed == times);
    long tooShort =
        ledgers.stream().flatMap(List::stream).filter(e -> e.matches("read \\d+")).count();
    figures.add(tooShort + " short bodies", tooShort == 0);
    long left = Until.holds(SOON, this::temporaryFiles, n -> n <= before) - before;
    figures.add(left + " temporary files", left <= 0);
  }

  private List<String> breaksOff(int number) throws IOException {
    Caller caller = gateway();
    RawRequest post = caller.app("body").method("POST");
    String part = "x".repeat(4096);
    RawRequest request =
        number % 2 == 0
            ? post.with("Content-Length", "100000").rawBody(part)
            : post.with("Transfer-Encoding", "chunked").rawBody("1000\r\n" + part + "\r\n");
    LedgerView ledger = caller.ledger(request);
    try (RawConnection connection = caller.connect()) {
      connection.send(request);
      ledger.await("call");
      if (number % 4 < 2) {
        connection.reset();
      }
    }
    return ledger.eventually("read failed");
  }

  private long temporaryFiles() throws IOException {
    ServerProcess server = gateway().mounted().server();
    Path base = server.deployed("").resolve("../..").normalize();
    Path temp = base.resolve("temp");
    Path temporary = Files.isDirectory(temp) ? temp : base.resolve("tmp");
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
