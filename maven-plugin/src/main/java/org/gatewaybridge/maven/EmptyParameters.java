package org.gatewaybridge.maven;

import java.io.File;
import java.lang.reflect.Field;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Gives parameters of a goal their defaults where a property is empty: {@code -Dname=} sets none.
 * Maven would take the empty text, or the project's own folder.
 */
final class EmptyParameters {
  private EmptyParameters() {}

  /** Sets the fields of a goal that Maven has configured. */
  static void reset(Object mojo, MavenSession session, MojoExecution execution) {
    ExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
    for (Xpp3Dom parameter : execution.getConfiguration().getChildren()) {
      String value = parameter.getValue();
      if (value != null
          && value.startsWith("${gateway.")
          && "".equals(evaluated(value, evaluator))) {
        String text = parameter.getAttribute("default-value");
        put(mojo, parameter.getName(), text == null ? null : evaluated(text, evaluator), evaluator);
      }
    }
  }

  private static @Nullable Object evaluated(String text, ExpressionEvaluator evaluator) {
    try {
      return evaluator.evaluate(text);
    } catch (ExpressionEvaluationException e) {
      throw new IllegalStateException("Maven cannot evaluate " + text, e);
    }
  }

  private static void put(
      Object mojo, String name, @Nullable Object value, ExpressionEvaluator evaluator) {
    for (Class<?> type = mojo.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        if (field.getType() == String.class) {
          field.set(mojo, value);
        } else if (field.getType() == File.class) {
          field.set(
              mojo,
              value == null ? null : evaluator.alignToBaseDirectory(new File(value.toString())));
        }
        return;
      } catch (NoSuchFieldException e) {
        // It is one of a superclass.
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(name + " cannot be set", e);
      }
    }
  }
}
