package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatewaybridge.compat.Run;

/**
 * What a JVM holds, after a garbage collection.
 *
 * @param appLoaders the live class loaders of web apps; on WildFly those of its own modules too
 * @param threads the threads of its process
 * @param files the files and sockets that it has open, without the JARs of deployed apps: Tomcat
 *     opens and closes them as it looks for classes. One of a deployment that is gone counts.
 * @param heapBytes what its objects take
 * @param metaspaceBytes what its classes take
 */
public record LiveProcess(
    int appLoaders, int threads, int files, long heapBytes, long metaspaceBytes) {
  /** What Tomcat's leak detector says. */
  private static final Pattern LEAK =
      Pattern.compile("appears to have started a thread|created a ThreadLocal|memory leak");

  private static final String UNFINISHED = "is still processing a request";

  private static final Pattern APP_LOADER =
      Pattern.compile(
          "(?m)^.*(ParallelWebappClassLoader|WebAppClassLoader|ModuleClassLoader)\\s*$");

  private static final Pattern HISTOGRAM = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");

  private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*)\" #\\d+ ");

  /** A generation, or the whole heap, in the words of any JVM from 17 on. */
  private static final Pattern HEAP = Pattern.compile("(?m)^ *[\\w -]+? +total .*?\\bused (\\d+)K");

  private static final Pattern METASPACE = Pattern.compile("(?m)^ *Both: +(\\d+)\\.\\d+ KB used");

  /**
   * Finds the lines of a container's leak detector. Tomcat's takes a thread's loader first and its
   * stack after that: one of its own threads that ends a request between the two is no leak. A
   * request that it calls unfinished is none either if only Tomcat's own code is in its stack,
   * which follows: such a thread waits until the servlet is destroyed.
   */
  public static List<String> leaks(String log) {
    List<String> lines = log.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> LEAK.matcher(lines.get(i)).find())
        .filter(i -> !lines.get(i).contains("started a thread named [http-nio-"))
        .filter(i -> !lines.get(i).contains(UNFINISHED) || isInApp(lines, i + 1))
        .mapToObj(lines::get)
        .toList();
  }

  private static boolean isInApp(List<String> lines, int stack) {
    return lines.stream()
        .skip(stack)
        .takeWhile(line -> line.startsWith(" "))
        .anyMatch(line -> line.contains("org.gatewaybridge."));
  }

  /** Looks at a process, after full collections: what has a finalizer goes with the second. */
  public static LiveProcess of(long pid) throws IOException {
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    return new LiveProcess(
        (int) APP_LOADER.matcher(jcmd(pid, "VM.classloader_stats")).results().count(),
        count(Path.of("/proc", Long.toString(pid), "task")),
        openFiles(Path.of("/proc", Long.toString(pid), "fd")),
        heapBytes(jcmd(pid, "GC.heap_info")),
        metaspaceBytes(jcmd(pid, "VM.metaspace", "basic", "scale=KB")));
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

  /** Counts the live objects of the classes of that name. */
  public static long instances(long pid, Pattern className) throws IOException {
    return HISTOGRAM
        .matcher(jcmd(pid, "GC.class_histogram"))
        .results()
        .filter(line -> className.matcher(line.group(2)).matches())
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }

  /** Reads what jcmd says to {@code GC.heap_info}. */
  static long heapBytes(String said) throws IOException {
    return bytes(HEAP, said);
  }

  /** Reads what jcmd says to {@code VM.metaspace basic scale=KB}. */
  static long metaspaceBytes(String said) throws IOException {
    return bytes(METASPACE, said);
  }

  /** Adds up what a pattern finds in KiB; a JVM that says it in other words is no figure of 0. */
  private static long bytes(Pattern used, String said) throws IOException {
    List<MatchResult> found = used.matcher(said).results().toList();
    if (found.isEmpty()) {
      throw new IOException("jcmd does not say what is used: " + said);
    }
    return found.stream().mapToLong(each -> Long.parseLong(each.group(1)) << 10).sum();
  }

  private static int count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return (int) entries.count();
    }
  }

  private static int openFiles(Path descriptors) throws IOException {
    try (Stream<Path> links = Files.list(descriptors)) {
      return (int) links.filter(link -> !isDeployedJar(target(link))).count();
    }
  }

  /** Tells whether a descriptor is an app's JAR that is there; the kernel marks what is deleted. */
  static boolean isDeployedJar(String target) {
    return target.contains("/WEB-INF/lib/") && target.endsWith(".jar");
  }

  /** Reads what a descriptor is; one that was closed since the listing has no name. */
  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static String jcmd(long pid, String... command) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Run.ofProperties().javaHome().resolve("bin/jcmd").toString());
    words.add(Long.toString(pid));
    words.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    if (jcmd.onExit().join().exitValue() != 0) {
      throw new IOException("jcmd " + String.join(" ", command) + " failed: " + said);
    }
    return said;
  }
}
