package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatewaybridge.compat.Run;

/**
 * What a JVM holds, after a garbage collection.
 *
 * @param appLoaders the live class loaders of web apps; on WildFly those of its own modules too
 * @param threads the threads of its process
 * @param files the files and sockets that it has open
 * @param heapBytes what its objects take
 * @param metaspaceBytes what its classes take
 */
public record LiveProcess(
    int appLoaders, int threads, int files, long heapBytes, long metaspaceBytes) {
  /** What Tomcat's leak detector says. */
  private static final Pattern LEAK =
      Pattern.compile("appears to have started a thread|created a ThreadLocal|memory leak");

  private static final Pattern APP_LOADER =
      Pattern.compile(
          "(?m)^.*(ParallelWebappClassLoader|WebAppClassLoader|ModuleClassLoader)\\s*$");

  private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*)\" #\\d+ ");

  private static final Pattern HEAP =
      Pattern.compile(
          "(?m)^ *(?:garbage-first heap|\\w+ \\w* ?generation) +total \\d+K, used (\\d+)K");

  private static final Pattern METASPACE = Pattern.compile("(?m)^ *Metaspace +used (\\d+)K");

  /**
   * Finds the lines of a container's leak detector. Tomcat's takes a thread's loader first and its
   * stack after that: one of its own threads that ends a request between the two is no leak.
   */
  public static List<String> leaks(String log) {
    return log.lines()
        .filter(LEAK.asPredicate())
        .filter(line -> !line.contains("started a thread named [http-nio-"))
        .toList();
  }

  /** Looks at a process, after full collections: what has a finalizer goes with the second. */
  public static LiveProcess of(long pid) throws IOException {
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    String heapInfo = jcmd(pid, "GC.heap_info");
    return new LiveProcess(
        (int) APP_LOADER.matcher(jcmd(pid, "VM.classloader_stats")).results().count(),
        count(Path.of("/proc", Long.toString(pid), "task")),
        count(Path.of("/proc", Long.toString(pid), "fd")),
        bytes(HEAP, heapInfo),
        bytes(METASPACE, heapInfo));
  }

  /** Counts the threads whose stack names something. */
  public static long threadsIn(long pid, String named) throws IOException {
    return Pattern.compile("\n\n")
        .splitAsStream(jcmd(pid, "Thread.print"))
        .filter(stack -> stack.contains(named))
        .count();
  }

  /** Names a process's Java threads, without those that the JVM makes for itself. */
  public static List<String> threadNames(long pid) throws IOException {
    return THREAD
        .matcher(jcmd(pid, "Thread.print"))
        .results()
        .map(thread -> thread.group(1))
        .filter(name -> !name.matches("C[12] CompilerThread\\d+|Attach Listener"))
        .toList();
  }

  /** Adds up what a pattern finds in KiB. */
  private static long bytes(Pattern used, String heapInfo) {
    return used.matcher(heapInfo)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)) << 10)
        .sum();
  }

  private static int count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return (int) entries.count();
    }
  }

  private static String jcmd(long pid, String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Run.ofProperties().javaHome().resolve("bin/jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    if (jcmd.onExit().join().exitValue() != 0) {
      throw new IOException("jcmd " + command + " failed: " + said);
    }
    return said;
  }
}
