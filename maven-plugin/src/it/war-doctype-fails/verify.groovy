def log = new File(basedir, 'build.log').text
assert log.contains('web.xml has a DOCTYPE, which could read other files; remove it and begin with <web-app')
assert !new File(basedir, 'target/war-doctype-fails.war').exists()
true
