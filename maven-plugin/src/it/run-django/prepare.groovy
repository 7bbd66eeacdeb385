// Waits beside the builds for the app's address on each container, asks it, and lets it end itself.
def log = new File(basedir, 'build.log')
def answers = new File(basedir, 'answers.txt')
def get = { String address ->
  def connection = new URL(address).openConnection()
  def status = connection.responseCode
  status == 200 ? "${status} ${connection.contentType?.replaceFirst(/;.*/, '')} ${connection.inputStream.text.readLines()[0]}" : "${status}"
}
Thread.startDaemon {
  def end = System.nanoTime() + 380_000_000_000L
  for (number in 0..2) {
    def address = null
    while (address == null && System.nanoTime() < end) {
      def found = log.exists() ? (log.text =~ /(?m)^Gateway app shop.wsgi:application at (\S+)$/).collect { it[1] } : []
      address = found.size() > number ? found[number] : null
      Thread.sleep(100)
    }
    ['', 'static/site.css', 'static/admin/css/base.css', 'static/nothing.css', 'static/'].each {
      answers << "${it}: ${get(address + it)}\n"
    }
    try {
      new URL(address + 'end').text
    } catch (IOException expected) {
      // It ended before it could answer.
    }
  }
}
true
