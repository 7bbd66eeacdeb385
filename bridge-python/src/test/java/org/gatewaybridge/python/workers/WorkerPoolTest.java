package org.gatewaybridge.python.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.FrameWriter;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.slots.Worker;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private static final int PID = 4711;
  private static final Map<String, String> APP = Map.of("gateway.python.app", "a");

  private final SlotQueue queue = new SlotQueue(1, Duration.ofSeconds(9));
  private final WorkerPool pool = new WorkerPool(PythonOptions.of(APP, Settings.of(APP)), queue);

  @Test
  void whatAWorkerSentBeforeItsEndIsRead() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel worker = SocketChannel.open(server.getLocalAddress());
      receive(FrameKind.FORKED, Integer.toString(PID));
      assertThat(pool.addSlot(PID, 0, false, server.accept())).isTrue();
      FrameWriter request = new FrameWriter(FrameWriter.HEAD);
      request.endMeta();
      Slot slot = queue.send(request.end(FrameKind.REQUEST));
      worker.read(ByteBuffer.allocate(FrameWriter.HEAD));
      FrameWriter answer = new FrameWriter(64);
      answer.endMeta();
      answer.write("all of it".getBytes(US_ASCII));
      answer.end(FrameKind.WHOLE);
      worker.write(ByteBuffer.wrap(answer.bytes(), 0, answer.length()));
      worker.close();

      receive(FrameKind.LEFT, PID + " -9");

      assertThat(slot.awaitFrame()).isEqualTo(FrameKind.WHOLE);
      assertThat(slot.readData(64)).asString().isEqualTo("all of it");
      assertThatThrownBy(slot::awaitFrame).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void connectionThatAWorkerGaveUpWhileItWasFreeIsClosed() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      receive(FrameKind.FORKED, Integer.toString(PID));
      List<SocketChannel> gateway = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SocketChannel.open(server.getLocalAddress()).close();
        gateway.add(server.accept());
        pool.addSlot(PID, 0, false, gateway.get(i));
      }

      assertThat(gateway).extracting(SocketChannel::isOpen).containsExactly(false, false, true);
    }
  }

  @Test
  void workerThatCameBackBeforeItsCallWasHungUpIsNotExpected() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      receive(FrameKind.FORKED, Integer.toString(PID));
      for (boolean retires : new boolean[] {false, true}) {
        SocketChannel.open(server.getLocalAddress());
        pool.addSlot(PID, 0, false, server.accept());
        FrameWriter request = new FrameWriter(FrameWriter.HEAD);
        request.endMeta();
        Slot slot = queue.send(request.end(FrameKind.REQUEST));
        if (retires) {
          slot.worker().retire();
        }
        SocketChannel.open(server.getLocalAddress());
        assertThat(pool.addSlot(PID, 0, false, server.accept())).isEqualTo(!retires);

        queue.hangUp(slot);

        slot.worker().closeSlots(); // the one that came back leaves
        assertThat(slot.worker().isStuck(0, System.nanoTime() + 2, 0)).isFalse();
        assertThat(slot.worker().openSlots()).isZero();
      }
    }
  }

  @Test
  void workerWhoseThreadsServeNoMoreIsReplacedWhileItsProcessLives() throws Exception {
    assertThat(retires(1, false, 3))
        .as("the other thread serves, this one may come back")
        .isFalse();
    assertThat(retires(1, false, 31)).isTrue();
    assertThat(retires(1, true, 31)).isFalse();
    assertThat(retires(2, false, 1)).as("both may come back").isFalse();
    assertThat(retires(2, false, 3)).isTrue();
  }

  /** Returns whether a worker of two threads is replaced that long after so many have ended. */
  private boolean retires(int lost, boolean comesBack, int seconds) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Worker worker = new Worker(PID, 2, 0);
      List<Slot> slots = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SocketChannel.open(server.getLocalAddress());
        slots.add(new Slot(worker, i % 2, server.accept()));
      }
      worker.opened(0, slots.get(0));
      worker.opened(1, slots.get(1));
      slots.subList(0, lost).forEach(Slot::close);
      if (comesBack) {
        worker.opened(0, slots.get(2));
      }
      new WorkerProcess(worker, PythonOptions.of(APP, Settings.of(APP)), queue)
          .checkSlots(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
      return worker.isRetiring();
    }
  }

  @Test
  void endOfAnImportThatNeedsMoreMemoryThanItMayHoldNamesTheSetting() {
    assumeThat(Path.of("/proc/self/status")).exists();
    Map<String, String> small = Map.of("gateway.python.app", "a", "gateway.python.max-rss", "1m");
    Worker worker = new Worker((int) ProcessHandle.current().pid(), 1, 0);
    WorkerProcess process =
        new WorkerProcess(worker, PythonOptions.of(small, Settings.of(small)), queue);
    assertThat(process.ending(0)).isEqualTo("by exit code 0");

    process.checkMemory();

    assertThat(process.ending(0)).contains("more than the 1 MiB of gateway.python.max-rss");
    assertThat(process.ending(-9)).isEqualTo("by signal SIGKILL");
  }

  @Test
  void processThatTheParentHasNotAnnouncedIsNoWorker() throws Exception {
    try (SocketChannel unannounced = SocketChannel.open()) {
      assertThat(pool.hasProcess(PID)).isFalse();
      assertThat(pool.addSlot(PID, 0, false, unannounced)).isFalse();

      receive(FrameKind.FORKED, Integer.toString(PID));
      receive(FrameKind.LEFT, PID + " -9");

      assertThat(pool.hasProcess(PID)).isFalse();
      assertThat(pool.addSlot(PID, 0, false, unannounced)).isFalse();
    }
  }

  private void receive(char kind, String text) {
    pool.handle(
        new Connection.Frame(
            kind, ByteBuffer.allocate(0), ByteBuffer.wrap(text.getBytes(US_ASCII))));
  }
}
