package org.gatewaybridge.operation;

import java.util.List;
import java.util.Map;

/** A factory with settings of its own, which can be shown without making the app. */
public interface OwnSettings {
  /**
   * Returns the settings as they would be on this machine.
   *
   * @param parameters those of the deployment
   * @return one text for each setting: name, value ("" if there is none) and where it is set, with
   *     tabs between them
   * @throws IllegalArgumentException if a setting is wrong or missing
   */
  List<String> settings(Map<String, String> parameters);
}
