def lines = new File(basedir, 'answers.txt').readLines()
assert lines.size() == 15
lines.collate(5).each { container ->
  assert container[0] == ': 200 text/html <link href="/shop/static/site.css">'
  assert container[1] == 'static/site.css: 200 text/css p { color: green }'
  assert container[2].startsWith('static/admin/css/base.css: 200 text/css ')
  assert container[3] == 'static/nothing.css: 404'
  assert container[4] == 'static/: 404'
}
// Nothing was left in the user's folders.
assert new File(basedir, 'src/main/python').list().toSorted() == ['manage.py', 'shop']
assert new File(basedir, 'src/main/python/shop').list().toSorted() == ['__init__.py', 'settings.py', 'static', 'urls.py', 'wsgi.py']
true
