package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The parts of row X22, each on projects of its own in the row's folder. */
record PackagingOdds(Path row, Figures figures) {

  void twoAtOnce() throws Exception {
    int rounds = figures.size(20, 4, "rounds of builds");
    PackagedProject one = PackagedProject.in(row.resolve("one"));
    PackagedProject two = PackagedProject.in(row.resolve("two"));
    one.page("whose", "one".getBytes(UTF_8));
    two.page("whose", "two".getBytes(UTF_8));
    one.page("noise", PackagedProject.noise(8 << 20, 1));
    two.page("noise", PackagedProject.noise(8 << 20, 2));
    int right = 0;
    for (int round = 0; round < rounds; round++) {
      // The first two builds are of one project, the third is another's that writes there too.
      String target = "-Dgateway.outputDirectory=" + one.war().getParent();
      List<Build> builds =
          List.of(
              one.start(List.of(), Map.of(), "-Dgateway.forceCreation=true"),
              one.start(List.of(), Map.of(), "-Dgateway.forceCreation=true"),
              two.start(List.of(), Map.of(), "-Dgateway.forceCreation=true", target));
      boolean whole = wholeUntilAllEnd(builds, one.war());
      String whose = WholeWar.text(one.war(), "whose");
      one.build().required();
      boolean own = WholeWar.text(one.war(), "whose").equals("one");
      right +=
          whole
                  && own
                  && whose.matches("one|two")
                  && PackagedProject.unfinished(one.folder()).isEmpty()
              ? 1
              : 0;
    }
    figures.add(right + " of " + rounds + " rounds of three builds at once right", right == rounds);
  }

  /** Waits for builds that all succeed, and says whether their target was absent or whole. */
  private static boolean wholeUntilAllEnd(List<Build> builds, Path war) throws Exception {
    boolean whole = true;
    try {
      for (Build build : builds) {
        while (!build.process().waitFor(50, TimeUnit.MILLISECONDS)) {
          whole &= !Files.exists(war) || WholeWar.isAt(war);
        }
        build.required();
      }
    } finally {
      builds.forEach(build -> build.process().destroyForcibly());
    }
    return whole;
  }

  void readOnly() throws Exception {
    PackagedProject project = PackagedProject.in(row.resolve("read-only"));
    Path blocked = Files.writeString(row.resolve("blocked"), "a file");
    figures.add(
        "a file in the target's place is told",
        project
            .build("-Dgateway.outputDirectory=" + blocked)
            .failedSaying("Cannot package .* is in the way"));
    // Root may write whatever a folder's mode says; not so on a disk that is read-only.
    Optional<MemoryDisk> mounted = MemoryDisk.at(row.resolve("read-only-disk"), "4m");
    if (mounted.isEmpty()) {
      figures.reduced("no read-only disk; " + Needed.here().reduced(MemoryDisk.NEEDED));
      return;
    }
    try (MemoryDisk disk = mounted.get()) {
      Path war = disk.folder().resolve("target/shop.war");
      project.build("-Dtarget=" + war.getParent()).required();
      byte[] before = Files.readAllBytes(war);
      project.page("page", "changed".getBytes(UTF_8));
      disk.makeReadOnly();
      Build build = project.build("-Dtarget=" + war.getParent());
      figures.add(
          "a read-only disk is told",
          build.failedSaying("Cannot package .*: Read-only file system"));
      figures.add("its WAR stays", Arrays.equals(Files.readAllBytes(war), before));
    }
  }

  void oddPath() throws Exception {
    PackagedProject plain = PackagedProject.in(row.resolve("plain"));
    plain.build().required();
    Path odd = row.resolve("a b & c%20 #1 'q'").resolve("\u00e4\u6f22\ud83d\ude00");
    while (odd.toString().length() < 260) {
      odd = odd.resolve("deep and deeper");
    }
    PackagedProject project = PackagedProject.in(odd);
    Build build = project.start(List.of(), Map.of("LC_ALL", "C.UTF-8")).ended().required();
    figures.add(
        "path of " + odd.toString().length() + " with spaces and Unicode",
        build.succeeded() && Files.mismatch(plain.war(), project.war()) == -1);
  }

  void manyAndBig() throws Exception {
    PackagedProject project = PackagedProject.in(row.resolve("many"));
    int files = 70_000;
    for (int i = 0; i < files; i++) {
      project.page(i / 1_000 + "/" + i, new byte[0]);
    }
    Path big = project.page("big", new byte[0]);
    fill(big, (4L << 30) + 12_345);
    long size = Files.size(big);
    long begun = System.nanoTime();
    Build build = project.build();
    double seconds = (System.nanoTime() - begun) / 1e9;
    Files.delete(big);
    build.required();
    WholeWar byDirectory = WholeWar.of(project.war());
    WholeWar byStream = WholeWar.streamed(project.war());
    figures.add(
        String.format(
            Locale.ROOT,
            "%,d entries, %,d bytes in %.0f s",
            byDirectory.entries(),
            byDirectory.bytes(),
            seconds),
        byDirectory.entries() > files
            && byDirectory.bytes() > size
            && byDirectory.equals(byStream));
    Files.delete(project.war());
  }

  private void fill(Path file, long size) throws IOException {
    if (Boolean.getBoolean("faults.full")) {
      byte[] noise = PackagedProject.noise(1 << 20, 1);
      try (OutputStream out = Files.newOutputStream(file)) {
        for (long written = 0; written < size; written += noise.length) {
          out.write(noise);
        }
      }
    } else {
      figures.reduced("the file over 4 GiB is a hole");
      try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
        hole.setLength(size);
      }
    }
  }
}
