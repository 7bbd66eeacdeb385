def log = new File(basedir, 'build.log').text
assert log.contains("manage.py in python: ['migrate', 'two words']")
assert log.contains("manage.py in python: ['check', 'all', 'of', 'it']")
assert log.contains('manage.py check all of it ended with exit code 2; its lines above say why')
assert log.contains('gateway:python has no command; give it one, such as -Dgateway.args="manage.py migrate"')
true
