package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.logging.Escaped;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway.session}: the client's session as a map. Reading never creates a session; the
 * first {@code put} does, and {@code clear} ends it.
 *
 * <p>Values are data that any container can store without Java's object deserialisation being
 * trusted with more than strings, numbers, byte arrays, lists and maps.
 */
final class ServletSession extends AbstractMap<String, Object> {
  /** Not any number: an app's own class could be anything, and one that changes is no copy. */
  private static final Set<Class<?>> PLAIN =
      Set.of(
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class);

  private static final int DEEPEST = 100;

  private final Supplier<HttpServletRequest> request;
  private final BooleanSupplier headSent;
  private final Runnable onChange;

  /**
   * Makes the session of a request.
   *
   * @param headSent returns whether it is too late for a header
   * @param onChange runs before each change
   */
  ServletSession(
      Supplier<HttpServletRequest> request, BooleanSupplier headSent, Runnable onChange) {
    this.request = request;
    this.headSent = headSent;
    this.onChange = onChange;
  }

  /** Returns a copy of a value: what the app does to it, or puts into it, is not kept. */
  @Override
  public @Nullable Object get(@Nullable Object key) {
    return copy(stored(key));
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return stored(key) != null;
  }

  private @Nullable Object stored(@Nullable Object key) {
    HttpSession session = request.get().getSession(false);
    return session != null && key instanceof String name ? session.getAttribute(name) : null;
  }

  private static @Nullable Object copy(@Nullable Object stored) {
    if (stored instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(copy(each)));
      return copy;
    }
    if (stored instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, each) -> copy.put(name, copy(each)));
      return copy;
    }
    return stored instanceof byte[] bytes ? bytes.clone() : stored;
  }

  /**
   * Keeps a copy of a value.
   *
   * @throws IllegalArgumentException if it is or holds anything but data
   */
  @Override
  public @Nullable Object put(String key, Object value) {
    Object data = data(key, value, 0);
    HttpSession session = request.get().getSession(true);
    Object before = session.getAttribute(key);
    onChange.run();
    session.setAttribute(key, data);
    return copy(before);
  }

  /** Returns the value without any class of the app's in it. */
  private static Object data(String key, @Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw refused(key, "holds itself, or is nested more than " + DEEPEST + " deep");
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(data(key, each, depth + 1)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) { // maybe the app's own: each key is looked at once
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((name, each) -> copy.put(text(key, name), data(key, each, depth + 1)));
      return copy;
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (value != null && (value instanceof String || PLAIN.contains(value.getClass()))) {
      return value;
    }
    throw refused(key, "is or holds a " + (value == null ? "null" : value.getClass().getName()));
  }

  private static String text(String key, @Nullable Object name) {
    if (name instanceof String text) {
      return text;
    }
    throw refused(
        key,
        "is or holds a Map whose key is a " + (name == null ? "null" : name.getClass().getName()));
  }

  private static IllegalArgumentException refused(String key, String why) {
    return new IllegalArgumentException(
        "Session value "
            + Escaped.quoted(key)
            + ' '
            + why
            + "; store String, Boolean, a number that never changes, byte[], or List and Map of"
            + " these");
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    Object before = get(key);
    if (before != null) {
      onChange.run();
      request.get().getSession().removeAttribute((String) key);
    }
    return before;
  }

  @Override
  public void clear() {
    HttpSession session = request.get().getSession(false);
    if (session != null) {
      onChange.run();
      session.invalidate();
    }
  }

  /** {@code gateway.change_session_id}: see {@link EnvironKeys#CHANGE_SESSION_ID}. */
  void changeId() {
    if (request.get().getSession(false) == null) {
      return;
    }
    if (headSent.getAsBoolean()) {
      throw new IllegalStateException(
          "The response's head has been sent, so the client would not hear of another session id;"
              + " change it before the first chunk of the body");
    }
    onChange.run();
    request.get().changeSessionId();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    HttpSession session = request.get().getSession(false);
    List<String> names =
        session == null ? List.of() : Collections.list(session.getAttributeNames());
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return new Entries(names.iterator());
      }

      @Override
      public int size() {
        return names.size();
      }
    };
  }

  /** All entries; their names may be removed from the list that they come from. */
  private final class Entries implements Iterator<Entry<String, Object>> {
    private final Iterator<String> names;
    private @Nullable String last;

    Entries(Iterator<String> names) {
      this.names = names;
    }

    @Override
    public boolean hasNext() {
      return names.hasNext();
    }

    @Override
    public Entry<String, Object> next() {
      String name = names.next();
      last = name;
      return new Stored(name);
    }

    @Override
    public void remove() {
      names.remove();
      ServletSession.this.remove(last);
    }
  }

  /** An entry, which can be set. */
  private final class Stored extends SimpleEntry<String, Object> {
    private static final long serialVersionUID = 1L;

    Stored(String name) {
      super(name, get(name));
    }

    @Override
    public Object setValue(Object value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }
}
