package org.gatewaybridge.compat;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;

/**
 * The one adapter that Arquillian sees. A container is started when a class deploys to it, and
 * stopped when that class is done.
 */
public final class ProcessContainer implements DeployableContainer<ContainerSettings> {
  @Inject @ClassScoped private @Nullable InstanceProducer<RunningContainer> running;

  private @Nullable ContainerSettings settings;
  private @Nullable RealContainer container;

  /** Made by Arquillian, one for each container in arquillian.xml. */
  public ProcessContainer() {}

  @Override
  public Class<ContainerSettings> getConfigurationClass() {
    return ContainerSettings.class;
  }

  @Override
  public void setup(ContainerSettings configured) {
    settings = configured;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Local");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> site) throws DeploymentException {
    try {
      RealContainer started = RealContainer.serve(site, requireNonNull(settings));
      container = started;
      requireNonNull(running).set(started);
      return new ProtocolMetaData();
    } catch (IOException | RuntimeException e) {
      throw new DeploymentException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void undeploy(Archive<?> site) {
    if (container != null) {
      container.close();
      container = null;
    }
  }
}
