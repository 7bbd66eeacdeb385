def log = new File(basedir, 'build.log').text
// Once this Python is past its end of life, gateway:check says so.
def old = log =~ /WARNING.* is Python [\d.]+, which has had no security fixes since / ? 1 : 0
assert log.contains("gateway:check of app app:good: errors: 0, warnings: ${old}")
assert log =~ /ERROR.* app:bad breaks PEP 3333 for GET \/, says wsgiref.validate: AssertionError: You should not return a string/
assert log =~ /WARNING.* DEBUG is on in Django's settings/
assert log =~ /WARNING.* STATIC_URL is \/static\/ in Django's settings: under a context path .* write static\//
assert log.contains("gateway:check of app shop.wsgi:application: errors: 0, warnings: ${3 + old}")
assert log =~ /WARNING.* The SQLite database .*db.sqlite3, which is DATABASES\['default'\] in Django's settings, is inside the deployment/
assert log =~ /ERROR.* DATABASES\['default'\] in Django's settings is django\.db\.backends\.sqlite3: .* was built without the module sqlite3 \(_sqlite3\)\. Use a database server/
assert log.count('. Use a database server') == 1
true
