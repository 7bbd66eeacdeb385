package org.gatewaybridge.servlet;

import jakarta.servlet.UnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.function.Supplier;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;
import org.gatewaybridge.api.Middleware;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * Finds and makes the app that a name stands for: {@code com.acme.Hello}, a class with a public
 * constructor without parameters, or {@code com.acme.Hello:app}, a public static field or method
 * without parameters. What is found is a {@link GatewayApp} or a {@link GatewayAppFactory}.
 *
 * @param ofFactory the parameters that a factory is given; asked for only if there is one
 */
record AppLoader(ClassLoader loader, Supplier<Map<String, String>> ofFactory) {

  /**
   * Makes the app.
   *
   * @throws UnavailableException whose message says what to do; its cause is the app's own failure,
   *     if there was one
   */
  GatewayApp load(@Nullable String name) throws UnavailableException {
    if (name == null || name.isBlank()) {
      throw new UnavailableException(
          "GatewayServlet's init parameter gateway.app is "
              + (name == null ? "not set" : "empty")
              + "; set it in web.xml to the app's class, for example com.acme.Hello");
    }
    int colon = name.indexOf(':');
    String className = colon < 0 ? name : name.substring(0, colon);
    try {
      Class<?> type = Class.forName(className, true, loader);
      Object found =
          colon < 0
              ? type.getConstructor().newInstance()
              : member(type, name.substring(colon + 1), name);
      return app(found, name);
    } catch (ClassNotFoundException e) {
      throw failure(
          name,
          "the web application has no class "
              + Escaped.text(className)
              + "; check the spelling, and that WEB-INF/classes or a jar in WEB-INF/lib has it",
          e);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw failure(
          name,
          "it is no public class with a public constructor without parameters; make it one, or name"
              + " a static field or method as "
              + Escaped.text(className)
              + ":app",
          e);
    } catch (InvocationTargetException e) {
      throw failure(name, "making it failed: " + said(e.getCause()), e.getCause());
    } catch (LinkageError | StackOverflowError e) { // out of a static initializer, the latter
      throw failure(name, "its class cannot be loaded: " + said(e), e);
    }
  }

  /**
   * Makes the lint, which is a jar of its own: most servers need none.
   *
   * @throws UnavailableException if the web application does not have that jar
   */
  Middleware lint() throws UnavailableException {
    try {
      return Class.forName("org.gatewaybridge.lint.LintedApp", true, loader)
          .asSubclass(Middleware.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      UnavailableException failure =
          new UnavailableException(
              "gateway.lint is true, but the WAR has no bridge-lint; turn it off, or build the WAR"
                  + " anew with gateway.lint in <initParams>, or with bridge-lint as a dependency");
      failure.initCause(e);
      throw failure;
    }
  }

  private static @Nullable Object member(Class<?> type, String member, String name)
      throws IllegalAccessException, InvocationTargetException, UnavailableException {
    if (!Modifier.isPublic(type.getModifiers())) {
      throw failure(name, "class " + type.getName() + " is not public; make it public", null);
    }
    for (var field : type.getFields()) {
      if (field.getName().equals(member) && Modifier.isStatic(field.getModifiers())) {
        return field.get(null);
      }
    }
    for (var method : type.getMethods()) {
      if (method.getName().equals(member)
          && method.getParameterCount() == 0
          && Modifier.isStatic(method.getModifiers())) {
        return method.invoke(null);
      }
    }
    throw failure(
        name,
        "class "
            + type.getName()
            + " has no public static field or method without parameters of the name "
            + Escaped.quoted(member)
            + "; add one or correct the name",
        null);
  }

  private GatewayApp app(@Nullable Object found, String name) throws UnavailableException {
    if (found instanceof GatewayApp app) {
      return app;
    }
    if (!(found instanceof GatewayAppFactory factory)) {
      throw failure(
          name,
          "it is "
              + (found == null ? "null" : "a " + found.getClass().getName())
              + ", neither a GatewayApp nor a GatewayAppFactory",
          null);
    }
    GatewayApp made;
    try {
      made = factory.create(ofFactory.get());
    } catch (Throwable e) { // an Error as well: TODO() in Kotlin, ??? in Scala, an assert
      throw failure(name, "its factory failed: " + said(e), e);
    }
    if (made == null) {
      throw failure(name, "its factory returned null; return the app", null);
    }
    return made;
  }

  private static String said(@Nullable Throwable failure) {
    return failure == null ? "" : LoggedFailure.of(failure).toString();
  }

  private static UnavailableException failure(
      String name, String reason, @Nullable Throwable cause) {
    UnavailableException failure =
        new UnavailableException("gateway.app names " + Escaped.quoted(name) + ", but " + reason);
    if (cause != null) {
      failure.initCause(LoggedFailure.of(cause));
    }
    return failure;
  }
}
