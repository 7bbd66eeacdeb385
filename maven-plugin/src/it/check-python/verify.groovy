def log = new File(basedir, 'build.log').text
assert log.contains('gateway:check of app app:good: errors: 0, warnings: 0')
assert log =~ /ERROR.* app:bad breaks PEP 3333 for GET \/, says wsgiref.validate: AssertionError: You should not return a string/
assert log =~ /WARNING.* DEBUG is on in Django's settings/
assert log =~ /WARNING.* STATIC_URL is \/static\/ in Django's settings: under a context path .* write static\//
assert log.contains('gateway:check of app shop.wsgi:application: errors: 0, warnings: 3')
assert log =~ /WARNING.* The SQLite database .*db.sqlite3, which is DATABASES\['default'\] in Django's settings, is inside the deployment/
true
