package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A proxy of Debian's, run as docs/deploy.md says, on 127.0.0.1 alone. */
record Proxy(Site site, ForegroundProcess process) implements AutoCloseable {

  static Proxy nginx(Site site) throws IOException, InterruptedException {
    return nginx(site, site.recipe("nginx", "nginx"));
  }

  static Proxy nginx(Site site, Snippet recipe) throws IOException, InterruptedException {
    String program = Program.NGINX.find();
    Path folder = site.folder();
    Path shop =
        recipe
            .with("listen 80", "listen 127.0.0.1:" + site.http())
            .with("listen 443", "listen 127.0.0.1:" + site.https())
            .with("/etc/ssl/certs/shop.pem", folder.resolve("shop.crt"))
            .with("/etc/ssl/private", folder)
            .with("/srv/shop", folder)
            .to(folder.resolve("shop"));
    Path main =
        Snippet.file(Path.of("/etc/nginx/nginx.conf"))
            .with("/etc/nginx/sites-enabled/*", shop)
            .without("include /etc/nginx/conf.d/")
            .with("/run/nginx.pid", folder.resolve("pid"))
            .with("/var/log/nginx", folder)
            .with(
                "http {",
                "http { client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;"
                    .formatted(folder))
            .to(folder.resolve("nginx.conf"));
    return start(
        site,
        Map.of(),
        List.of(program, "-c", main.toString(), "-e", "stderr", "-g", "daemon off;"));
  }

  static Proxy httpd(Site site) throws IOException, InterruptedException {
    String program = Program.HTTPD.find();
    Path folder = site.folder();
    Map<String, String> environment =
        Map.of(
            "APACHE_CONFDIR", folder.toString(),
            "APACHE_STATE_DIRECTORY", folder.toString(),
            "APACHE_RUN_USER", "www-data",
            "APACHE_RUN_GROUP", "www-data",
            "APACHE_RUN_DIR", folder.toString(),
            "APACHE_PID_FILE", folder.resolve("pid").toString(),
            "APACHE_LOCK_DIR", folder.toString(),
            "APACHE_LOG_DIR", folder.toString());
    site.recipe("Apache httpd", "apache")
        .with("*:80", "127.0.0.1:" + site.http())
        .with("*:443", "127.0.0.1:" + site.https())
        .with("/etc/ssl/certs/shop.pem", folder.resolve("shop.crt"))
        .with("/etc/ssl/private", folder)
        .with("/srv/shop", folder)
        .to(folder.resolve("sites-available/shop.conf"));
    Shell.run(folder, environment, "cp -a /etc/apache2/. . && rm -f sites-enabled/*");
    Snippet.file(Path.of("/etc/apache2/ports.conf"))
        .with("Listen 80", "Listen 127.0.0.1:" + site.http())
        .with("Listen 443", "Listen 127.0.0.1:" + site.https())
        .to(folder.resolve("ports.conf"));
    for (int i = 0; i < 2; i++) {
      Shell.run(folder, environment, Snippet.block("deploy.md", "Apache httpd", "sh", i).text());
    }
    return start(site, environment, List.of(program, "-d", folder.toString(), "-D", "FOREGROUND"));
  }

  static Proxy haproxy(Site site) throws IOException, InterruptedException {
    return haproxy(site, site.recipe("HAProxy", "haproxy"));
  }

  static Proxy haproxy(Site site, Snippet recipe) throws IOException, InterruptedException {
    String program = Program.HAPROXY.find();
    Path folder = site.folder();
    Path shop =
        recipe
            .with("bind :80", "bind 127.0.0.1:" + site.http())
            .with("bind :443", "bind 127.0.0.1:" + site.https())
            .with("/etc/haproxy", folder)
            .to(folder.resolve("shop.cfg"));
    Path main =
        Snippet.file(Path.of("/etc/haproxy/haproxy.cfg"))
            .with("/run/haproxy", folder)
            .without("chroot")
            .without("user")
            .without("group")
            .to(folder.resolve("haproxy.cfg"));
    return start(
        site, Map.of(), List.of(program, "-db", "-f", main.toString(), "-f", shop.toString()));
  }

  private static Proxy start(Site site, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return new Proxy(
        site,
        ForegroundProcess.start(site.folder(), environment, command)
            .listensAt(site.http())
            .listensAt(site.https()));
  }

  /** Somebody at an address, who comes by a scheme. */
  Visitor visitor(String from, String scheme) {
    return scheme.equals("https")
        ? Visitor.https(from, site.https(), site.certificate().trust())
        : Visitor.http(from, site.http());
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
