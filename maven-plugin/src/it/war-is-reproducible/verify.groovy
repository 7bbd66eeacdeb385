import java.time.LocalDateTime
import java.util.zip.ZipFile

def first = new File(basedir, 'first/war-is-reproducible.war')
assert first.bytes == new File(basedir, 'second/war-is-reproducible.war').bytes
new ZipFile(first).withCloseable { war ->
  assert war.entries().collect { it.timeLocal }.unique() == [LocalDateTime.of(2026, 1, 2, 3, 4, 4)]
}
true
