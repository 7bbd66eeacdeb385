import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
assert log =~ /WEB-INF\/lib\/jakarta.servlet-api-.*jar is the Servlet API, which the container brings itself/
assert log.contains('Give jakarta.servlet:jakarta.servlet-api <scope>provided</scope> in pom.xml')
assert log.contains('Left out of the WAR, because it is the Servlet API: WEB-INF/lib/jakarta.servlet-api-')
assert log.contains('Left out of the WAR, because it is optional: org.jspecify:jspecify. If the app needs it, remove <optional>')
new ZipFile(new File(basedir, 'target/war-drops-servlet-api.war')).withCloseable { war ->
  assert war.entries().collect { it.name }.findAll { it.endsWith('.jar') }.size() == 1
}
true
