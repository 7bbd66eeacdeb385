package org.gatewaybridge.compat.faults;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatewaybridge.compat.On;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Gives each test its {@link Figures}, fails it if a figure misses its target for no known reason,
 * and writes what came of it.
 */
public final class Recorder implements ParameterResolver, InvocationInterceptor, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(Recorder.class);

  private final List<FaultRow> rows = new ArrayList<>();

  /** Made by JUnit. */
  public Recorder() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Figures.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return figures(context);
  }

  private static Figures figures(ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent(Figures.class, type -> new Figures(), Figures.class);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext extensionContext)
      throws Throwable {
    Fault fault = method.getExecutable().getAnnotation(Fault.class);
    if (fault == null) {
      test.proceed();
      return;
    }
    String place = place(extensionContext.getRequiredTestClass());
    FaultResult result =
        FaultResult.of(
            fault,
            place,
            figures(extensionContext),
            KnownMiss.of(place, fault.id()),
            test::proceed);
    System.out.println(result.line());
    rows.add(result.row());
    if (result.failure().isPresent()) {
      throw result.failure().get();
    }
  }

  /** Writes the class's rows; where the class itself failed, all that it would have measured. */
  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    Class<?> type = context.getRequiredTestClass();
    if (rows.isEmpty()) {
      context.getExecutionException().stream()
          .flatMap(failure -> unmeasured(type, failure))
          .forEach(rows::add);
    }
    if (!rows.isEmpty()) {
      FaultsFolder folder = FaultsFolder.ofProperties();
      folder.add(place(type), rows);
      context.getRoot().getStore(OURS).computeIfAbsent(folder, key -> (AutoCloseable) key::print);
    }
  }

  private static Stream<FaultRow> unmeasured(Class<?> type, Throwable broken) {
    boolean selection = System.getProperty("faults.groups", "").equals(EveryBuild.TAG);
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Fault.class))
        .filter(method -> !selection || method.isAnnotationPresent(EveryBuild.class))
        .map(method -> method.getAnnotation(Fault.class))
        .map(
            fault ->
                FaultResult.of(
                    fault,
                    place(type),
                    new Figures(),
                    Optional.empty(),
                    () -> {
                      throw broken;
                    }))
        .map(FaultResult::row);
  }

  /** Names where a class is run: its container, else what its own name begins with. */
  private static String place(Class<?> type) {
    On on = type.getAnnotation(On.class);
    return on == null
        ? type.getSimpleName().replaceFirst("(Faults)?IT$", "").toLowerCase(Locale.ROOT)
        : on.value();
  }
}
