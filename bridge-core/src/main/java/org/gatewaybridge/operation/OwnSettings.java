package org.gatewaybridge.operation;

import java.util.List;
import java.util.Map;

/** A factory that has settings of its own, so that they can be shown without making the app. */
public interface OwnSettings {
  /**
   * Returns what would hold on this machine.
   *
   * @param parameters those of the deployment
   * @return one text for each setting: name, value ("" if there is none) and where it stands, with
   *     tabs between them
   * @throws IllegalArgumentException if a setting is wrong or missing
   */
  List<String> settings(Map<String, String> parameters);
}
