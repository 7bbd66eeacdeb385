package org.gatewaybridge.compat.fuzz;

import java.io.IOException;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.suite.LiveProcess;

/**
 * Connections upgraded to HTTP/2 that a server keeps for good after they have ended. Each was seen
 * with nothing but the server's own servlet of files, too, so that they are no leak of the bridge.
 */
enum KeptUpgrades {
  /** Of Tomcat 11.0.25. */
  TOMCAT("org\\.apache\\.coyote\\.http2\\.Http2(Async)?UpgradeHandler", 18 << 10),

  /** Of Jetty 12.1.12: about every second one whose client shuts its output; 12 to 14 KB. */
  JETTY("org\\.eclipse\\.jetty\\.http2\\.server\\.internal\\.HTTP2ServerSession", 12_000);

  private final Pattern className;
  private final long bytesEach;

  KeptUpgrades(String className, long bytesEach) {
    this.className = Pattern.compile(className);
    this.bytesEach = bytesEach;
  }

  /** Returns what those of a server's process take. */
  static long bytes(long pid) throws IOException {
    long bytes = 0;
    for (KeptUpgrades kept : values()) {
      bytes += LiveProcess.instances(pid, kept.className) * kept.bytesEach;
    }
    return bytes;
  }
}
