package org.gatewaybridge.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM knows of itself, by JMX. */
final class ServerBeans implements AutoCloseable {
  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;

  private ServerBeans(JMXConnector connector, ThreadMXBean threads, MemoryMXBean memory) {
    this.connector = connector;
    this.threads = threads;
    this.memory = memory;
  }

  /** Connects to the JVM of a process of this user. */
  @SuppressWarnings("BanJNDI") // the other side is a server that the benchmark has started
  static ServerBeans of(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
      machine.detach();
      JMXConnector connector = JMXConnectorFactory.connect(address);
      MBeanServerConnection server = connector.getMBeanServerConnection();
      return new ServerBeans(
          connector,
          ManagementFactory.newPlatformMXBeanProxy(
              server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class),
          ManagementFactory.newPlatformMXBeanProxy(
              server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class));
    } catch (AttachNotSupportedException e) {
      throw new IOException("Process " + pid + " is no JVM that can be asked", e);
    }
  }

  /**
   * Returns what all platform threads have allocated, in bytes; what those that have ended did is
   * not among it.
   */
  long allocatedBytes() {
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  /** Returns the most platform threads that there were at once. */
  int mostThreads() {
    return threads.getPeakThreadCount();
  }

  /** Returns the bytes that the heap holds, dead objects among them. */
  long heapBytes() {
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Returns the bytes that the heap holds after a full collection. */
  long liveBytes() {
    memory.gc();
    return heapBytes();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
