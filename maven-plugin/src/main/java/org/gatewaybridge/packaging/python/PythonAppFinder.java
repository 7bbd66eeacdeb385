package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Finds the WSGI or ASGI app of a Python project by reading its modules; runs none of them. */
public final class PythonAppFinder {
  private static final Pattern ADDRESS =
      Pattern.compile("[\\p{L}_][\\w.]*(:[\\p{L}_][\\w.]*(\\(\\))?)?");
  private static final Pattern DJANGO_SETTINGS =
      Pattern.compile("DJANGO_SETTINGS_MODULE['\"]\\s*[,\\]]\\s*=?\\s*['\"]([\\w.]+)['\"]");
  private static final Pattern CHANNELS = Pattern.compile("(?m)^\\s*(from|import)\\s+channels\\b");
  private static final int DJANGO_DEPTH = 3;
  private static final String WAYS =
      "Set <app> in pom.xml or -Dgateway.app=module:attribute, such as -Dgateway.app=shop:app";

  private final Path sources;

  public PythonAppFinder(Path sources) {
    this.sources = sources;
  }

  /**
   * Returns the app to deploy: the configured one, or the only one.
   *
   * @throws PackagingRefused if the configured one is not an address, or if there are none or
   *     several
   */
  public String app(Optional<String> configured) throws IOException {
    if (configured.isPresent()) {
      if (!ADDRESS.matcher(configured.get()).matches()) {
        throw new PackagingRefused(
            "The app "
                + Messages.quoted(configured.get())
                + " (gateway.app) is no address of a Python app; name it as module:attribute, such"
                + " as mysite.wsgi:application");
      }
      return configured.get();
    }
    List<String> found = candidates();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new PackagingRefused(
        found.isEmpty()
            ? "No WSGI or ASGI app found in "
                + sources
                + ": looked for app:app, wsgi:application, asgi:application, main:app,"
                + " app.main:app, and the wsgi or asgi module beside the settings that manage.py"
                + " names. "
                + WAYS
            : "Several Python apps found: "
                + String.join(", ", found)
                + ". Choose one with <app> in pom.xml or -Dgateway.app="
                + found.get(0));
  }

  /** Returns the addresses of the apps at the usual places. */
  List<String> candidates() throws IOException {
    List<String> found = new ArrayList<>();
    addIfBound("app", "app", found);
    addWsgiOrAsgi("", found);
    addIfBound("main", "app", found);
    addIfBound("app.main", "app", found);
    Optional<String> django = djangoSettings();
    if (django.isPresent()) {
      addDjango(django.get(), found);
    }
    return found;
  }

  /**
   * Returns the settings module that manage.py names, or else the only one that the wsgi and asgi
   * modules name; empty if there is none.
   */
  Optional<String> djangoSettings() throws IOException {
    Optional<String> managed = settingsIn(sources.resolve("manage.py"));
    if (managed.isPresent()) {
      return managed;
    }
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(sources, DJANGO_DEPTH)) {
      for (Path file : files.filter(PythonAppFinder::isEntry).sorted().toList()) {
        settingsIn(file).ifPresent(named::add);
      }
    }
    return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
  }

  private static boolean isEntry(Path file) {
    return file.endsWith("wsgi.py") || file.endsWith("asgi.py");
  }

  private static Optional<String> settingsIn(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Matcher named = DJANGO_SETTINGS.matcher(read(file));
    return named.find() ? Optional.of(named.group(1)) : Optional.empty();
  }

  /** Returns whether the sources contain the module of an address. */
  boolean holds(String app) {
    return file(app.replaceFirst(":.*", "")).isPresent();
  }

  /** Returns whether the sources have a module main, or app.main, that binds the name app. */
  boolean hasMain() throws IOException {
    return isBound("main", "app") || isBound("app.main", "app");
  }

  // Django's startproject writes both modules. Channels needs the asgi module for its WebSockets.
  private void addWsgiOrAsgi(String prefix, List<String> found) throws IOException {
    String asgi = prefix + "asgi";
    boolean wsgi = isBound(prefix + "wsgi", "application");
    if (isBound(asgi, "application") && (!wsgi || usesChannels(asgi))) {
      found.add(asgi + ":application");
    } else if (wsgi) {
      found.add(prefix + "wsgi:application");
    }
  }

  private boolean usesChannels(String module) throws IOException {
    Optional<Path> file = file(module);
    return file.isPresent() && CHANNELS.matcher(read(file.get())).find();
  }

  private void addIfBound(String module, String attribute, List<String> found) throws IOException {
    if (isBound(module, attribute)) {
      found.add(module + ":" + attribute);
    }
  }

  private boolean isBound(String module, String attribute) throws IOException {
    Optional<Path> file = file(module);
    return file.isPresent() && binds(read(file.get()), attribute);
  }

  // mysite.settings, or mysite.settings.production: wsgi and asgi are in the project's package.
  private void addDjango(String settings, List<String> found) throws IOException {
    String module = settings;
    while (module.contains(".")) {
      module = module.substring(0, module.lastIndexOf('.'));
      int before = found.size();
      addWsgiOrAsgi(module + ".", found);
      if (found.size() > before) {
        return;
      }
    }
  }

  private static boolean binds(String text, String name) {
    return Pattern.compile(
            "(?m)^\\s*(%1$s\\s*(:[^=\\n]+)?=[^=]|(async\\s+)?def\\s+%1$s\\s*\\(|class\\s+%1$s\\b|(from\\s.*)?import\\s(.*[\\s,(])?%1$s\\s*(,|\\)|#|$))"
                .formatted(name))
        .matcher(text)
        .find();
  }

  private Optional<Path> file(String module) {
    String path = module.replace('.', '/');
    return Optional.of(sources.resolve(path + ".py"))
        .filter(Files::isRegularFile)
        .or(() -> Optional.of(sources.resolve(path + "/__init__.py")).filter(Files::isRegularFile));
  }

  // PEP 263: most files are UTF-8; what is searched for is ASCII in any encoding.
  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
