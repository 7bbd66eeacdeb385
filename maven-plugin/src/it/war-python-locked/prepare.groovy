import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

// A wheel as PEP 427 describes it.
def wheels = new File(basedir, 'wheels')
wheels.mkdirs()
def info = 'greeting-1.0.dist-info'
def files = [
  'greeting/__init__.py': 'WORDS = "Hello from a locked package"\n',
  ("${info}/METADATA".toString()): 'Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n',
  ("${info}/WHEEL".toString()): 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'
]
files["${info}/RECORD".toString()] = (files.keySet() + "${info}/RECORD").collect { "$it,," }.join('\n') + '\n'
def wheel = new File(wheels, 'greeting-1.0-py3-none-any.whl')
new ZipOutputStream(wheel.newOutputStream()).withCloseable { zip ->
  files.each { name, text ->
    zip.putNextEntry(new ZipEntry(name.toString()))
    zip.write(text.bytes)
  }
}

def hash = java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance('SHA-256').digest(wheel.bytes))
new File(basedir, 'uv.lock').text = """version = 1
revision = 3
requires-python = ">=3.9"

[[package]]
name = "greeting"
version = "1.0"
source = { registry = "wheels" }
wheels = [
    { path = "greeting-1.0-py3-none-any.whl", hash = "sha256:${hash}" },
]

[[package]]
name = "locked"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "greeting" },
]

[package.dev-dependencies]
dev = [
    { name = "pytest" },
]

[package.metadata]
requires-dist = [{ name = "greeting", specifier = ">=1" }]

[package.metadata.requires-dev]
dev = [{ name = "pytest" }]
"""
def stale = new File(basedir, 'stale')
stale.mkdirs()
new File(stale, 'uv.lock').text = new File(basedir, 'uv.lock').text
new File(stale, 'pyproject.toml').text =
  new File(basedir, 'pyproject.toml').text.replace('"greeting>=1"', '"greeting>=1", "flask"')
true
