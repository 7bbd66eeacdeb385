import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

// A wheel as PEP 427 describes it.
def wheels = new File(basedir, 'the wheels')
wheels.mkdirs()
def info = 'greeting-1.0.dist-info'
def files = [
  'greeting/__init__.py': 'WORDS = "Hello from a package"\n',
  'greeting/cacert.pem': '-----BEGIN CERTIFICATE-----\n',
  ("${info}/METADATA".toString()): 'Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n',
  ("${info}/WHEEL".toString()): 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  ("${info}/entry_points.txt".toString()): '[console_scripts]\ngreet = greeting:WORDS\n'
]
files["${info}/RECORD".toString()] = (files.keySet() + "${info}/RECORD").collect { "$it,," }.join('\n') + '\n'
new ZipOutputStream(new File(wheels, 'greeting-1.0-py3-none-any.whl').newOutputStream()).withCloseable { zip ->
  files.each { name, text ->
    zip.putNextEntry(new ZipEntry(name.toString()))
    zip.write(text.bytes)
  }
}
true
