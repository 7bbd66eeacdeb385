// Waits beside the build for the app's address, changes its source, and lets it end itself.
def log = new File(basedir, 'build.log')
def answers = new File(basedir, 'answers.txt')
def end = System.nanoTime() + 240_000_000_000L
def await = { Closure<Boolean> fact ->
  while (!fact() && System.nanoTime() < end) {
    Thread.sleep(100)
  }
}
Thread.startDaemon {
  def address = null
  await {
    def found = log.exists() ? (log.text =~ /(?m)^Gateway app app:app at (\S+)$/) : null
    address = found ? found[0][1] : null
  }
  answers << new URL(address).text + '\n'
  def source = new File(basedir, 'app.py')
  source.text = source.text.replace('"first"', '"changed"')
  await { log.text.contains('the app is reloaded') }
  answers << new URL(address).text + '\n'
  try {
    new URL(address + 'end').text
  } catch (IOException expected) {
    // It ended before it could answer.
  }
}
true
