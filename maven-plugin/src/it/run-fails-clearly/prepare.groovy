// A port that is busy while the build runs, and one that is free.
def busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())
context.put('busy', busy)
def free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).withCloseable { it.localPort }
new File(basedir, 'busy.properties').text = "gateway.port=${busy.localPort}\n"
new File(basedir, 'suspended.properties').text = "gateway.port=0\ngateway.debugPort=${free}\n"
true
