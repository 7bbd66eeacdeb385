import java.util.zip.ZipFile

def target = new File(basedir, 'Ziel & \u76ee\u6807 100%')
new ZipFile(new File(target, 'Gr\u00fc\u00dfe an alle #1.war')).withCloseable { war ->
  assert war.getInputStream(war.getEntry('so \ud83d\ude00 etwas.txt')).text == 'page'
  assert war.getEntry('WEB-INF/classes/com/acme/Hello.class')
  def webXml = war.getInputStream(war.getEntry('WEB-INF/web.xml')).text
  assert webXml.contains('<param-value>com.acme.Hello</param-value>')
}
assert new File(target, 'Gr\u00fc\u00dfe an alle #1/so \ud83d\ude00 etwas.txt').text == 'page'
true
