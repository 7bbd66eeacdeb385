def log = new File(basedir, 'build.log').text
assert log.contains('No gateway app found: nothing is compiled yet. Run mvn compile before this goal')
assert log.contains('GET /broken was answered with 500')
assert log =~ /Header "Connection" belongs to the server; remove it from startResponse \[R\d+\]/
assert log =~ /WARNING.* more than 10 \(gateway.maxWarSize\)/
assert log.contains('gateway:check of app com.acme.Faulty: errors: 0, warnings: 1; mend what stands above')
assert log.contains('Unknown report "html" (gateway.report). Use one of: text, json')
def findings = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/gateway/check.json')).findings
assert findings.any { it.level == 'ERROR' && it.text.startsWith('WEB-INF/web.xml, line ') && it.text.contains('nonsense') }
true
