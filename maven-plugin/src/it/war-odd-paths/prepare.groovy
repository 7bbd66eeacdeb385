def page = new File(basedir, 'web \u00e4 \u6f22/so \ud83d\ude00 etwas.txt')
page.parentFile.mkdirs()
page.text = 'page'
true
