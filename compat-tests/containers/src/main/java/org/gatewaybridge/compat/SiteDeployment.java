package org.gatewaybridge.compat;

import java.util.List;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.TargetDescription;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.test.spi.TestClass;

/** Makes a class with {@link On} a class that deploys the site to that container. */
public final class SiteDeployment implements DeploymentScenarioGenerator {

  /** Made by Arquillian. */
  public SiteDeployment() {}

  @Override
  public List<DeploymentDescription> generate(TestClass test) {
    On on = test.getAnnotation(On.class);
    if (on == null) {
      return List.of();
    }
    DeploymentDescription site = new DeploymentDescription("site", Site.ofProperties());
    site.setTarget(new TargetDescription(on.value()));
    return List.of(site.shouldBeTestable(false).shouldBeManaged(true));
  }
}
