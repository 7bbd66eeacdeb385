package org.gatewaybridge.compat.recipes;

/** The nginx of docs/deploy.md in front of two Jettys. */
final class NginxOnJettyIT extends ProxyTest
    implements SecondTryContract, Http2Contract, FilesContract {
  NginxOnJettyIT() {
    super(Program.NGINX);
  }

  @Override
  Nodes startNodes() throws Exception {
    return Backends.jettys();
  }

  @Override
  Proxy startProxy(Site site) throws Exception {
    return Proxy.nginx(site);
  }

  @Override
  public int withoutNodes() {
    return 502;
  }
}
