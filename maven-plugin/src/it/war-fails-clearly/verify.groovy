def log = new File(basedir, 'build.log').text
def cannot = 'Cannot package com.acme:war-fails-clearly:jar:1.0: '
assert log =~ /${cannot}Cannot write .*blocked.war-fails-clearly.war: .*blocked is in the way/
assert log =~ /${cannot}.*blocked.exploded.*: Not a directory/ || log =~ /${cannot}.*blocked.* is in the way/
assert log =~ /evil.jar has an entry that leaves the folder it is unpacked into, "\.\.\/\.\.\/\.\.\/outside"; use a library/
if (!System.getProperty('os.name').startsWith('Windows')) {
  assert log.contains('for "/etc/passwd"; replace it by a copy of what the WAR needs')
}
assert !log.contains('\tat org.gatewaybridge')
assert new File(basedir, 'blocked').text == 'a file'
assert !new File(basedir, 'target/war-fails-clearly.war').exists()
assert !new File(basedir, 'outside').exists()
true
