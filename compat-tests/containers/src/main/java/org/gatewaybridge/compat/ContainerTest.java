package org.gatewaybridge.compat;

import static java.util.Objects.requireNonNull;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that runs on the container of its {@link On}, and takes its tests from contracts.
 */
@ExtendWith({Chosen.class, ArquillianExtension.class})
public abstract class ContainerTest implements OnContainer {
  @ArquillianResource private @Nullable RunningContainer container;

  /** Made by JUnit. */
  protected ContainerTest() {}

  @Override
  public final RunningContainer container() {
    return requireNonNull(container, "the class has no @On");
  }
}
