import java.util.zip.ZipFile
import java.util.zip.ZipInputStream

assert !new File(basedir, 'target').exists() || !new File(basedir, 'target').list().any { it.endsWith('.war') }
assert !new File(basedir, 'library/target').list().any { it.endsWith('.war') || it.endsWith('.jar') }
new ZipFile(new File(basedir, 'web/target/web.war')).withCloseable { war ->
  def jar = war.getEntry('WEB-INF/lib/library-1.0.jar')
  assert jar
  def entry = new ZipInputStream(war.getInputStream(jar)).with { zip ->
    def names = []
    for (def each = zip.nextEntry; each != null; each = zip.nextEntry) {
      names << each.name
    }
    names
  }
  assert entry.contains('com/acme/library/Shop.class')
}
def log = new File(basedir, 'build.log').text
assert log.count('Skipping: a module of packaging pom has no app') == 2
assert log.count('Skipping: this module has no gateway app') == 2
true
