package org.gatewaybridge.compat.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Somebody who works with a Git repository that klaus serves, by Git itself and in a browser.
 *
 * @param repository its folder, which becomes a bare repository
 */
record GitVisit(Path repository) implements ApplicationsContract.Visit {

  @Override
  public void prepare() throws Exception {
    Client.delete(repository);
    Path work = repository.resolveSibling("git-work");
    Client.delete(work);
    Files.createDirectories(work);
    Client.run(work, "git", "init", "--quiet", "--initial-branch=main");
    for (int number = 1; number <= 3; number++) {
      Files.writeString(work.resolve("README"), "edition " + number + "\n");
      Files.write(work.resolve("part" + number), noise(number, 1_000_000));
      Client.run(work, "git", "add", ".");
      Client.run(work, "git", "commit", "--quiet", "--message", "Edition " + number);
    }
    Client.run(work, "git", "clone", "--quiet", "--bare", ".", repository.toString());
  }

  @Override
  public List<String> of(Client client) throws Exception {
    String remote =
        client.address() + "/" + repository.getFileName().toString().replace(".git", "");
    List<String> seen = new ArrayList<>();
    seen.add(client.run("git", "clone", "--quiet", remote, "mine"));
    seen.add(client.run("git", "-C", "mine", "log", "--format=%H %s"));
    seen.add(client.run("git", "-c", "protocol.version=0", "clone", "--quiet", remote, "theirs"));
    Files.write(client.folder().resolve("mine/part4"), noise(4, 3_000_000));
    seen.add(client.run("git", "-C", "mine", "add", "."));
    seen.add(client.run("git", "-C", "mine", "commit", "--quiet", "--message", "Edition 4"));
    // In one piece: in chunks, which dulwich decodes once more, it is refused everywhere.
    String whole = "http.postBuffer=10000000";
    seen.add(
        client.run("git", "-C", "mine", "-c", whole, "push", "--quiet", "origin", "main:fourth"));
    seen.add(client.run("git", "-C", "theirs", "fetch", "--quiet"));
    seen.add(client.run("git", "-C", "theirs", "rev-parse", "origin/fourth"));
    seen.add(client.run("git", "-C", "theirs", "push", "--quiet", "origin", ":fourth"));
    seen.add(client.run("git", "ls-remote", remote));
    for (String clone : List.of("mine", "theirs")) {
      seen.add(client.run("git", "-C", clone, "fsck", "--no-progress"));
    }
    for (String page :
        List.of(
            "/",
            "/project/tree/main/",
            "/project/blob/main/README",
            "/project/raw/main/README",
            "/project/raw/main/part1",
            "/static/klaus.css")) {
      seen.add(client.getOk(page));
    }
    seen.add(client.get("/project/commit/none/"));
    seen.add(client.get("/project"));
    return seen;
  }

  /** Returns what cannot be compressed, the same each time. */
  static byte[] noise(int seed, int size) {
    byte[] noise = new byte[size];
    new Random(seed).nextBytes(noise);
    return noise;
  }
}
