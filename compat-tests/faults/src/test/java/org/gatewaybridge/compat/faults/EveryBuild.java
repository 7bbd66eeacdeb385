package org.gatewaybridge.compat.faults;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A row that every build measures, on the containers of {@code faults.containers}. */
@Target(METHOD)
@Retention(RUNTIME)
@Tag(EveryBuild.TAG)
public @interface EveryBuild {
  /** What {@code faults.groups} says of a build that measures these rows alone. */
  String TAG = "every-build";
}
