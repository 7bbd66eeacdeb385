def lines = new File(basedir, 'answers.txt').readLines()
assert lines[0] =~ /^http:\/\/127\.0\.0\.1:\d+\/$/
assert lines.contains('path /hello')
assert lines.contains('directory run-answers-on-jetty')

def log = new File(basedir, 'build.log').text
assert log.contains('gateway.timeout=7 (system property)')
assert log.contains('gateway.lint=true (system property)')
assert log =~ /\[WARNING\] -Dgateway.timout has no effect.*; the nearest is gateway.timeout/
assert log =~ /\[WARNING\] -Dgateway.contaner has no effect.*; the nearest is gateway.container/
true
