def installed = new File(localRepositoryPath, 'com/acme/war-packaging/1.0')
assert new File(installed, 'war-packaging-1.0.war').bytes == new File(basedir, 'target/war-packaging.war').bytes
assert !new File(installed, 'war-packaging-1.0.jar').exists()
assert new File(basedir, 'build.log').text.count(':compile (default-compile)') == 1
true
