package org.gatewaybridge.compat.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who works with a Mercurial repository that hgweb serves, by Mercurial itself and in a
 * browser.
 *
 * @param repository its folder
 */
record HgVisit(Path repository) implements ApplicationsContract.Visit {

  @Override
  public void prepare() throws Exception {
    Client.delete(repository);
    Files.createDirectories(repository);
    Client.run(repository, "hg", "init");
    Files.writeString(
        repository.resolve(".hg/hgrc"),
        "[web]\nallow-archive = gz, zip, bz2\nallow-push = *\npush_ssl = false\n");
    for (int number = 1; number <= 3; number++) {
      Files.writeString(
          repository.resolve("R\u00c9SUM\u00c9 " + number), "edition " + number + "\n");
      Files.write(repository.resolve("part" + number), GitVisit.noise(number, 1_000_000));
      commit(repository, number);
    }
  }

  private static void commit(Path folder, int number) throws Exception {
    Client.run(
        folder, "hg", "commit", "-A", "-m", "Edition " + number, "-d", number + "00000000 0");
  }

  @Override
  public List<String> of(Client client) throws Exception {
    Path mine = client.folder().resolve("mine");
    List<String> seen = new ArrayList<>();
    seen.add(client.run("hg", "clone", "--quiet", client.address(), "mine"));
    seen.add(client.run("hg", "-R", "mine", "log", "-T", "{rev} {node} {desc}\\n"));
    seen.add(client.run("hg", "clone", "--quiet", "--stream", client.address(), "theirs"));
    seen.add(client.run("hg", "identify", client.address()));
    Files.write(mine.resolve("part4"), GitVisit.noise(4, 3_000_000));
    commit(mine, 4);
    seen.add(client.run("hg", "-R", "mine", "push", client.address()));
    seen.add(client.run("hg", "-R", "theirs", "pull", "-u", client.address()));
    seen.add(client.run("hg", "-R", "theirs", "identify", "--id"));
    for (String clone : List.of("mine", "theirs")) {
      seen.add(client.run("hg", "-R", clone, "verify"));
    }
    for (String page :
        List.of(
            "/archive/3.zip",
            "/archive/3.tar.gz",
            "/archive/3.tar.bz2",
            "/raw-file/3/part4",
            "/raw-rev/2",
            "/static/style-paper.css",
            "?cmd=capabilities")) {
      seen.add(client.getOk(page));
    }
    seen.add(client.get("/raw-file/3/R%C3%89SUM%C3%89%201"));
    seen.add(client.get("/none"));
    return seen;
  }
}
