package org.gatewaybridge.compat.suite;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.compat.RunningContainer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Lets a case pass on a container that shows its known difference, and only then. */
public final class Judge implements InvocationInterceptor {

  @Override
  public void interceptTestMethod(
      Invocation<Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext extensionContext)
      throws Throwable {
    judge(test, method);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext extensionContext)
      throws Throwable {
    judge(test, method);
  }

  private static void judge(Invocation<Void> test, ReflectiveInvocationContext<Method> method)
      throws Throwable {
    Optional<KnownDifference> known = known(method);
    if (known.isEmpty()) {
      test.proceed();
    } else {
      verdict(known.get(), test::proceed);
    }
  }

  private static Optional<KnownDifference> known(ReflectiveInvocationContext<Method> method) {
    Case which = method.getExecutable().getAnnotation(Case.class);
    if (which == null || !(method.getTarget().orElseThrow() instanceof OnContainer contract)) {
      return Optional.empty();
    }
    List<Object> arguments = method.getArguments();
    String variant = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
    RunningContainer container = contract.container();
    return KnownDifferences.of(container.id(), container.version(), which.id(), variant);
  }

  /** A test that may fail. */
  interface Test {
    void run() throws Throwable;
  }

  static void verdict(KnownDifference known, Test test) throws Throwable {
    try {
      test.run();
    } catch (AssertionError difference) {
      if (String.valueOf(difference.getMessage()).contains(known.observed())) {
        return;
      }
      throw new AssertionError("Other than the known difference, " + known, difference);
    }
    throw new AssertionError("The known difference is gone; remove " + known);
  }
}
