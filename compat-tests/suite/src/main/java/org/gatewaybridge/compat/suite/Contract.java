package org.gatewaybridge.compat.suite;

import java.util.Optional;
import java.util.Set;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.OnContainer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all contracts have: callers, and a place for what a container decides by itself. */
@ExtendWith(Judge.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public interface Contract extends OnContainer {
  /** Of WebSocket 2.0, which has no upgrade by a servlet, or without WebSockets. */
  Set<String> WITHOUT_SOCKETS = Set.of("tomee9", "undertow-ee");

  /** The caller that most cases use: an app under a context path. */
  default Caller gateway() {
    return at(Mount.CONTEXT);
  }

  default Caller at(Mount mount) {
    return new Caller(container().at(mount));
  }

  /** Returns why a case cannot be asked of the app that is deployed here; empty if it can. */
  default Optional<String> obstacle(Case which) {
    return which.id().startsWith("W") && WITHOUT_SOCKETS.contains(container().id())
        ? Optional.of("not run: no servlet can open a WebSocket in this container")
        : Optional.empty();
  }

  /** Whether the app is called when the whole body is there, so that its length is known. */
  default boolean isBodyCounted() {
    return false;
  }

  /** Returns how this container is known to differ in a case; empty if it is not. */
  default Optional<KnownDifference> known(Case which, String variant) {
    return KnownDifferences.of(container().id(), container().version(), which.id(), variant);
  }

  /** Records what this container does where the container decides. */
  default void observe(String caseId, String variant, String observed) {
    Recording.of(getClass()).observe(caseId, variant, observed);
  }
}
