package org.gatewaybridge.compat.suite;

import java.lang.reflect.Method;
import java.util.Optional;
import org.gatewaybridge.compat.wire.Transcript;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Lets a case pass on a container that shows its known difference, and only then; records what came
 * of each in the matrix.
 */
public final class Judge implements InvocationInterceptor, AfterAllCallback {

  @Override
  public void interceptTestMethod(
      Invocation<Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext extensionContext)
      throws Throwable {
    judge(test, method, "", extensionContext);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext extensionContext)
      throws Throwable {
    String variant = String.valueOf(method.getArguments().get(0));
    judge(test, method, variant, extensionContext);
  }

  /** Writes the container's column; without a container that started, every case is not run. */
  @Override
  public void afterAll(ExtensionContext extensionContext) throws Exception {
    Recording.of(extensionContext.getRequiredTestClass())
        .write(extensionContext.getExecutionException());
  }

  private static void judge(
      Invocation<Void> test,
      ReflectiveInvocationContext<Method> method,
      String variant,
      ExtensionContext context)
      throws Throwable {
    Case which = method.getExecutable().getAnnotation(Case.class);
    if (which == null || !(method.getTarget().orElseThrow() instanceof Contract contract)) {
      test.proceed();
      return;
    }
    Optional<KnownDifference> known = contract.known(which, variant);
    Transcript transcript = Transcript.begin();
    Recording.Entry entry =
        Recording.of(context.getRequiredTestClass()).begin(which, variant, transcript);
    try {
      contract.obstacle(which).ifPresent(Assumptions::abort);
      if (known.isEmpty()) {
        test.proceed();
        entry.passes();
      } else {
        // One that is there now and then counts each time, so that the table stays the same.
        entry.isKnown(known.get(), verdict(known.get(), test::proceed));
      }
    } catch (TestAbortedException notRun) {
      entry.isNotRun(
          String.valueOf(notRun.getMessage())
              .replaceFirst("^Assumption failed: ", "")
              .replaceFirst("^not run: ", ""));
      throw notRun;
    } catch (Throwable failure) {
      entry.fails(failure);
      throw failure;
    } finally {
      transcript.end();
    }
  }

  /** A test that may fail. */
  interface Test {
    void run() throws Throwable;
  }

  /**
   * Returns what was seen, if it is the known difference, or that one which is not always there is
   * not; throws for anything else.
   */
  static String verdict(KnownDifference known, Test test) throws Throwable {
    try {
      test.run();
    } catch (AssertionError difference) {
      String seen = String.valueOf(difference.getMessage());
      if (seen.contains(known.observed())) {
        return seen;
      }
      throw new AssertionError("Other than the known difference, " + known, difference);
    }
    if (!known.always()) {
      return "not there this time";
    }
    throw new AssertionError("The known difference is gone; remove " + known);
  }
}
