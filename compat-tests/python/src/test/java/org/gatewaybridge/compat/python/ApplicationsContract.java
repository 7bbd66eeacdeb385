package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Applications as Debian packages them, used by their own clients: the same as in Gunicorn. */
interface ApplicationsContract extends OnContainer {

  @Test
  default void klausServesGit() throws Exception {
    needs("klaus", "python3-klaus");
    GitVisit visit = new GitVisit(Path.of(System.getenv("KLAUS_REPOS")));

    assertThat(onContainer("klaus", visit)).isEqualTo(inGunicorn("klaus", visit));
  }

  @Test
  default void hgwebServesMercurial() throws Exception {
    needs("mercurial", "mercurial");
    HgVisit visit = new HgVisit(Path.of(System.getenv("HGWEB_REPOSITORY")));

    assertThat(onContainer("hgweb", visit)).isEqualTo(inGunicorn("hgweb", visit));
  }

  @Test
  default void radicaleServesCalendars() throws Exception {
    needs("radicale", "python3-radicale");
    needs("caldav", "python3-caldav");
    CalendarVisit visit = new CalendarVisit(Path.of(System.getenv("RADICALE_CONFIG")));

    assertThat(onContainer("radicale", visit)).isEqualTo(inGunicorn("radicale", visit));
  }

  /** What somebody does with an application; each line says what came of a step. */
  interface Visit {
    /** Makes what the application serves anew, always the same. */
    void prepare() throws Exception;

    List<String> of(Client client) throws Exception;
  }

  private List<String> onContainer(String name, Visit visit) throws Exception {
    visit.prepare();
    String contextPath = "/" + name;
    try (ServerProcess server =
            container().start(Map.of(contextPath, FrameworksContract.war(name)));
        Client client = new Client(new Visitor(server, contextPath).address(""))) {
      return visit.of(client);
    }
  }

  private static List<String> inGunicorn(String name, Visit visit) throws Exception {
    visit.prepare();
    try (Gunicorn gunicorn = Gunicorn.start(name);
        Client client = new Client(gunicorn.address())) {
      return visit.of(client);
    }
  }

  private static void needs(String module, String debianPackage) throws Exception {
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", "import gunicorn, " + module).start();
    assumeTrue(python.waitFor() == 0, debianPackage + " or gunicorn is not installed");
  }
}
