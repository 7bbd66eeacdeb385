package org.gatewaybridge.compat.recipes;

/** The Apache httpd of docs/deploy.md in front of two Tomcats. */
final class HttpdIT extends ProxyTest implements HealthCheckContract, Http2Contract, FilesContract {
  HttpdIT() {
    super(Program.HTTPD);
  }

  @Override
  Nodes startNodes() throws Exception {
    return Backends.tomcats();
  }

  @Override
  Proxy startProxy(Site site) throws Exception {
    return Proxy.httpd(site);
  }

  @Override
  public int withoutNodes() {
    return 503;
  }

  @Override
  public String throughProxy(String target, String direct) {
    return switch (target) {
      case "//x//y" -> "/x//y of /x//y"; // the first of two slashes is lost
      case "/%00" -> "404";
      default -> direct;
    };
  }
}
