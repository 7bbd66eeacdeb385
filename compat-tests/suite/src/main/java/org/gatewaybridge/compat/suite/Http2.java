package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.gatewaybridge.compat.wire.Field;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.Transcript;

/** A client that speaks HTTP/2 without TLS; a reset stream is an IOException. */
public final class Http2 {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  private final Caller caller;

  private Http2(Caller caller) {
    this.caller = caller;
  }

  /**
   * Connects, by an Upgrade on a first request, so that those that follow have a stream of their
   * own.
   */
  public static Http2 of(Caller caller) throws IOException, InterruptedException {
    return of(caller, caller.get("/upgrade"));
  }

  /**
   * Connects in the same way.
   *
   * @param first what is answered with success: Open Liberty upgrades no other request
   */
  public static Http2 of(Caller caller, RawRequest first) throws IOException, InterruptedException {
    Http2 http2 = new Http2(caller);
    http2.send(first);
    return http2;
  }

  /** Sees that the answer to a request does not come to a regular end. */
  public void isReset(RawRequest request) throws InterruptedException {
    HttpResponse<byte[]> answer;
    try {
      answer = send(request);
    } catch (HttpTimeoutException silence) {
      throw new AssertionError("neither ended nor reset", silence);
    } catch (IOException reset) {
      return;
    }
    throw new AssertionError(
        "a clean end: " + answer.statusCode() + ", " + answer.body().length + " bytes");
  }

  public HttpResponse<byte[]> send(RawRequest request) throws IOException, InterruptedException {
    Transcript.Connection transcript = Transcript.Connection.open();
    transcript.sends(request.bytes());
    HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
    transcript.receives((response + "\n" + response.headers().map() + "\n\n").getBytes(ISO_8859_1));
    transcript.receives(response.body());
    return response;
  }

  /** Returns when the body begins; closing it before its end resets the stream. */
  public HttpResponse<InputStream> begin(RawRequest request)
      throws IOException, InterruptedException {
    return send(request, BodyHandlers.ofInputStream());
  }

  private <T> HttpResponse<T> send(RawRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpRequest.Builder built =
        HttpRequest.newBuilder(URI.create("http://" + caller.authority() + request.target()))
            .timeout(Duration.ofSeconds(15))
            .method(request.method(), HttpRequest.BodyPublishers.noBody());
    for (Field field : request.fields()) {
      if (!field.name().equals("Host")) {
        built.header(field.name(), field.value());
      }
    }
    HttpResponse<T> response = client.send(built.build(), handler);
    if (response.version() != HttpClient.Version.HTTP_2) {
      throw new AssertionError("no HTTP/2 without TLS here: " + response);
    }
    return response;
  }
}
