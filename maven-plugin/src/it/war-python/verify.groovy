import java.util.zip.ZipFile

def first = new File(basedir, 'first/war-python.war')
assert first.bytes == new File(basedir, 'again/war-python.war').bytes
new ZipFile(first).withCloseable { war ->
  def names = war.entries().collect { it.name }.findAll { !it.endsWith('/') && it.startsWith('WEB-INF/') }
  def invokersOwn = /.*\.groovy|.*invoker\.properties/
  def plain = names.findAll { !it.endsWith('.pyc') && !it.contains('.dist-info/') && !(it ==~ invokersOwn) }
  assert plain == [
    "WEB-INF/lib/bridge-core-${gatewayVersion}.jar".toString(),
    "WEB-INF/lib/bridge-python-${gatewayVersion}.jar".toString(),
    'WEB-INF/python-packages/greeting/__init__.py',
    'WEB-INF/python-packages/greeting/cacert.pem',
    'WEB-INF/python/app.py',
    'WEB-INF/python/requirements.txt',
    'WEB-INF/python/templates/hello.html',
    'WEB-INF/web.xml'
  ]
  assert names.any { it =~ /^WEB-INF\/python\/__pycache__\/app\.cpython-\d+\.pyc$/ }
  assert names.any { it =~ /^WEB-INF\/python-packages\/greeting\/__pycache__\/__init__\.cpython-\d+\.pyc$/ }
  assert names.contains('WEB-INF/python-packages/greeting-1.0.dist-info/METADATA')

  def webXml = new groovy.xml.XmlSlurper().parse(war.getInputStream(war.getEntry('WEB-INF/web.xml')))
  assert webXml.servlet.'init-param'.collect { "${it.'param-name'}=${it.'param-value'}".toString() } == [
    'gateway.app=org.gatewaybridge.python.PythonAppFactory',
    'gateway.python.app=app:app',
    'gateway.python.executable=/usr/bin/python3'
  ]
}

def log = new File(basedir, 'build.log').text
assert log =~ /DEBUG.* Left out of the WAR, because it is generated: .*db\.sqlite3/
assert log =~ /DEBUG.* Left out of the WAR, because it is a test .*tests/
assert log =~ /WARNING.* that of a secret: WEB-INF\/python\/\.env/
assert !new File(basedir, '__pycache__').exists()
true
