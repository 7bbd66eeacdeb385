def log = new File(basedir, 'build.log').text
assert log.contains('No gateway app found: no public class of the project is a GatewayApp or GatewayAppFactory')
assert log.contains('-Dgateway.app=com.acme.Hello')
true
