package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/scale.md promises of two nodes that share their sessions. */
interface SharedSessions {
  int CLIENTS = 12;
  int ANSWERS = 400;
  int TAKE_OUT = 0;
  int AWAIT = 1;
  int GIVE_BACK = 2;

  Cluster cluster();

  private Node first() {
    return cluster().nodes().get(0);
  }

  private Node second() {
    return cluster().nodes().get(1);
  }

  @Test
  default void whatOneNodeHasAnsweredTheOtherKnows() throws Exception {
    Adder adder = new Adder();
    for (int i = 0; i < 50; i++) {
      adder.add(first().port());
      adder.add(second().port());
      adder.read(first().port());
    }
    assertThat(adder.failures()).isEmpty();
    assertThat(adder.acknowledged()).isEqualTo(100);
  }

  @Test
  default void cookieIsAsTheDescriptorSays() {
    Adder adder = new Adder();
    adder.add(first().port());
    assertThat(adder.setCookie()).contains("; Secure", "; HttpOnly", "; SameSite=Lax");
  }

  @Test
  default void callThatGoesOnAfterItsAnswerUndoesNothing() throws Exception {
    Adder adder = new Adder();
    adder.add(first().port());
    adder.addAndGoOn(first().port());
    adder.add(second().port());
    adder.awaitAt(first().port());
    adder.read(second().port());
    assertThat(adder.failures()).isEmpty();
    assertThat(adder.acknowledged()).isEqualTo(3);
  }

  @Test
  default void killedNodeTakesNothingAlong() throws Exception {
    Load load = Load.start(cluster().port(), CLIENTS);
    load.awaitAnswers(ANSWERS);
    first().kill();
    load.awaitAnswers(ANSWERS);
    List<String> failuresOfTheKill = load.failures();
    first().startAgain();
    first().awaitReady();
    load.awaitAnswers(ANSWERS);
    List<Adder> adders = load.stop();

    for (Adder adder : adders) {
      adder.read(first().port());
      adder.read(second().port());
    }
    assertThat(failuresOfTheKill)
        .allSatisfy(failure -> assertThat(failure).startsWith("HTTP/1.1 502 "));
    assertThat(load.failures()).isEqualTo(failuresOfTheKill);
    System.out.println(
        "%s: kill -9 under load, %d answers in %d sessions, %d requests failed, nothing lost"
            .formatted(
                getClass().getSimpleName(),
                adders.stream().mapToLong(Adder::acknowledged).sum(),
                adders.size(),
                failuresOfTheKill.size()));
  }

  @Test
  default void restartNodeByNodeFailsNoRequest() throws Exception {
    Load load = Load.start(cluster().port(), CLIENTS);
    load.awaitAnswers(ANSWERS);
    for (Node node : cluster().nodes()) {
      cluster().run(TAKE_OUT, node);
      node.stop();
      load.awaitAnswers(ANSWERS);
      node.startAgain();
      cluster().run(AWAIT, node);
      cluster().run(GIVE_BACK, node);
      load.awaitAnswers(ANSWERS);
    }
    load.stop();
    assertThat(load.failures()).isEmpty();
  }
}
