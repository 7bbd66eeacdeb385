package org.gatewaybridge.timeouts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.engine.GatewayCall;
import org.gatewaybridge.engine.RecordingSink;
import org.gatewaybridge.engine.ResponseAborted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that may go one second without progress; the ticks come from the apps themselves. */
@Timeout(60)
class WatchdogTest {
  private static final String TIMED_OUT = "begin 504 [Content-Type, text/plain] length 16";

  private final InFlight calls = new InFlight(true);
  private final Watchdog watchdog = new Watchdog(calls, 1, this::thread);
  private final RecordingSink server = new RecordingSink();
  private final CompletableFuture<Thread> abandoned = new CompletableFuture<>();
  private final WatchedSink sink =
      new WatchedSink(server, () -> abandoned.complete(Thread.currentThread()), null);

  /** Runs a call as a servlet does; returns whether its own thread had the last word. */
  private boolean call(GatewayApp app) {
    try {
      calls.run(
          sink,
          () -> {
            sink.callsApp();
            GatewayCall.begin(app, Map.of(), sink, false, false, null);
          });
    } finally {
      own = sink.end();
    }
    return own;
  }

  private boolean own;
  private boolean canMakeThreads = true;

  private Thread thread(Runnable answer) {
    if (!canMakeThreads) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    return new Thread(answer);
  }

  /** Lets a second pass, and as much more as the first sight and the interrupt take. */
  private void untilInterrupted() {
    ticks(Watchdog.TICKS_A_SECOND + 2);
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      watchdog.tick();
    }
  }

  private static Iterable<byte[]> late() {
    return Bodies.of("late", US_ASCII);
  }

  @Test
  void callWithoutProgressIsInterruptedAndAnswered504() {
    call(
        (environ, startResponse) -> {
          ticks(Watchdog.TICKS_A_SECOND + 1);
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          ticks(1);
          assertThat(Thread.interrupted()).isTrue();
          throw new InterruptedException();
        });

    assertThat(own).isTrue();
    assertThat(server.events).containsExactly(TIMED_OUT, "write Gateway Timeout\n", "flush");
    assertThat(abandoned).isNotDone();
  }

  @Test
  void appThatGoesOnAfterTheInterruptCannotAnswer() {
    call(
        (environ, startResponse) -> {
          untilInterrupted();
          startResponse.start("200 OK", Headers.of());
          return late();
        });

    assertThat(server.events).containsExactly(TIMED_OUT, "write Gateway Timeout\n", "flush");
  }

  @Test
  void failureIsAnsweredEvenIfTheTimeEndsMeanwhile() {
    call(
        (environ, startResponse) -> {
          throw new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
              untilInterrupted(); // the log takes that long
              return "fails";
            }
          };
        });

    assertThat(own).isTrue();
    assertThat(server.events)
        .containsExactly(
            "begin 500 [Content-Type, text/plain] length 22",
            "write Internal Server Error\n",
            "flush");
  }

  @Test
  void responseThatHasBegunIsBrokenOff() {
    assertThatThrownBy(
            () ->
                call(
                    (environ, startResponse) -> {
                      startResponse
                          .start("200 OK", Headers.of("Content-Length", "9"))
                          .write(new byte[] {'A'});
                      untilInterrupted();
                      return late();
                    }))
        .isInstanceOf(ResponseAborted.class);

    assertThat(server.events).containsExactly("begin 200 [] length 9", "write A", "flush", "abort");
  }

  @Test
  void callInsideACallIsProgress() {
    call(
        (environ, startResponse) -> {
          ticks(Watchdog.TICKS_A_SECOND);
          calls.run(new WatchedSink(server, () -> {}, null), () -> ticks(1));
          ticks(Watchdog.TICKS_A_SECOND);
          startResponse.start("200 OK", Headers.of());
          return Bodies.empty();
        });

    assertThat(server.events).containsExactly("begin 200 [] length 0");
  }

  @Test
  void whatIsSentIsProgress() {
    call(
        (environ, startResponse) -> {
          var writer = startResponse.start("200 OK", Headers.of());
          for (int i = 0; i < 5; i++) {
            ticks(Watchdog.TICKS_A_SECOND);
            writer.write(new byte[] {'A'});
          }
          return Bodies.empty();
        });

    assertThat(server.events).hasSize(11).doesNotContain(TIMED_OUT);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void timeInTheGatewayIsNotTheApps() {
    call(
        (environ, startResponse) -> {
          sink.enter(); // as while the client is slow
          ticks(100);
          sink.leave();
          startResponse.start("200 OK", Headers.of());
          return late();
        });

    assertThat(server.events).contains("write late");
  }

  @Test
  void twoThreadsInTheGatewayAtOnceAreNoHang() {
    call(
        (environ, startResponse) -> {
          onAnotherThread(sink::enter); // as while it reads the body
          sink.enter(); // as while the client reads slowly
          ticks(100);
          sink.leave();
          ticks(100); // the other one still waits for the client
          onAnotherThread(sink::enter);
          ticks(100);
          onAnotherThread(sink::leave);
          ticks(100);
          onAnotherThread(sink::leave);
          startResponse.start("200 OK", Headers.of());
          return late();
        });

    assertThat(server.events).contains("write late").doesNotContain(TIMED_OUT);
  }

  @Test
  void whatAnotherThreadDoesIsProgress() {
    call(
        (environ, startResponse) -> {
          for (int i = 0; i < 5; i++) {
            ticks(Watchdog.TICKS_A_SECOND);
            onAnotherThread(sink::enter);
            onAnotherThread(sink::leave);
          }
          startResponse.start("200 OK", Headers.of());
          return late();
        });

    assertThat(server.events).contains("write late").doesNotContain(TIMED_OUT);
  }

  @Test
  void callWhoseOtherThreadHasLeftTheGatewayHangsAsAnyOther() {
    call(
        (environ, startResponse) -> {
          onAnotherThread(sink::enter);
          onAnotherThread(sink::leave);
          untilInterrupted();
          assertThatThrownBy(() -> onAnotherThread(sink::enter))
              .hasRootCauseInstanceOf(RequestTimedOut.class);
          startResponse.start("200 OK", Headers.of());
          return late();
        });

    assertThat(server.events).contains(TIMED_OUT);
  }

  private static void onAnotherThread(Runnable step) {
    CompletableFuture.runAsync(step, run -> new Thread(run).start()).join();
  }

  @Test
  void callThatIgnoresTheInterruptIsAnsweredFromElsewhere() throws Exception {
    call(
        (environ, startResponse) -> {
          untilInterrupted();
          ticks(Watchdog.PATIENCE);
          assertThat(abandoned.get()).isNotEqualTo(Thread.currentThread());
          assertThat(calls.leftBehind()).isEqualTo(1);
          startResponse.start("200 OK", Headers.of());
          return late();
        });

    assertThat(own).isFalse();
    assertThat(calls.leftBehind()).isZero();
    assertThat(server.events).isEmpty();
  }

  @Test
  void callWithoutAThreadThatAnswersForItAnswers504ItselfWhenItEnds() {
    call(
        (environ, startResponse) -> {
          untilInterrupted();
          canMakeThreads = false;
          ticks(Watchdog.PATIENCE);
          assertThat(calls.leftBehind()).isZero();
          startResponse.start("200 OK", Headers.of());
          return late();
        });

    assertThat(own).isTrue();
    assertThat(server.events).containsExactly(TIMED_OUT, "write Gateway Timeout\n", "flush");
  }

  @Test
  void callIsAnsweredFromElsewhereAsSoonAsThereIsAThread() {
    call(
        (environ, startResponse) -> {
          untilInterrupted();
          canMakeThreads = false;
          ticks(Watchdog.PATIENCE);
          canMakeThreads = true;
          ticks(1);
          assertThat(abandoned.get()).isNotEqualTo(Thread.currentThread());
          throw new InterruptedException();
        });

    assertThat(own).isFalse();
    assertThat(server.events).isEmpty();
  }

  @Test
  void logThatFailsEndsNoWatch() {
    Logger log = Logger.getLogger("org.gatewaybridge");
    Handler full = new FullDisk();
    log.addHandler(full);
    try {
      callWithoutProgressIsInterruptedAndAnswered504();
    } finally {
      log.removeHandler(full);
    }
  }

  /** A log whose disk is full. */
  private static final class FullDisk extends Handler {
    @Override
    public void publish(LogRecord record) {
      throw new IllegalStateException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void closeThatHangsAfterTheInterruptIsAnsweredFromElsewhere() {
    call(
        (environ, startResponse) -> {
          startResponse.start("200 OK", Headers.of());
          return new Failing(this::untilInterrupted, () -> ticks(Watchdog.PATIENCE));
        });

    assertThat(own).isFalse();
    assertThat(server.events).isEmpty();
  }

  /** A body that takes its time to make its first chunk, fails, and takes some more to close. */
  private record Failing(Runnable first, Runnable whenClosed)
      implements Iterable<byte[]>, AutoCloseable {
    @Override
    public Iterator<byte[]> iterator() {
      first.run();
      throw new IllegalStateException("interrupted");
    }

    @Override
    public void close() {
      whenClosed.run();
    }
  }

  @Test
  void interruptDoesNotReachWhatTheThreadDoesNext() {
    call(
        (environ, startResponse) -> {
          startResponse.start("200 OK", Headers.of()).write(new byte[] {'A'});
          return new Closing(this::untilInterrupted);
        });

    assertThat(own).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** A body that is empty and takes its time to close. */
  private record Closing(Runnable whenClosed) implements Iterable<byte[]>, AutoCloseable {
    @Override
    public Iterator<byte[]> iterator() {
      return Collections.emptyIterator();
    }

    @Override
    public void close() {
      whenClosed.run();
    }
  }

  @Test
  void threadLooksByItself() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    try (Watchdog started = Watchdog.start(calls, 1)) {
      call(
          (environ, startResponse) -> {
            try {
              return new CompletableFuture<Iterable<byte[]>>().get();
            } catch (InterruptedException e) {
              interrupted.complete(true);
              throw e;
            }
          });
      assertThat(started).isNotNull();
    }

    assertThat(interrupted).isCompletedWithValue(true);
    assertThat(server.events).contains(TIMED_OUT);
  }
}
