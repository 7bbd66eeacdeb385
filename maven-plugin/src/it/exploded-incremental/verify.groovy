def files(String folder) {
  def base = new File(basedir, folder).toPath()
  def names = []
  base.toFile().eachFileRecurse(groovy.io.FileType.FILES) {
    names << base.relativize(it.toPath()).toString().replace('\\', '/')
  }
  names.toSorted()
}
def webInf = [
  'WEB-INF/classes/com/acme/Hello.class', "WEB-INF/lib/bridge-core-${gatewayVersion}.jar".toString(), 'WEB-INF/web.xml'
]
assert files('target/exploded-incremental') == webInf + ['a.txt', 'b/foreign.txt']
assert files('elsewhere') == webInf
def log = new File(basedir, 'build.log').text
assert log.contains('(5 written, 0 removed, 0 unchanged)')
assert log.contains('(0 written, 1 removed, 4 unchanged)')
assert log.contains('(3 written, 0 removed, 0 unchanged)')
true
