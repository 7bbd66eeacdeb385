package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What docs/scale.md promises of two nodes that share their sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedSessions {
  private static final int CLIENTS = 12;
  private static final int ANSWERS = 400;
  private static final int TAKE_OUT = 0;
  private static final int AWAIT = 1;
  private static final int GIVE_BACK = 2;

  private final Node.Kind kind;
  private final Map<String, String> settings;
  private @Nullable Cluster started;

  /**
   * For nodes of a kind.
   *
   * @param settings variables beside those of the page
   */
  SharedSessions(Node.Kind kind, Map<String, String> settings) {
    this.kind = kind;
    this.settings = settings;
  }

  @BeforeAll
  void start() throws Exception {
    started = Cluster.start(kind, settings);
  }

  @AfterAll
  void stop() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  private Cluster cluster() {
    return Objects.requireNonNull(started);
  }

  private Node first() {
    return cluster().nodes().get(0);
  }

  private Node second() {
    return cluster().nodes().get(1);
  }

  @Test
  void whatOneNodeHasAnsweredTheOtherKnows() throws Exception {
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
  void cookieIsAsTheDescriptorSays() {
    Adder adder = new Adder();
    adder.add(first().port());
    assertThat(adder.setCookie()).contains("; Secure", "; HttpOnly", "; SameSite=Lax");
  }

  @Test
  void sessionWithAnotherIdIsKnownToBoth() throws Exception {
    Adder adder = new Adder();
    adder.add(first().port());
    String before = adder.setCookie();
    adder.changeId(first().port());
    adder.add(second().port());
    adder.read(first().port());
    assertThat(adder.failures()).isEmpty();
    assertThat(adder.acknowledged()).isEqualTo(2);
    assertThat(adder.setCookie()).isNotEqualTo(before);
  }

  @Test
  void callThatGoesOnAfterItsAnswerUndoesNothing() throws Exception {
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
  void killedNodeTakesNothingAlong() throws Exception {
    try (Load load = Load.start(cluster().port(), CLIENTS)) {
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
  }

  @Test
  void restartNodeByNodeFailsNoRequest() throws Exception {
    try (Load load = Load.start(cluster().port(), CLIENTS)) {
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
}
