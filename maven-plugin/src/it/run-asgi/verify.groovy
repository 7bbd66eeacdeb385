assert new File(basedir, 'answers.txt').readLines() == ['started', 'LOUD']
true
