def log = new File(basedir, 'build.log').text
assert log.contains('Several Python apps found: app:app, main:app. Choose one with <app> in pom.xml or -Dgateway.app=app:app')
assert log =~ /The interpreter "\/nowhere\/python3" \(gateway.pythonExecutable\) cannot be started: .*Install Python 3.9 or newer/
assert log =~ /pip could not install .*no.txt \(exit code 1\).*No matching distribution found for no-such-package==1.0/
assert log =~ /requirementsFile \(gateway.requirementsFile\) is .*missing.txt, which is no file; correct the path/
assert log =~ /pythonSourceDirectory \(gateway.pythonSourceDirectory\) is .*missing, which is no folder; correct the path/
assert log.contains('pythonWorkers (gateway.pythonWorkers) is "abc"; give a number from 1')
assert !new File(basedir, 'target/war-python-fails.war').exists()
true
