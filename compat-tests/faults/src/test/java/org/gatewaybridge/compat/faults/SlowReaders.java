package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.wire.RawRequest;

/** Clients that ask for something, and read it as slowly as they are told. */
final class SlowReaders implements AutoCloseable {
  private static final int TICKS = 4;
  private static final int RECEIVE_BUFFER = 32 << 10;

  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicLongArray read;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final byte[] buffer;

  SlowReaders(int count, int bytesPerSecond) {
    read = new AtomicLongArray(count);
    buffer = new byte[bytesPerSecond / TICKS];
  }

  /** Begins one client for each request. */
  void open(Caller caller, List<RawRequest> requests) throws IOException {
    for (RawRequest request : requests) {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      socket.connect(new InetSocketAddress(caller.host(), caller.port()));
      socket.getOutputStream().write(request.bytes());
    }
    var unused = clock.scheduleAtFixedRate(this::tick, 0, 1000 / TICKS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    for (int i = 0; i < sockets.size(); i++) {
      try {
        read.addAndGet(i, readSome(sockets.get(i)));
      } catch (IOException e) {
        throw new UncheckedIOException(e); // ends the ticks, so that the row misses
      }
    }
  }

  private int readSome(Socket socket) throws IOException {
    int some = 0;
    while (some < buffer.length && socket.getInputStream().available() > 0) {
      some += socket.getInputStream().read(buffer, some, buffer.length - some);
    }
    return some;
  }

  /** Returns how many bytes a client has read. */
  long read(int client) {
    return read.get(client);
  }

  /** Returns how many bytes the slowest client has read. */
  long least() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < read.length(); i++) {
      least = Math.min(least, read.get(i));
    }
    return least;
  }

  /** Goes away, in the middle of what is read. */
  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
