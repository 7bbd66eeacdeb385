package org.gatewaybridge.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({
  "UnusedMethod",
  "NullAway"
}) // called by reflection; a null is among what is tried
class ServletSessionTest {
  private final Map<String, Object> attributes = new HashMap<>();
  private final List<String> made = new ArrayList<>();

  private final HttpSession stored =
      Fake.of(
          HttpSession.class,
          new Object() {
            @Nullable Object getAttribute(String name) {
              return attributes.get(name);
            }

            Enumeration<String> getAttributeNames() {
              return Collections.enumeration(attributes.keySet());
            }

            void setAttribute(String name, Object value) {
              attributes.put(name, value);
            }

            void removeAttribute(String name) {
              attributes.remove(name);
            }

            void invalidate() {
              attributes.clear();
            }
          });

  private final HttpServletRequest request =
      Fake.of(
          HttpServletRequest.class,
          new Object() {
            @Nullable HttpSession getSession(boolean create) {
              if (create) {
                made.add("session");
              }
              return made.isEmpty() ? null : stored;
            }

            HttpSession getSession() {
              return stored;
            }

            String changeSessionId() {
              changes.add("id");
              return "new";
            }
          });

  private final List<String> changes = new ArrayList<>();
  private boolean headSent;

  private final ServletSession session =
      new ServletSession(() -> request, () -> headSent, () -> changes.add("from " + attributes));

  @Test
  void eachChangeIsToldBefore() {
    session.get("a");
    session.put("a", 1);
    session.remove("b");
    session.remove("a");
    session.put("c", true);
    session.clear();

    assertThat(changes).containsExactly("from {}", "from {a=1}", "from {}", "from {c=true}");
  }

  @Test
  void viewsChangeTheSession() {
    session.put("a", "1");
    session.put("b", "2");
    session.put("c", "3");

    assertThat(session.keySet().remove("a")).isTrue();
    assertThat(session.values().remove("2")).isTrue();
    session.replaceAll((name, value) -> name + value);

    assertThat(attributes).isEqualTo(Map.of("c", "c3"));
    assertThat(changes).hasSize(6);
    assertThat(session.entrySet().removeIf(entry -> entry.getValue().equals("c3"))).isTrue();
    assertThat(session).isEmpty();
  }

  @Test
  void entryTakesDataOnly() {
    session.put("a", "1");
    Map.Entry<String, Object> entry = session.entrySet().iterator().next();

    assertThatThrownBy(() -> entry.setValue(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(attributes).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void idOfASessionChanges() {
    session.changeId();
    assertThat(changes).as("changes without a session").isEmpty();

    session.put("a", 1);
    session.changeId();
    assertThat(changes).containsExactly("from {}", "from {a=1}", "id");
  }

  @Test
  void idDoesNotChangeUnheard() {
    session.put("a", 1);
    headSent = true;

    assertThatThrownBy(session::changeId)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("change it before the first chunk of the body");
    assertThat(changes).doesNotContain("id");
  }

  static Stream<Object> data() {
    return Stream.of(
        "text",
        true,
        1,
        2L,
        3.5,
        new BigDecimal("1.20"),
        new byte[] {1},
        List.of("a", List.of(1)),
        Map.of("a", Map.of("b", List.of(2))));
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataIsKept(Object value) {
    session.put("key", value);

    assertThat(session.get("key")).isEqualTo(value);
  }

  @Test
  void valueIsACopy() {
    byte[] bytes = {1};
    session.put("key", bytes);
    bytes[0] = 2;

    assertThat(session.get("key")).isEqualTo(new byte[] {1});
  }

  @Test
  void whatIsGotIsACopyAtEveryDepth() {
    session.put("key", Map.of("list", List.of(List.of("a")), "bytes", new byte[] {1}));
    Object before = session.get("key");

    for (Object got :
        List.of(
            session.get("key"),
            session.put("key", before),
            session.entrySet().iterator().next().getValue(),
            session.values().iterator().next(),
            session.getOrDefault("key", "none"))) {
      Map<String, Object> map = map(got);
      ((byte[]) map.get("bytes"))[0] = 2;
      list(list(map.get("list")).get(0)).add(new OwnNumber());
      map.put("own", new OwnNumber());
    }

    assertThat(attributes.get("key")).usingRecursiveComparison().isEqualTo(before);
    assertThat(session.get("key")).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void whatAnotherServletHasStoredIsNotChangedEither() {
    made.add("session");
    List<Object> foreign = new ArrayList<>(List.of("a"));
    attributes.put("key", foreign);

    list(session.get("key")).add("b");
    list(session.remove("key")).add("c");

    assertThat(foreign).containsExactly("a");
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** A map of the app's own, which shows another key to each who asks. */
  private static final class TwoFaced extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    TwoFaced() {
      super(Map.of("text", 1));
    }

    @Override
    public void forEach(BiConsumer<? super Object, ? super Object> action) {
      action.accept(new OwnNumber(), 1);
    }
  }

  @Test
  void keyThatIsNoTextIsSeenWhereItIsCopied() {
    assertThatThrownBy(() -> session.put("key", new TwoFaced()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a Map whose key is a");
    assertThat(made).isEmpty();
  }

  @Test
  void valueThatHoldsItselfIsRefused() {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);

    assertThatThrownBy(() -> session.put("key", circle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds itself");
    assertThat(made).isEmpty();
  }

  /** A number of the app's own, which could do anything when it is read back. */
  private static final class OwnNumber extends Number {
    private static final long serialVersionUID = 1L;

    @Override
    public int intValue() {
      return 0;
    }

    @Override
    public long longValue() {
      return 0;
    }

    @Override
    public float floatValue() {
      return 0;
    }

    @Override
    public double doubleValue() {
      return 0;
    }
  }

  static Stream<Object> objects() {
    return Stream.of(
        new Object(),
        Thread.currentThread(),
        new OwnNumber(),
        new AtomicLong(1),
        new LongAdder(), // is written as a class that scale.md's filter does not let in
        'c',
        new int[] {1},
        List.of(new OwnNumber()),
        Map.of("a", List.of(new StringBuilder())),
        Map.of(1, "a"),
        Collections.singletonList(null),
        Stream.of());
  }

  @ParameterizedTest
  @MethodSource("objects")
  void anythingElseIsRefusedAndMakesNoSession(Object value) {
    assertThatThrownBy(() -> session.put("key", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Session value \"key\" is or holds a ");
    assertThat(made).isEmpty();
  }

  /** A list of the app's own. */
  private static final class OwnList extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void noClassOfTheAppsIsStored() throws IOException {
    List<Object> own = new OwnList();
    own.add(new TreeMap<>(Map.of("a", 1)));
    session.put("key", own);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(attributes.get("key"));
    }
    assertThat(bytes.toString(ISO_8859_1))
        .contains("java.util.ArrayList")
        .doesNotContain("gatewaybridge");
  }
}
