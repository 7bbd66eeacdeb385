// Another plugin's file in the same folder.
def foreign = new File(basedir, 'target/exploded-incremental/b/foreign.txt')
foreign.parentFile.mkdirs()
foreign.text = 'foreign'
true
