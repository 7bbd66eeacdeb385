def busy = context.remove('busy')
busy.close()
def log = new File(basedir, 'build.log').text
assert log.contains('Unknown container "nope" (gateway.container). Use one of: jetty, tomcat, undertow')
assert log.contains('tomcat-embed-core:0.0.0') || log.contains('tomcat-embed-core:jar:0.0.0')
assert log.contains("Port ${busy.localPort} on 127.0.0.1 (gateway.port) cannot be had: ")
assert log.contains('Stop what uses it, or take a free one with -Dgateway.port=0')
assert log.contains('Listening for transport dt_socket at address: ')
assert log.contains('tomcat did not answer within 6 s')
assert log.contains('contextPath (gateway.contextPath) is "shop"; give / or a path such as /shop')
true
