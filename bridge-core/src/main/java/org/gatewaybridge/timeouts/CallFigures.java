package org.gatewaybridge.timeouts;

/** How long a response took and how long it was, for those who listen to requests. */
public final class CallFigures {
  private final long begun = System.nanoTime();
  private long bytes;
  private long nanosToHead = -1;

  /** Begins with the call. */
  public CallFigures() {}

  void headSent() {
    nanosToHead = nanos();
  }

  void sent(long more) {
    bytes += more;
  }

  /** Returns how many bytes of body were sent. */
  public long bytes() {
    return bytes;
  }

  /** Returns the nanoseconds since the call began. */
  public long nanos() {
    return System.nanoTime() - begun;
  }

  /** Returns the nanoseconds from there to the head, -1 if none was sent. */
  public long nanosToHead() {
    return nanosToHead;
  }
}
