package org.gatewaybridge.compat;

import java.lang.annotation.Annotation;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;
import org.jspecify.annotations.Nullable;

/** Registers at Arquillian the adapter, what a class deploys, and what a class may ask for. */
public final class ContainerExtension implements LoadableExtension {

  /** Made by Arquillian, from META-INF/services. */
  public ContainerExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeployableContainer.class, ProcessContainer.class);
    builder.service(DeploymentScenarioGenerator.class, SiteDeployment.class);
    builder.service(ResourceProvider.class, Provider.class);
  }

  /** Gives a field {@code @ArquillianResource RunningContainer} its value. */
  public static final class Provider implements ResourceProvider {
    @Inject private @Nullable Instance<RunningContainer> running;

    /** Made by Arquillian. */
    public Provider() {}

    @Override
    public boolean canProvide(Class<?> type) {
      return type == RunningContainer.class;
    }

    @Override
    public @Nullable Object lookup(ArquillianResource resource, Annotation... qualifiers) {
      return running == null ? null : running.get();
    }
  }
}
