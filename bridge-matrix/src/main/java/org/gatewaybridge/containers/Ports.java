package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports below the range that the system gives to outgoing connections, so that none of those
 * takes one before its server does.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private final AtomicInteger next;

  /** Begins at a port that other test processes on this machine are not likely to use. */
  public Ports() {
    this((int) (ProcessHandle.current().pid() * 97 + System.nanoTime() / 1000) & 0xffff);
  }

  Ports(int start) {
    next = new AtomicInteger(start);
  }

  /** Returns the next free port. */
  public int take() {
    for (int tries = 0; tries < LAST - FIRST; tries++) {
      int port = FIRST + Math.floorMod(next.getAndIncrement(), LAST - FIRST);
      if (free(port)) {
        return port;
      }
    }
    throw new UncheckedIOException(
        new IOException("No port from " + FIRST + " to " + LAST + " is free"));
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
