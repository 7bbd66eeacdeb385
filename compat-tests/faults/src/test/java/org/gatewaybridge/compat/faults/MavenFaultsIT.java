package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of packaging: a real Maven runs this build's own plugin. */
@ExtendWith(Recorder.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "mounts, limits and signals are Linux's")
final class MavenFaultsIT {
  private static final String FULL = "Cannot package .*: No space left on device";

  @Test
  @EveryBuild
  @Fault(
      id = "X20",
      title = "packaging: the disk is full, at eight points of a build",
      target =
          "exit code not 0 with a sentence; no .war at the target, or the old one; nothing stray")
  void diskFull(Figures figures) throws Exception {
    Path row = PackagedProject.emptyFolder("X20");
    PackagedProject project = PackagedProject.in(row.resolve("shop"));
    project.page("page", PackagedProject.noise(600_000, 1));
    Optional<MemoryDisk> mounted = MemoryDisk.at(row.resolve("disk"), "4m");
    if (mounted.isEmpty()) {
      Needed.here().missing(MemoryDisk.NEEDED);
    }
    try (MemoryDisk disk = mounted.orElseThrow()) {
      Path war = disk.folder().resolve("target/shop.war");
      int said = 0;
      int intact = 0;
      int stray = 0;
      int tried = 0;
      for (boolean old : List.of(false, true)) {
        for (int free : List.of(0, 8, 64, 512)) {
          disk.empty();
          project.page("page", PackagedProject.noise(600_000, 1));
          if (old) {
            project.build("-Dtarget=" + war.getParent()).required();
            project.page("page", PackagedProject.noise(1_200_000, 2));
          }
          byte[] before = old ? Files.readAllBytes(war) : new byte[0];
          disk.fillUpTo(free << 10);
          Build build = project.build("-Dtarget=" + war.getParent());
          tried++;
          said += build.failedSaying(FULL) ? 1 : 0;
          byte[] after = Files.exists(war) ? Files.readAllBytes(war) : new byte[0];
          intact += Arrays.equals(before, after) ? 1 : 0;
          stray += PackagedProject.unfinished(disk.folder()).size();
        }
      }
      figures.add(said + " of " + tried + " builds say what is wrong", said == tried);
      figures.add(intact + " leave the target as it was", intact == tried);
      figures.add(stray + " stray files", stray == 0);
      disk.unfill();
      project.build("-Dtarget=" + war.getParent()).required();
      figures.add("with room again it is built", WholeWar.isAt(war));
    }
  }

  @Test
  @Fault(
      id = "X21",
      title = "packaging: kill -9 at 200 random moments",
      target = "target absent, or a whole zip, old or new; nothing stray after the next build")
  void killed(Figures figures) throws Exception {
    int kills = figures.size(200, 20, "kills");
    PackagedProject project =
        PackagedProject.in(PackagedProject.emptyFolder("X21").resolve("shop"));
    // What does not compress takes long enough to be hit.
    project.page("noise", PackagedProject.noise(48 << 20, 1));
    long begun = System.nanoTime();
    project.page("version", "0".getBytes(UTF_8));
    project.build().required();
    long millis = (System.nanoTime() - begun) / 1_000_000;
    Files.delete(project.war());
    Random random = new Random(21);
    int whileWriting = 0;
    int absent = 0;
    int torn = 0;
    int stray = 0;
    for (int kill = 1; kill <= kills; kill++) {
      project.page("version", String.valueOf(kill).getBytes(UTF_8));
      Build build = project.start(List.of(), Map.of());
      build.process().waitFor(random.nextLong(millis), TimeUnit.MILLISECONDS);
      build.process().destroyForcibly().waitFor();
      whileWriting += PackagedProject.unfinished(project.folder()).isEmpty() ? 0 : 1;
      if (!Files.exists(project.war())) {
        absent++;
      } else if (!WholeWar.isAt(project.war())) {
        torn++;
      }
      if (kill % 10 == 0) {
        project.build().required();
        stray += PackagedProject.unfinished(project.folder()).size();
        String version = WholeWar.text(project.war(), "version");
        torn += version.equals(String.valueOf(kill)) ? 0 : 1;
      }
    }
    figures.add(whileWriting + " of " + kills + " hit the writing", whileWriting > 0);
    figures.note("after " + absent + " there was no target yet");
    figures.add(torn + " torn", torn == 0);
    figures.add(stray + " stray files", stray == 0);
  }

  @Test
  @Fault(
      id = "X22",
      title =
          "packaging: two builds into one target at once; read-only target; odd and long paths;"
              + " 70,000 files, one over 4 GiB",
      target = "a whole WAR or a clean failure; the last writer wins at once")
  void odds(Figures figures) throws Exception {
    PackagingOdds odds = new PackagingOdds(PackagedProject.emptyFolder("X22"), figures);
    odds.twoAtOnce();
    odds.readOnly();
    odds.oddPath();
    odds.manyAndBig();
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X23",
      title = "packaging: two builds with other TZ, locale, umask, file order and mtime",
      target = "byte-identical")
  void reproducible(Figures figures) throws Exception {
    Path row = PackagedProject.emptyFolder("X23");
    List<String> names = new ArrayList<>(List.of("b", "a", "d/c", "d/i\u0131I.html", "\u00e4/x"));
    PackagedProject first = filled(row.resolve("first"), names);
    Build one =
        first
            .start(
                List.of("umask 022"),
                Map.of("TZ", "UTC", "LC_ALL", "C.UTF-8", "MAVEN_OPTS", "-Duser.language=en"))
            .ended()
            .required();
    Collections.reverse(names);
    PackagedProject second = filled(row.resolve("second"), names);
    for (String name : names) {
      Path file = second.folder().resolve("src/main/webapp").resolve(name);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
    }
    Build two =
        second
            .start(
                List.of("umask 077"),
                Map.of(
                    "TZ",
                    "Pacific/Kiritimati",
                    "LC_ALL",
                    "C.UTF-8",
                    "MAVEN_OPTS",
                    "-Duser.language=tr -Duser.country=TR"))
            .ended()
            .required();
    figures.add(
        WholeWar.of(first.war()).entries() + " entries, byte-identical",
        one.succeeded() && two.succeeded() && Files.mismatch(first.war(), second.war()) == -1);
    Path before = Files.copy(second.war(), row.resolve("before.war"));
    Build third = second.start(List.of(), Map.of("LC_ALL", "C")).ended();
    figures.add(
        "a locale without the names' letters is refused",
        third.failedSaying("locale does not know its characters")
            && Files.mismatch(second.war(), before) == -1);
  }

  private static PackagedProject filled(Path folder, List<String> names) throws IOException {
    PackagedProject project = PackagedProject.in(folder);
    for (String name : names) {
      project.page(name, name.getBytes(UTF_8));
    }
    return project;
  }
}
