def pom = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml'))
assert pom.properties.'gateway.pythonExecutable' == '/usr/bin/python3'
assert pom.dependencies.isEmpty()
new java.util.zip.ZipFile(new File(basedir, 'target/greeter.war')).withCloseable { war ->
  assert war.getEntry('WEB-INF/python/main.py') != null
  def webXml = new groovy.xml.XmlSlurper().parse(war.getInputStream(war.getEntry('WEB-INF/web.xml')))
  assert webXml.servlet.'init-param'.collect { "${it.'param-name'}=${it.'param-value'}".toString() } == [
    'gateway.app=org.gatewaybridge.python.PythonAppFactory',
    'gateway.python.app=main:app',
    'gateway.python.executable=/usr/bin/python3'
  ]
}
true
