package org.gatewaybridge.servers.app;

import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;

/** A filter that only its annotation declares. */
@WebFilter("/*")
public final class AnnotatedFilter extends HttpFilter {}
