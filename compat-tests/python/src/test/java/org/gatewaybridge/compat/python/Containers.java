package org.gatewaybridge.compat.python;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.On;

// One class a container and contract.

@On("jetty12.0")
final class Jetty120AsgiIT extends ContainerTest implements AsgiContract {}

@On("jetty12.0")
final class Jetty120IT extends ContainerTest implements PythonContract {}

@On("jetty12.1")
final class Jetty121AsgiFrameworksIT extends ContainerTest implements AsgiFrameworksContract {}

@On("jetty12.1")
final class Jetty121AsgiIT extends ContainerTest implements AsgiContract {}

@On("jetty12.1")
final class Jetty121CarriedIT extends ContainerTest implements CarriedContract {}

@On("jetty12.1")
final class Jetty121FrameworksIT extends ContainerTest
    implements FrameworksContract, RedeploymentContract {}

@On("jetty12.1")
final class Jetty121GraalPyIT extends ContainerTest implements GraalPyRedeploymentContract {}

@On("jetty12.1")
final class Jetty121IT extends ContainerTest implements PythonContract {}

@On("tomcat10.1")
final class Tomcat10AsgiIT extends ContainerTest implements AsgiContract {}

@On("tomcat10.1")
final class Tomcat10IT extends ContainerTest implements PythonContract {}

@On("tomcat11")
final class Tomcat11ApplicationsIT extends ContainerTest implements ApplicationsContract {}

@On("tomcat11")
final class Tomcat11AsgiFrameworksIT extends ContainerTest implements AsgiFrameworksContract {}

@On("tomcat11")
final class Tomcat11AsgiIT extends ContainerTest implements AsgiContract {}

@On("tomcat11")
final class Tomcat11CarriedIT extends ContainerTest implements CarriedContract {}

@On("tomcat11")
final class Tomcat11FrameworksIT extends ContainerTest
    implements FrameworksContract, RedeploymentContract {}

@On("tomcat11")
final class Tomcat11GraalPyIT extends ContainerTest implements GraalPyRedeploymentContract {}

@On("tomcat11")
final class Tomcat11IT extends ContainerTest implements PythonContract {}

@On("undertow2.3")
final class Undertow23ApplicationsIT extends ContainerTest implements ApplicationsContract {}

@On("undertow2.3")
final class Undertow23AsgiFrameworksIT extends ContainerTest implements AsgiFrameworksContract {}

@On("undertow2.3")
final class Undertow23AsgiIT extends ContainerTest implements AsgiContract {}

@On("undertow2.3")
final class Undertow23FrameworksIT extends ContainerTest implements FrameworksContract {}

@On("undertow2.3")
final class Undertow23IT extends ContainerTest implements PythonContract {}

@On("wildfly39")
final class WildFlyAsgiFrameworksIT extends ContainerTest implements AsgiFrameworksContract {}

@On("wildfly39")
final class WildFlyAsgiIT extends ContainerTest implements AsgiContract {}

@On("wildfly39")
final class WildFlyFrameworksIT extends ContainerTest implements FrameworksContract {}

@On("wildfly39")
final class WildFlyIT extends ContainerTest implements PythonContract {}
