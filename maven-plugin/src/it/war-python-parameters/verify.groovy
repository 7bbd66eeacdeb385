import java.util.zip.ZipFile

new ZipFile(new File(basedir, 'target/war-python-parameters.war')).withCloseable { war ->
  [
    'WEB-INF/python/shop/web.py',
    'WEB-INF/python/tests/test_shop.py',
    'WEB-INF/python-packages/more.py',
    'WEB-INF/python-packages/need.py'
  ].each { assert war.getEntry(it), it }
  def webXml = new groovy.xml.XmlSlurper().parse(war.getInputStream(war.getEntry('WEB-INF/web.xml')))
  assert webXml.servlet.'init-param'.collect { "${it.'param-name'}=${it.'param-value'}".toString() } == [
    'gateway.app=org.gatewaybridge.python.PythonAppFactory',
    'gateway.python.app=shop.web:make()',
    'gateway.python.executable=/usr/bin/python3',
    'gateway.python.runtime=workers',
    'gateway.python.threads=4',
    'gateway.python.workers=3'
  ]
}
true
