package org.gatewaybridge.compat.suite;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The wire example that a test shows. */
@Target(METHOD)
@Retention(RUNTIME)
public @interface Case {
  /** The case's id, for example E01. */
  String id();

  /** What must be seen, in one line. */
  String title();

  /** Where the expectation comes from. */
  String source();
}
