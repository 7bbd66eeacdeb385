def lines = new File(basedir, 'answers.txt').readLines()
assert lines[0] =~ /^http:\/\/127\.0\.0\.1:\d+\/shop\/$/
assert lines.tail() == [
  'script /shop', 'path /hello', 'environment blue', 'property 8', 'argument given', 'directory target'
]
assert new File(basedir, 'build.log').text.contains('There is no desktop to open a browser on (gateway.openBrowser)')
assert new File(basedir, 'build.log').text.contains('gateway.timeout=7 (system property)')
true
