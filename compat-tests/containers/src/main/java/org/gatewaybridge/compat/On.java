package org.gatewaybridge.compat;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The container of a {@link ContainerTest}, by its id in bridge-matrix's {@code containers.tsv}.
 * The WARs of the system properties {@code compat.app} and {@code compat.mapped} are deployed.
 */
@Target(TYPE)
@Retention(RUNTIME)
public @interface On {
  String value();
}
