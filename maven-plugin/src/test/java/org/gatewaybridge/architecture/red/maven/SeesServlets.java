package org.gatewaybridge.architecture.red.maven;

import jakarta.servlet.Servlet;

interface SeesServlets {
  Servlet servlet();
}
