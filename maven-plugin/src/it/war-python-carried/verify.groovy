import java.util.zip.ZipFile

def first = new File(basedir, 'first/war-python-carried.war')
assert first.bytes == new File(basedir, 'again/war-python-carried.war').bytes
assert first.length() <= 16 * 1024 * 1024
def platform = System.getProperty('os.arch') == 'aarch64' ? 'linux-arm64' : 'linux-x86_64'
new ZipFile(first).withCloseable { war ->
  def facts = new Properties()
  facts.load(war.getInputStream(war.getEntry("WEB-INF/python-runtime/${platform}.properties")))
  assert facts.version == '3.11.3'
  assert facts.executable == 'bin/python3.11'
  def bom = new groovy.json.JsonSlurper().parse(war.getInputStream(war.getEntry("META-INF/sbom/python-${platform}.cdx.json")))
  assert bom.components.collect { it.name + ' ' + it.version } == ['cpython 3.11.3', 'openssl 3.1.0']
  def webXml = new groovy.xml.XmlSlurper().parse(war.getInputStream(war.getEntry('WEB-INF/web.xml')))
  assert !webXml.servlet.'init-param'.any { it.'param-name' == 'gateway.python.executable' }
  def archive = new File(basedir, 'runtime.zip')
  archive.bytes = war.getInputStream(war.getEntry("WEB-INF/python-runtime/${platform}.zip")).bytes
  new ZipFile(archive).withCloseable { runtime ->
    def names = runtime.entries().collect { it.name }
    assert names.containsAll(['LICENSES.txt', 'lib/python3.11/LICENSE.txt', 'lib/python3.11/__pycache__/os.cpython-311.pyc'])
    assert !names.any { it =~ /site-packages\/(pip|setuptools)|\/test\/|\.h$/ && !it.endsWith('patchlevel.h') }
  }
}
def log = new File(basedir, 'build.log').text
assert log =~ /INFO.* \(gateway\.pythonCarried\), 3\.11\.3, is packed into the WAR and runs the app/
assert log =~ /C\/.*\/home\/bin\/python3\.11/
assert log.contains('gateway:check of app app:app: errors: 0')
assert log.contains('pythonExecutable (gateway.pythonExecutable) and pythonCarried (gateway.pythonCarried) are both set')
assert log.contains('pythonHome (gateway.pythonHome) is /nowhere, in which there is no CPython')
assert log.contains(":0.0 (gateway.pythonDistribution, gateway.pythonPlatforms) cannot be had")
assert log.contains('pythonPlatforms (gateway.pythonPlatforms) names "windows-x86_64"')
true
