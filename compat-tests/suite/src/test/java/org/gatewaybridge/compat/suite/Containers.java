package org.gatewaybridge.compat.suite;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.On;

// One class a container, since the build gives each class a JVM of its own.

@On("glassfish7")
final class GlassFish7IT extends ContainerTest implements GatewayContract {}

@On("glassfish8")
final class GlassFish8IT extends ContainerTest implements GatewayContract {}

@On("glassfish-embedded7")
final class GlassFishEmbedded7IT extends ContainerTest implements GatewayContract {}

@On("jetty12.0")
final class Jetty120IT extends ContainerTest implements GatewayContract {}

@On("jetty12.1-ee10")
final class Jetty121Ee10IT extends ContainerTest implements GatewayContract {}

@On("jetty12.1")
final class Jetty121IT extends ContainerTest implements GatewayContract {}

@On("openliberty")
final class OpenLibertyIT extends ContainerTest implements GatewayContract {}

@On("payara6")
final class Payara6IT extends ContainerTest implements GatewayContract {}

@On("payara-micro6")
final class PayaraMicro6IT extends ContainerTest implements GatewayContract {}

@On("tomee9")
final class TomEE9IT extends ContainerTest implements GatewayContract {}

@On("tomcat10.1")
final class Tomcat10IT extends ContainerTest implements GatewayContract {}

@On("tomcat11")
final class Tomcat11IT extends ContainerTest implements GatewayContract {}

@On("undertow2.3")
final class Undertow23IT extends ContainerTest implements GatewayContract {}

@On("undertow-ee")
final class UndertowEeIT extends ContainerTest implements GatewayContract {}

@On("wildfly39")
final class WildFlyIT extends ContainerTest implements GatewayContract {}
