// A port that is busy while the build runs, and one that is free.
def busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())
context.put('busy', busy)
// Below those that the system gives to outgoing connections, which could take it meanwhile.
def free = (20_000 + new Random().nextInt(5_000)..32_000).find { port ->
  try {
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close()
    true
  } catch (IOException taken) {
    false
  }
}
new File(basedir, 'busy.properties').text = "gateway.port=${busy.localPort}\n"
new File(basedir, 'suspended.properties').text = "gateway.port=0\ngateway.debugPort=${free}\n"
true
