package org.gatewaybridge.compat.faults;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.On;

// One class a container.

@On("jetty12.1")
final class Jetty121FaultsIT extends ContainerTest implements GatewayFaults {}

@On("tomcat11")
final class Tomcat11FaultsIT extends ContainerTest implements GatewayFaults {}

@On("undertow2.3")
final class Undertow23FaultsIT extends ContainerTest implements GatewayFaults {}

@On("wildfly39")
final class WildFlyFaultsIT extends ContainerTest implements GatewayFaults {}
