import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
assert log.count('Building war: ') == 2
assert log.count('Nothing changed, war is up to date: ') == 1
assert log.contains('-Dgateway.timeout has no effect on gateway:war: it is a setting of the server.')
assert log.contains('Property gateway.max-request-bytes has no effect on gateway:war: it is a setting of the server.')
assert log =~ /\[WARNING\] Property gateway.timout has no effect: .*; the nearest is gateway.timeout/
assert !log.contains('gateway.version has no effect')
assert log.contains('Skipping (gateway.skip=true)')
assert log.contains('Skipping (gateway.war.skip=true)')

// What every WAR costs, by the goal of docs: the bridge in it is the most of that.
assert new File(basedir, "target/war-hello.war").length() <= 236 * 1024
new ZipFile(new File(basedir, 'target/war-hello.war')).withCloseable { war ->
  def names = war.entries().collect { it.name }.findAll { !it.endsWith('/') }
  assert names[0] == 'META-INF/MANIFEST.MF'
  assert names.toSorted() == names
  assert names.findAll { it.startsWith('WEB-INF/') } == [
    'WEB-INF/classes/com/acme/Hello.class',
    "WEB-INF/lib/bridge-core-${gatewayVersion}.jar".toString(),
    'WEB-INF/web.xml'
  ]
  def webXml = war.getInputStream(war.getEntry('WEB-INF/web.xml')).text
  assert webXml.contains('<param-value>com.acme.Hello</param-value>')
  assert webXml.contains('<url-pattern>/*</url-pattern>')
  def properties = war.getInputStream(war.getEntry('META-INF/maven/com.acme/war-hello/pom.properties')).text
  assert properties == 'artifactId=war-hello\ngroupId=com.acme\nversion=1.0\n'
  assert war.getEntry('META-INF/maven/com.acme/war-hello/pom.xml')
}
true
