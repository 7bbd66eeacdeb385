def pom = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml'))
assert pom.groupId == 'com.acme'
assert pom.artifactId == 'greeter'
assert pom.properties.'gateway.pythonExecutable' == '/usr/bin/python3'
assert pom.build.plugins.plugin.version == gatewayVersion
assert pom.dependencies.isEmpty()
def war = new java.util.zip.ZipFile(new File(basedir, 'target/greeter.war'))
assert war.getEntry('WEB-INF/python/app.py') != null
def log = new File(basedir, 'build.log').text
assert log.contains('Unknown language "ruby" (gateway.language). Use java or python')
assert log.contains('pom.xml is there already; add the plugin to it by hand')
true
