import java.util.zip.ZipFile

new ZipFile(new File(basedir, 'target/war-python-locked.war')).withCloseable { war ->
  def packages = war.entries().collect { it.name }.findAll { it ==~ /WEB-INF\/python-packages\/[^\/]+\/[^\/]+/ }
  assert packages.contains('WEB-INF/python-packages/greeting/__init__.py')
  assert packages.every { it.startsWith('WEB-INF/python-packages/greeting') }
}

def log = new File(basedir, 'build.log').text
assert log =~ /INFO.* The packages are those of .*uv\.lock; not read: requirements\.txt\. Name the file to read with/
assert log =~ /ERROR.*stale\/uv\.lock does not belong to the pyproject\.toml beside it: they differ in flask; lock again: uv lock/
true
