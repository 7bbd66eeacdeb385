package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.engine.ResponseAborted;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls on a pool of one thread and a queue for one; what containers make of it is for the suite.
 */
@Timeout(60)
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class ExecutionTest {
  private final Map<String, Object> attributes = new HashMap<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final List<AsyncListener> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch completed = new CountDownLatch(1);
  private DispatcherType dispatcher = DispatcherType.REQUEST;
  private boolean asyncSupported = true;
  private final CallThreads threads = pool("10");
  private final Execution execution = threads.execution();

  private static CallThreads pool(String gracefulTimeout) {
    Map<String, String> parameters =
        Map.of(
            "gateway.execution", "pool",
            "gateway.pool.size", "1",
            "gateway.pool.queue", "1",
            "gateway.graceful-timeout", gracefulTimeout);
    Settings settings = Settings.of(parameters);
    Options options = Options.of(settings);
    ClassLoader loader = ExecutionTest.class.getClassLoader();
    Execution execution = Execution.of(options.threads(), settings, loader);
    return CallThreads.start(options, execution, (environ, start) -> Bodies.empty(), loader);
  }

  @AfterEach
  void end() {
    gate.countDown();
    threads.close();
  }

  private final AsyncContext async =
      Fake.of(
          AsyncContext.class,
          new Object() {
            void setTimeout(long millis) {
              assertThat(millis).isZero();
            }

            void addListener(AsyncListener listener) {
              listeners.add(listener);
            }

            ServletRequest getRequest() {
              return request;
            }

            void complete() {
              ends.add("complete");
              completed.countDown();
            }

            void dispatch() {
              ends.add("dispatch");
            }
          });

  private final HttpServletRequest request =
      Fake.of(
          HttpServletRequest.class,
          new Object() {
            AsyncContext startAsync(ServletRequest request, ServletResponse response) {
              return async;
            }

            DispatcherType getDispatcherType() {
              return dispatcher;
            }

            boolean isAsyncSupported() {
              return asyncSupported;
            }

            boolean isAsyncStarted() {
              return false;
            }

            String getRequestURI() {
              return "/a";
            }

            Object getAttribute(String name) {
              return attributes.get(name);
            }

            void setAttribute(String name, Object value) {
              attributes.put(name, value);
            }
          });

  private final HttpServletResponse response = Fake.of(HttpServletResponse.class, new Object());
  private final Exchange exchange = Exchanges.of(request, response);

  private void start(Runnable call) {
    execution.begin(exchange, call, () -> ends.add("refused")).execute();
  }

  private void waitAtTheGate() {
    begun.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      ends.add("interrupted");
    }
  }

  @Test
  void callRunsOnAThreadOfThePoolWithTheAppsLoader() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();

    start(() -> thread.complete(Thread.currentThread()));
    threads.close();

    assertThat(thread.join().getName()).isEqualTo("gateway-1");
    assertThat(thread.join().getContextClassLoader())
        .isEqualTo(ExecutionTest.class.getClassLoader());
    assertThat(ends).containsExactly("complete");
  }

  @Test
  void callFindsTheAppsLoaderWhateverTheLastOneLeft() {
    List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
    Runnable call =
        () -> {
          loaders.add(Thread.currentThread().getContextClassLoader());
          Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        };

    start(call);
    start(call);
    threads.close();

    assertThat(loaders)
        .containsExactly(
            ExecutionTest.class.getClassLoader(), ExecutionTest.class.getClassLoader());
  }

  @Test
  void requestBeyondThreadsAndQueueIsRefusedAtOnce() {
    start(this::waitAtTheGate);
    start(() -> ends.add("second"));

    start(() -> ends.add("third"));
    assertThat(ends).containsExactly("refused", "complete");

    gate.countDown();
    threads.close();
    assertThat(ends).containsExactly("refused", "complete", "complete", "second", "complete");
  }

  @Test
  void requestStaysWhereNoThreadCanBeMade() {
    ExecutorService none =
        new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    new Execution(getClass().getClassLoader(), none, List.of(), false)
        .begin(exchange, () -> ends.add("called"), () -> ends.add("refused"))
        .execute();

    assertThat(ends).containsExactly("refused", "complete");
  }

  @Test
  void brokenOffResponseIsThrownOnAThreadOfTheContainers() {
    start(
        () -> {
          throw new ResponseAborted("GET /a");
        });
    threads.close();
    assertThat(ends).containsExactly("dispatch");

    dispatcher = DispatcherType.ASYNC;
    assertThatThrownBy(() -> AsyncCall.rethrow(request)).isInstanceOf(ResponseAborted.class);
  }

  @Test
  void failureOfTheGatewayItselfIsTheContainersToReport() {
    start(
        () -> {
          throw new AssertionError("a bug");
        });
    threads.close();
    assertThat(ends).containsExactly("dispatch");

    dispatcher = DispatcherType.ASYNC;
    assertThatThrownBy(() -> AsyncCall.rethrow(request)).hasMessage("a bug");
  }

  @Test
  void errorOfTheContainersWaitsForTheCall() throws Exception {
    start(this::waitAtTheGate);
    begun.await();
    CompletableFuture<Void> told =
        CompletableFuture.runAsync(
            () -> {
              try {
                listeners.get(0).onError(new AsyncEvent(async, request, response));
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });

    assertThatThrownBy(() -> told.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    gate.countDown();
    told.get();
    assertThat(ends).containsExactly("complete");
  }

  @Test
  void callThatOutlastsTheEndIsInterrupted() throws Exception {
    CallThreads impatient = pool("0");
    impatient.execution().begin(exchange, this::waitAtTheGate, () -> {}).execute();
    begun.await();

    impatient.close();

    completed.await();
    assertThat(ends).containsExactly("interrupted", "complete");
  }

  @Test
  void requestThatStillWaitsForAThreadAtTheEndIsRefused() throws Exception {
    CallThreads impatient = pool("0");
    impatient.execution().begin(exchange, this::waitAtTheGate, () -> {}).execute();
    begun.await();
    impatient
        .execution()
        .begin(exchange, () -> ends.add("called"), () -> ends.add("refused"))
        .execute();

    impatient.close();

    assertThat(ends).containsExactlyInAnyOrder("refused", "complete", "interrupted", "complete");
  }

  @Test
  void threadThatIsLeftBehindIsReplacedUntilItComesBack() throws Exception {
    List<Thread> ran = new CopyOnWriteArrayList<>();
    AsyncCall hanging =
        execution.begin(
            exchange,
            () -> {
              ran.add(Thread.currentThread());
              waitAtTheGate();
            },
            () -> {});
    hanging.execute();
    begun.await();

    hanging.abandon(null);
    completed.await();
    CountDownLatch answered = new CountDownLatch(1);
    start(
        () -> {
          ran.add(Thread.currentThread());
          answered.countDown();
        });
    answered.await();
    assertThat(ran).doesNotHaveDuplicates().hasSize(2);

    gate.countDown();
    while (ran.stream().allMatch(Thread::isAlive)) { // one of them is too many now
      Thread.onSpinWait();
    }
    threads.close();
    assertThat(ends).containsExactly("complete", "complete");
  }

  @Test
  void requestAfterTheEndIsRefused() {
    threads.close();

    start(() -> ends.add("called"));

    assertThat(ends).containsExactly("refused", "complete");
  }

  @Test
  void whereItCannotBeTheContainersThreadIsTaken() {
    assertThat(execution.takes(request, response)).isTrue();

    asyncSupported = false;
    assertThat(execution.takes(request, response)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void dispatchThatEndsWithItsCallerStaysOnItsThread(DispatcherType type) {
    dispatcher = type;

    assertThat(execution.takes(request, response))
        .isEqualTo(type == DispatcherType.REQUEST || type == DispatcherType.ASYNC);
  }

  @Test
  void answerThatAFilterWrapsIsGivenBeforeTheFilterEnds() {
    assertThat(execution.takes(request, new HttpServletResponseWrapper(response))).isFalse();
  }
}
