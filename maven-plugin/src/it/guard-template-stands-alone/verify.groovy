def template = new File(templatePom).text
def banned = '''<dependencies>
    <dependency>
      <groupId>org.gatewaybridge</groupId>
      <artifactId>bridge-core</artifactId>
    </dependency>'''

def enforce = { String name, String pom ->
  def folder = new File(basedir, name)
  folder.mkdirs()
  new File(folder, 'pom.xml').text = pom
  def process = new ProcessBuilder(
      new File(mavenHome, 'bin/mvn').path, '-B', '-s', settings, "-Dmaven.repo.local=${localRepositoryPath}".toString(),
      'enforcer:enforce@template-stands-alone').directory(folder).redirectErrorStream(true).start()
  def output = process.inputReader().text
  [code: process.waitFor(), output: output]
}

def green = enforce('green', template)
assert green.code == 0 : green.output
def red = enforce('red', template.replaceFirst('<dependencies>', banned))
assert red.code != 0
assert red.output.contains('bridge-war-template sees java.* only') : red.output
assert red.output.contains('org.gatewaybridge:bridge-core')
true
