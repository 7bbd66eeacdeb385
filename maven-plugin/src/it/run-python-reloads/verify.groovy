assert new File(basedir, 'answers.txt').readLines() == ['first in run-python-reloads', 'changed in run-python-reloads']
true
