package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.OnContainer;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all contracts have: callers, and a place for what a container decides by itself. */
@ExtendWith(Judge.class)
public interface Contract extends OnContainer {

  /** The caller that most cases use: an app under a context path. */
  default Caller gateway() {
    return at(Mount.CONTEXT);
  }

  default Caller at(Mount mount) {
    return new Caller(container().at(mount));
  }

  /**
   * Records what this container does where the container decides, in {@code
   * target/observations/CONTAINER/CASE[ VARIANT].txt}.
   */
  default void observe(String caseId, String variant, String observed) throws IOException {
    String name = (caseId + " " + variant).trim();
    Path folder = Path.of("target", "observations", container().id());
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + ".txt"),
        name + ": " + observed + "\n");
  }
}
