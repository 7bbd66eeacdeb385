import java.net.http.HttpClient
import java.net.http.WebSocket
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

// Waits beside the build for the app's address, asks it over HTTP and a WebSocket, and lets it end itself.
class Echo implements WebSocket.Listener {
  final CompletableFuture<String> said = new CompletableFuture<>()

  @Override
  java.util.concurrent.CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    said.complete(data.toString())
    return null
  }

  @Override
  void onError(WebSocket socket, Throwable error) {
    said.completeExceptionally(error)
  }
}

def log = new File(basedir, 'build.log')
def answers = new File(basedir, 'answers.txt')
def end = System.nanoTime() + 240_000_000_000L
Thread.startDaemon {
  def address = null
  while (address == null && System.nanoTime() < end) {
    def found = log.exists() ? (log.text =~ /(?m)^Gateway app main:app at (\S+)$/) : null
    address = found ? found[0][1] : null
    Thread.sleep(100)
  }
  try {
    answers << new URL(address).text + '\n'
    def echo = new Echo()
    def socket = HttpClient.newHttpClient().newWebSocketBuilder()
      .buildAsync(URI.create(address.replace('http:', 'ws:') + 'echo'), echo).get(30, TimeUnit.SECONDS)
    socket.sendText('loud', true)
    answers << echo.said.get(30, TimeUnit.SECONDS) + '\n'
  } catch (Exception e) {
    answers << e.toString() + '\n'
  }
  try {
    new URL(address + 'end').text
  } catch (IOException expected) {
    // It ended before it could answer.
  }
}
true
