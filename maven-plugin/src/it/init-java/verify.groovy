new java.util.zip.ZipFile(new File(basedir, 'target/hello.war')).withCloseable { war ->
  assert war.getEntry('WEB-INF/classes/com/acme/Hello.class') != null
}
true
