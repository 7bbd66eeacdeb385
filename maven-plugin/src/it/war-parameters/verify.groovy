import java.util.jar.JarFile

new JarFile(new File(basedir, 'target/out/shop-web.war')).withCloseable { war ->
  def names = war.entries().collect { it.name }.findAll { !it.endsWith('/') }.toSorted()
  assert names == [
    'META-INF/MANIFEST.MF',
    'WEB-INF/classes/com/acme/Hello.class',
    'WEB-INF/classes/com/acme/Other.class',
    "WEB-INF/lib/bridge-core-${gatewayVersion}.jar".toString(),
    "WEB-INF/lib/bridge-lint-${gatewayVersion}.jar".toString(),
    'WEB-INF/web.xml',
    'a.txt',
    'docs/d.txt',
    'test.key'
  ]
  def manifest = war.manifest.mainAttributes
  assert manifest.getValue('Shop-Owner') == 'Acme'
  assert manifest.getValue('From-File') == 'yes'
  assert manifest.getValue('Created-By').startsWith('Gateway Maven Plugin')
  assert war.getInputStream(war.getEntry('docs/d.txt')).text == 'war-parameters ${no.such.property}\n'

  def webXml = new groovy.xml.XmlSlurper().parse(war.getInputStream(war.getEntry('WEB-INF/web.xml')))
  assert webXml.@version == '6.1'
  assert webXml.'servlet-mapping'.'url-pattern' == '/api/*'
  assert webXml.servlet.'init-param'.collect { "${it.'param-name'}=${it.'param-value'}".toString() } == [
    'gateway.app=com.acme.Hello', 'gateway.lint=true'
  ]
  assert webXml.'context-param'.'param-value' == 'blue </param-value>'
}

def installed = new File(localRepositoryPath, 'com/acme/war-parameters/1.0')
assert new File(installed, 'war-parameters-1.0-web.war').bytes == new File(basedir, 'target/out/shop-web.war').bytes
assert new JarFile(new File(installed, 'war-parameters-1.0-api.jar')).withCloseable { it.getEntry('com/acme/Hello.class') }
assert new File(installed, 'war-parameters-1.0.jar').exists()

def log = new File(basedir, 'build.log').text
assert log.count('its name is that of a secret: live.key') == 1
assert log.contains('-Dgateway.packAnyway')
true
