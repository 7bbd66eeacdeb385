assert new File(basedir, 'web/target/web.war').exists()
assert new File(basedir, 'profiled/target/profiled.war').exists()
assert !new File(basedir, 'app/target').list().any { it.endsWith('.war') }
def log = new File(basedir, 'build.log').text
assert log.contains('Skipping: what is deployed of it is web')
assert new File(basedir, 'answers.txt').readLines().contains('path /hello')
true
