// No timestamp is set in this project, and no finalName: the defaults.
assert new File(basedir, 'target/war-not-declared-1.0.war').exists()
true
