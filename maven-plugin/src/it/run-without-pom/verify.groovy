assert new File(basedir, 'answers.txt').readLines() == ['first in run-without-pom']
assert !new File(basedir, 'pom.xml').exists()
assert basedir.list().every { !it.contains('{') }
true
