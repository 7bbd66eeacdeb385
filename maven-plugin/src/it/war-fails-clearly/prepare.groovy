import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

new File(basedir, 'blocked').text = 'a file'
def evil = new File(basedir, 'evil/WEB-INF/lib/evil.jar')
evil.parentFile.mkdirs()
new ZipOutputStream(new FileOutputStream(evil)).withCloseable { zip ->
  zip.putNextEntry(new ZipEntry('../../../outside'))
}
def linked = new File(basedir, 'linked')
linked.mkdirs()
if (!System.getProperty('os.name').startsWith('Windows')) {
  Files.createSymbolicLink(new File(linked, 'page.html').toPath(), Path.of('/etc/passwd'))
}
true
