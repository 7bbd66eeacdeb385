package org.gatewaybridge.architecture.red.containers;

import com.google.gson.Gson;

/** Writes a report. */
record Reports(Gson gson) {}
