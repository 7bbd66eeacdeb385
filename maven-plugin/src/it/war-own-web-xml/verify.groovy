import java.util.zip.ZipFile

def webXml(String name) {
  new ZipFile(new File(basedir, "target/${name}.war")).withCloseable { war ->
    assert war.getEntry('static/a.css')
    assert !war.getEntry('.env')
    new groovy.xml.XmlSlurper().parse(war.getInputStream(war.getEntry('WEB-INF/web.xml')))
  }
}

def own = webXml('war-own-web-xml')
assert own.'display-name' == 'Mine'
assert own.'session-config'.size() == 1
assert own.'session-config'.'session-timeout' == '5'
assert own.'session-config'.'cookie-config'.'http-only' == 'true'
assert own.'session-config'.'tracking-mode' == 'COOKIE'
assert own.servlet.'servlet-class' == 'org.gatewaybridge.servlet.GatewayServlet'
assert own.servlet.'init-param'.'param-value' == 'com.acme.Hello'

def other = webXml('other')
assert other.'display-name' == 'Other'
assert other.'session-config'.'tracking-mode' == 'COOKIE'

def log = new File(basedir, 'build.log').text
assert log.contains('Left out of the WAR, because its name is that of a secret: .env')
assert log =~ /webXml \(gateway.webXml\) is .*missing.xml, which is no file; correct the path/
true
