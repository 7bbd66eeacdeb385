package org.gatewaybridge.matrix;

/**
 * A container that a run is to have results of.
 *
 * @param reasonIfAbsent the reason if there are none, such as {@code Its archive is not published}
 */
public record PlannedContainer(ContainerColumn column, String reasonIfAbsent) {

  public PlannedContainer {
    Checks.line("The reason for which " + column.id() + " may have no results", reasonIfAbsent);
  }
}
