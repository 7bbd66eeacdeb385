package org.gatewaybridge.compat.fuzz;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.On;

// One class a container.

@On("jetty12.1")
final class Jetty121FuzzIT extends ContainerTest implements FuzzContract {}

@On("tomcat11")
final class Tomcat11FuzzIT extends ContainerTest implements FuzzContract {}

@On("undertow2.3")
final class Undertow23FuzzIT extends ContainerTest implements FuzzContract {}

@On("wildfly39")
final class WildFlyFuzzIT extends ContainerTest implements FuzzContract {}
