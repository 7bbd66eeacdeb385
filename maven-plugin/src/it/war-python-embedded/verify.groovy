import java.util.zip.ZipFile

def contents(String name) {
  new ZipFile(new File(basedir, "target/${name}.war")).withCloseable { war ->
    def webXml = new groovy.xml.XmlSlurper().parse(war.getInputStream(war.getEntry('WEB-INF/web.xml')))
    def runtime = webXml.servlet.'init-param'.find { it.'param-name' == 'gateway.python.runtime' }
    assert runtime.'param-value' == 'embedded'
    assert name == 'skinny' || war.getInputStream(war.getEntry('META-INF/context.xml')).text.contains('cachingAllowed="false"')
    war.entries().collect { it.name }.findAll { it.endsWith('.jar') }
  }
}

def whole = contents('war-python-embedded')
assert whole.any { it ==~ 'WEB-INF/lib/polyglot-.*jar' }
assert whole.any { it ==~ 'WEB-INF/lib/python-language-.*jar' }
assert whole.any { it ==~ 'WEB-INF/lib/bridge-python-.*jar' }

def skinny = contents('skinny')
assert skinny*.replaceAll('-[0-9].*', '').sort() == ['WEB-INF/lib/bridge-core', 'WEB-INF/lib/bridge-python']

assert (new File(basedir, 'build.log').text =~ /GraalPy adds \d+ MB to the WAR/).count == 1
true
