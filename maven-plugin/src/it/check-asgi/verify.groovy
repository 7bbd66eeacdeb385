def log = new File(basedir, 'build.log').text
// Once this Python is past its end of life, gateway:check says so.
def old = log =~ /WARNING.* is Python [\d.]+, which has had no security fixes since / ? 1 : 0
assert log.contains("gateway:check of app shop:good: errors: 0, warnings: ${old}")
assert log =~ /ERROR.* shop:bad breaks ASGI for GET \/: headers of http.response.start hold the name b'Content-Type'; write it in lower case, b'content-type'/
assert log =~ /ERROR.* shop:bad breaks ASGI for GET \/: body of http.response.body is str 'text'; give bytes/
assert log =~ /WARNING.* shop:bad at GET \/: the scope's headers is changed in place/
assert log =~ /ERROR.* shop:closed failed at its startup \(lifespan\): The shop is closed/
true
