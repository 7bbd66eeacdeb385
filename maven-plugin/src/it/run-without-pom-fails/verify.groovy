assert new File(basedir, 'build.log').text.contains('an app in Java needs a pom.xml')
assert !new File(basedir, 'pom.xml').exists()
assert !new File(basedir, 'target').exists()
true
