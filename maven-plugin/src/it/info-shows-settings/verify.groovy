def log = new File(basedir, 'build.log').text
assert log =~ /gateway\.app +com\.acme\.Hello +parameter/
assert log =~ /gateway\.health +\/health +parameter/
assert log =~ /gateway\.pool\.size +7 +environment variable GATEWAY_POOL_SIZE/
assert log =~ /gateway\.timeout +5 +parameter/
assert log =~ /gateway\.threads +3 +system property/
assert log =~ /gateway\.pool\.queue +9 +settings file, \/shop\//
assert log.contains('environment variable "GATEWAY_TIMOUT" is unknown; the nearest setting is GATEWAY_TIMEOUT')
assert log =~ /gateway\.execution +container +default/
assert log.contains('Environment variable GATEWAY_LINT is "perhaps"; give true or false')
true
