def lines = new File(basedir, 'answers.txt').readLines()
assert lines[0] =~ /^http:\/\/127\.0\.0\.1:\d+\/$/
assert lines.contains('path /hello')
assert lines.contains('directory run-answers-on-undertow')
assert new File(basedir, 'build.log').text.contains('gateway.timeout=7 (system property)')
true
