package org.gatewaybridge.python.slots;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A channel to Python in this process, which a slot uses in the place of a socket. */
public interface MemoryChannel extends ByteChannel {

  /** Reads what has arrived, without waiting; -1 at the end. */
  int readNow(ByteBuffer target) throws IOException;
}
