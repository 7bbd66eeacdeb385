package org.gatewaybridge.compat.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody whose calendar program keeps its calendars in Radicale.
 *
 * @param configuration the file that Radicale reads; what it stores is beside it
 */
record CalendarVisit(Path configuration) implements ApplicationsContract.Visit {

  @Override
  public void prepare() throws Exception {
    Path stored = configuration.resolveSibling(configuration.getFileName() + "-stored");
    Client.delete(stored);
    Files.createDirectories(configuration.getParent());
    Files.writeString(
        configuration,
        "[auth]\ntype = none\n[storage]\nfilesystem_folder = %s\n[web]\ntype = internal\n"
            .formatted(stored));
  }

  @Override
  public List<String> of(Client client) throws Exception {
    Path program = Path.of(CalendarVisit.class.getResource("/calendar_visit.py").toURI());
    return List.of(
        client.run("/usr/bin/python3", program.toString(), client.address() + "/"),
        client.get("/"),
        client.getOk("/.web/"),
        client.getOk("/.web/fn.js"),
        client.get("/me/"),
        client.get("/none/"));
  }
}
