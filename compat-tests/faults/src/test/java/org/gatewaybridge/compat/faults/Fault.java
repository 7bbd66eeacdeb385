package org.gatewaybridge.compat.faults;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The row that a test fills; the test takes {@link Figures} to fill it with. */
@Target(METHOD)
@Retention(RUNTIME)
public @interface Fault {
  /** The row's id, for example X01. */
  String id();

  /** What is done to the server. */
  String title();

  /** The figures to reach, in one line. */
  String target();
}
