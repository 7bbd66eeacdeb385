package org.gatewaybridge.python.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FreeSlotsTest {
  private final FreeSlots free = new FreeSlots();
  private final Worker one = loop(1);
  private final Worker other = loop(2);

  private static Worker loop(int pid) {
    Worker worker = new Worker(pid, 1, 0);
    worker.serveOnLoop(1000);
    return worker;
  }

  private Slot add(Worker worker) throws IOException {
    Slot slot = new Slot(worker, 0, SocketChannel.open());
    worker.opened(0, slot);
    free.add(slot);
    return slot;
  }

  @Test
  void leastBusyLoopIsTaken() throws Exception {
    for (int i = 0; i < 3; i++) {
      add(one);
      add(other);
    }
    Slot first = Objects.requireNonNull(free.take());
    List<Slot> next = List.of(free.take(), free.take(), free.take());

    assertThat(next).extracting(Slot::worker).containsExactly(other, one, other);
    free.ends(first);
    free.add(first);
    assertThat(free.take()).isSameAs(first);
    assertThat(free.busy()).isEqualTo(4);
  }

  @Test
  void loopThatIsBlockedComesLast() throws Exception {
    add(one);
    add(other);
    add(other);
    Thread.sleep(2_600);
    other.heard();

    assertThat(List.of(free.take(), free.take(), free.take()))
        .extracting(Slot::worker)
        .containsExactly(other, other, one);
  }

  @Test
  void retiringLoopGetsNothingMore() throws Exception {
    Slot leaving = add(one);
    Slot staying = add(other);
    one.retire();

    assertThat(free.take()).isSameAs(staying);
    assertThat(free.take()).isNull();
    assertThat(free.takeRetiring()).containsExactly(leaving);
    assertThat(free.takeRetiring()).isEmpty();
  }

  @Test
  void slotOfAThreadThatWasUsedLastIsTaken() throws Exception {
    Worker threads = new Worker(3, 2, 0);
    add(threads);
    Slot last = add(threads);

    assertThat(free.take()).isSameAs(last);
  }

  @Test
  void loopIsReadyWithItsFirstSlotsAndBlockedWhenItIsNotHeardOf() throws Exception {
    for (int i = 0; i < 7; i++) {
      add(one);
    }
    assertThat(one.isReady()).isFalse();
    add(one);

    assertThat(one.isReady()).isTrue();
    assertThat(one.isBlocked(System.nanoTime() + 2_000_000_000L, 1_000_000_000L)).isTrue();
    assertThat(one.isBlocked(System.nanoTime(), Long.MAX_VALUE)).isFalse();
    assertThat(Collections.max(one.slots().stream().map(Slot::processId).toList())).isEqualTo(1);
  }
}
