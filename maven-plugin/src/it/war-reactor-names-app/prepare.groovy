// Waits beside the build for the app's address, asks it, and lets it end itself.
def log = new File(basedir, 'build.log')
def answers = new File(basedir, 'answers.txt')
Thread.startDaemon {
  def address = null
  def end = System.nanoTime() + 240_000_000_000L
  while (address == null && System.nanoTime() < end) {
    def found = log.exists() ? (log.text =~ /(?m)^Gateway app com.acme.Talk at (\S+)$/) : null
    address = found ? found[0][1] : null
    Thread.sleep(100)
  }
  answers.text = address + '\n' + new URL(address + 'hello').text
  try {
    new URL(address + 'end').text
  } catch (IOException expected) {
    // It ended before it could answer.
  }
}
true
