def log = new File(basedir, 'build.log').text
assert log.contains('Several gateway apps found: com.acme.One, com.acme.Two. Choose one with <app> in pom.xml or -Dgateway.app=com.acme.One')
assert log.contains('The app "com.acme.Tow" (gateway.app) is in none of the project\'s classes and libraries. Use one of: com.acme.One, com.acme.Two')
assert log.contains('urlPattern "nonsense" is no servlet mapping; use /*, /path/*, / or *.extension')
assert new File(basedir, 'target/war-several-apps-fails.war').exists()
true
