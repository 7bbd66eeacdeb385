import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
assert log.contains('Running on Apache Tomcat ')
assert log.contains('5 of 5 cases identical on all 2 containers')
assert log.contains('Skipping (gateway.matrix.skip=true)')

def folder = new File(basedir, 'target/gateway-matrix')
def matrix = new JsonSlurper().parse(new File(folder, 'matrix.json'))
assert matrix.containers*.id == ['tomcat11', 'undertow2.3']
assert matrix.cases*.id == ['D1', 'P1', 'P2', 'U1', 'U2']
assert matrix.cases.every { row -> row.results.every { id, cell -> cell.outcome == 'pass' } }
def war = new File(basedir, 'target/gateway/matrix/matrix-compares.war')
def digest = java.security.MessageDigest.getInstance('SHA-256').digest(war.bytes).encodeHex().toString()
assert matrix.war.sha256 == digest
assert new File(folder, 'index.html').text.contains(digest)
assert new File(folder, 'TEST-gateway-matrix-undertow2.3.xml').text.contains('the body arrives')

def front = new JsonSlurper().parse(new File(basedir, 'target/front/matrix.json'))
assert front.cases*.title.contains('GET / answers below 500')
assert front.cases.every { it.results.tomcat11.outcome == 'pass' }
true
