package org.gatewaybridge.servlet.container;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Function;
import org.gatewaybridge.engine.ClientGone;
import org.jspecify.annotations.Nullable;

/**
 * Sends files by the fastest way that a container's stream has in public: the whole channel at once
 * (Undertow), a buffer outside the heap (Jetty, Tomcat; Servlet 6.1, {@code
 * ServletOutputStream.write(ByteBuffer)}), or bytes. See docs/decisions/files.md.
 */
final class FileSender {
  private static final int BLOCK_BYTES = 256 * 1024;
  private static final int LEAST_BYTES = 48 * 1024; // less goes out in one piece with the head

  /** A mapping lasts until a collection and costs its making: it pays for a large part only. */
  private static final long LEAST_MAPPED_BYTES = 64 << 20;

  private static final long MOST_MAPPED_BYTES = 1 << 30;

  private volatile Ways ways = Ways.of(ServletOutputStream.class);

  /** What a class of streams has. Kept for the class last seen: a deployment meets one. */
  private record Ways(
      Class<?> stream, @Nullable MethodHandle channel, @Nullable MethodHandle buffer) {
    static Ways of(Class<?> stream) {
      return new Ways(
          stream,
          method(stream, "transferFrom", FileChannel.class),
          method(stream, "write", ByteBuffer.class));
    }

    /** Finds a public method that is the class's own: what it inherits only copies. */
    private static @Nullable MethodHandle method(Class<?> stream, String name, Class<?> takes) {
      try {
        Method method = stream.getMethod(name, takes);
        return method.getDeclaringClass() == ServletOutputStream.class
            ? null
            : MethodHandles.publicLookup()
                .unreflect(method)
                .asType(MethodType.methodType(void.class, OutputStream.class, takes));
      } catch (NoSuchMethodException | IllegalAccessException none) {
        return null;
      }
    }
  }

  /**
   * Sends up to {@code length} bytes, from where the channel stands.
   *
   * @param gone makes of a failure to write what tells that the client is gone, or throws it
   * @return the number of bytes that the file had
   * @throws IOException if the file cannot be read
   */
  long send(FileChannel file, long length, OutputStream out, Function<Exception, ClientGone> gone)
      throws IOException {
    Ways known = ways;
    if (known.stream() != out.getClass()) {
      known = Ways.of(out.getClass());
      ways = known;
    }
    if (length >= LEAST_BYTES && known.channel() != null) {
      return sendChannel(new FilePart(file, length), out, known.channel(), gone);
    }
    if (length < LEAST_BYTES || known.buffer() == null) {
      byte[] bytes = new byte[(int) Math.min(BLOCK_BYTES, length)];
      ByteBuffer block = ByteBuffer.wrap(bytes);
      return sendBlocks(file, length, block, it -> out.write(bytes, 0, it.limit()), gone);
    }
    MethodHandle handle = known.buffer();
    Write write =
        block -> {
          handle.invokeExact(out, block); // in braces, or it would be one that returns
        };
    return length < LEAST_MAPPED_BYTES
        ? sendBlocks(file, length, ByteBuffer.allocateDirect(BLOCK_BYTES), write, gone)
        : sendMapped(file, length, write, gone);
  }

  /** Writes something; what is thrown besides IOException is unchecked. */
  private interface Write {
    void block(ByteBuffer block) throws Throwable;
  }

  private static long sendChannel(
      FilePart part, OutputStream out, MethodHandle channel, Function<Exception, ClientGone> gone)
      throws IOException {
    try {
      channel.invokeExact(out, (FileChannel) part);
    } catch (IOException e) {
      if (!part.hasEnded()) {
        throw gone.apply(e);
      }
    } catch (Throwable e) {
      throw failed(e, gone);
    }
    return part.sent();
  }

  private static long sendBlocks(
      FileChannel file,
      long length,
      ByteBuffer block,
      Write write,
      Function<Exception, ClientGone> gone)
      throws IOException {
    long sent = 0;
    while (sent < length) {
      block.clear().limit((int) Math.min(block.capacity(), length - sent));
      if (file.read(block) < 0) {
        break;
      }
      block.flip();
      sent += block.remaining();
      write(block, write, gone);
    }
    return sent;
  }

  private static long sendMapped(
      FileChannel file, long length, Write write, Function<Exception, ClientGone> gone)
      throws IOException {
    long begin = file.position();
    long there = Math.min(length, file.size() - begin);
    long sent = 0;
    while (sent < there) {
      long size = Math.min(MOST_MAPPED_BYTES, there - sent);
      ByteBuffer mapped = file.map(FileChannel.MapMode.READ_ONLY, begin + sent, size);
      try {
        write.block(mapped);
      } catch (Throwable e) {
        if (file.size() < begin + sent + size) { // what was cut off cannot be read any more
          return sent + mapped.position();
        }
        throw failed(e, gone);
      }
      sent += size;
    }
    return sent;
  }

  private static void write(ByteBuffer block, Write write, Function<Exception, ClientGone> gone)
      throws ClientGone {
    try {
      write.block(block);
    } catch (Throwable e) {
      throw failed(e, gone);
    }
  }

  private static ClientGone failed(Throwable failure, Function<Exception, ClientGone> gone) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof IOException || failure instanceof RuntimeException) {
      return gone.apply((Exception) failure);
    }
    throw new IllegalStateException(failure);
  }
}
