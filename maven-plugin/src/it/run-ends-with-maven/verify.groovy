import java.util.concurrent.TimeUnit

// Starts gateway:run, and ends its Maven as soon as the app answers.
def endedBy = { Closure signal ->
  def mvn = new File(mavenHome, System.getProperty('os.name').startsWith('Windows') ? 'bin/mvn.cmd' : 'bin/mvn').path
  def process = new ProcessBuilder(
      mvn, '-B', '-o', '-s', settings, "-Dmaven.repo.local=${localRepositoryPath}".toString(), 'gateway:run', '-Dgateway.port=0')
      .directory(basedir).redirectErrorStream(true).start()
  Thread.startDaemon {
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly()
    }
  }
  def lines = []
  def address = null
  def reader = process.inputReader()
  while (address == null) {
    def line = reader.readLine()
    assert line != null : lines.join('\n')
    lines << line
    def found = line =~ /^Gateway app com.acme.Hello at (\S+)$/
    address = found ? found[0][1] : null
  }
  assert new URL(address).text == 'Hello\n'
  def server = process.toHandle().descendants().filter {
    it.info().commandLine().orElse('').contains('org.gatewaybridge.servers.Main')
  }.findFirst().get()
  signal(process.toHandle())
  assert process.waitFor(60, TimeUnit.SECONDS)
  server.onExit().get(60, TimeUnit.SECONDS)
  assert !server.alive
}
endedBy { it.destroy() }
endedBy { it.destroyForcibly() }
true
