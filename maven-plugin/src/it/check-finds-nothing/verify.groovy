def findings = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/gateway/check.json'))
assert findings == [findings: []]
def log = new File(basedir, 'build.log').text
assert log.count('gateway:check of app com.acme.Hello: errors: 0, warnings: 0') == 1
assert log.count('Skipping (gateway.check.skip=true)') == 1
true
