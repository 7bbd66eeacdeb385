package org.gatewaybridge.architecture.red.wartemplate;

import org.assertj.core.api.Assertions;

/** Sees a library. */
record SeesAssertions(Assertions assertions) {}
