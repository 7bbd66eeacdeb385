package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveProcessTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WARNING ... The web application [again] appears to have started a thread named [Timer-0]"
            + " but has failed to stop it. This is very likely to create a memory leak.",
        "SEVERE ... The web application [again] created a ThreadLocal with key of type [x]"
      })
  void leakIsFound(String line) {
    assertThat(LiveProcess.leaks("INFO one\n" + line + "\nINFO two")).containsExactly(line);
  }

  @Test
  void containersOwnRequestThreadIsNoLeak() {
    assertThat(
            LiveProcess.leaks(
                "The web application [again] appears to have started a thread named"
                    + " [http-nio-127.0.0.1-8080-exec-3] but has failed to stop it. This is very"
                    + " likely to create a memory leak."))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.catalina.core.StandardWrapper.unload(StandardWrapper.java:907), 0",
    "org.gatewaybridge.servlet.ServletCall.run(ServletCall.java:1), 1"
  })
  void unfinishedRequestIsALeakIfItIsInTheApp(String frame, int leaks) {
    String log =
        "WARNING The thread [http-nio-127.0.0.1-8080-exec-4] of web application [again] is still"
            + " processing a request that has yet to finish. This is very likely to create a memory"
            + " leak. Stack trace of request processing thread:[\n"
            + " java.lang.Thread.sleep(Thread)\n"
            + " "
            + frame
            + "\nINFO org.gatewaybridge.servlet.Deployment.start";
    assertThat(LiveProcess.leaks(log)).hasSize(leaks);
  }

  @Test
  void openJarOfDeployedAppIsNotCounted() {
    assertThat(LiveProcess.isDeployedJar("/webapps/again/WEB-INF/lib/icu4j.jar")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webapps/again/WEB-INF/lib/icu4j.jar (deleted)",
        "/lib/catalina.jar",
        "/uploads/a.txt",
        "socket:[106057866]",
        ""
      })
  void otherDescriptorIsCounted(String target) {
    assertThat(LiveProcess.isDeployedJar(target)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // JDK 17 and 25, Serial
        """
         def new generation   total 39296K, used 300K [0xf8000000, 0xfaaa0000, 0xfaaa0000)
          eden space 34944K,  43% used [0xf8000000, 0xf8ec5938, 0xfa220000)
         tenured generation   total 87424K, used 700K [0xfaaa0000, 0x100000000, 0x100000000)
           the space 87424K,   0% used [0xfaaa0000, 0xfaaa0000, 0xfaaa0200, 0x100000000)
         Metaspace       used 9183K, committed 9408K, reserved 1114112K
        """,
        """
        DefNew     total 39296K, used 300K [0xf8000000, 0xfaaa0000, 0xfaaa0000)
         eden space 34944K,  74% used [0xf8000000, 0xf9991668, 0xfa220000)
        Tenured    total 87424K, used 700K [0xfaaa0000, 0x100000000, 0x100000000)
         the  space 87424K,   1% used [0xfaaa0000, 0xfabc3ab8, 0x100000000)
        """,
        // The same, G1
        """
         garbage-first heap   total 131072K, used 1000K [0xf8000000, 0x100000000)
          region size 1024K, 4 young (4096K), 1 survivors (1024K)
         Metaspace       used 9180K, committed 9408K, reserved 1114112K
        """,
        """
        garbage-first heap   total reserved 131072K, committed 131072K, used 1000K [0xf8000000)
         region size 1024K, 12 young (12288K), 2 survivors (2048K)
        """
      })
  void heapIsReadInTheWordsOfEachJvm(String said) throws Exception {
    assertThat(LiveProcess.heapBytes(said)).isEqualTo(1000 << 10);
  }

  @Test
  void metaspaceIsWhatClassesAndTheRestTake() throws Exception {
    String said =
        """
        Usage:
          Non-class:    8089.12 KB used.
              Class:    1096.00 KB used.
               Both:    9185.12 KB used.
        Virtual space:
                     Both:     1114112.00 KB reserved,    9408.00 KB ( <1%) committed.
        """;

    assertThat(LiveProcess.metaspaceBytes(said)).isEqualTo(9185 << 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ZHeap           used 12M, capacity 64M, max capacity 128M"})
  void wordsOfAnUnknownJvmAreAnErrorAndNotNothing(String said) {
    assertThatThrownBy(() -> LiveProcess.heapBytes(said)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> LiveProcess.metaspaceBytes(said)).isInstanceOf(IOException.class);
  }
}
