/** Starts published containers, each as a process of its own on 127.0.0.1. */
@NullMarked
package org.gatewaybridge.containers;

import org.jspecify.annotations.NullMarked;
