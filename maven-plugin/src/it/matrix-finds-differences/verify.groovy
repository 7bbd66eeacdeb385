import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
assert log.contains('gateway:matrix: 3 failed, 0 not run; see ')
assert log.contains('Unknown container "tomkat"; use one of tomcat11, ')
assert log.contains('Unknown failOn "sometimes" (gateway.failOn). Use one of: regression, any, never')
assert log.contains('wrong.http has "GIVE me" where it should have a method and a path, such as GET /')

for (folder in ['target/gateway-matrix', 'target/never']) {
  def matrix = new JsonSlurper().parse(new File(basedir, folder + '/matrix.json'))
  def row = { title -> matrix.cases.find { it.title == title }.results }
  assert row('says the same everywhere').tomcat11.outcome == 'pass'
  assert row('says the same everywhere')['undertow2.3'].outcome == 'fail'
  assert row('says the same everywhere')['undertow2.3'].reason == 'other than on tomcat11: another body'
  assert row('may differ')*.value*.outcome == ['pass', 'pass']
  assert row('is wrong everywhere')*.value*.reason.every {
    it == 'status 200 instead of 404; header X-Missing is [] instead of yes'
  }
}
true
