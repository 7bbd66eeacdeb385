package org.gatewaybridge.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the processes of a launcher differ from a container as it is published.
 *
 * @param settings as {@link Launcher#with} takes them
 * @param users the users in the container's realm
 * @param jvm options of its JVM, which come after those of every process
 * @param environment variables beside the inherited ones and the recipe's
 * @param contextParameters parameters of each context in the container's own configuration
 */
record Configuration(
    Map<String, String> settings,
    List<User> users,
    List<String> jvm,
    Map<String, String> environment,
    Map<String, String> contextParameters) {
  static final Configuration AS_PUBLISHED =
      new Configuration(Map.of(), List.of(), List.of(), Map.of(), Map.of());

  /** Copies the lists and maps. */
  Configuration {
    settings = Map.copyOf(settings);
    users = List.copyOf(users);
    jvm = List.copyOf(jvm);
    environment = Map.copyOf(environment);
    contextParameters = Map.copyOf(contextParameters);
  }

  Configuration withSettings(Map<String, String> others) {
    return new Configuration(others, users, jvm, environment, contextParameters);
  }

  Configuration withUser(User user) {
    return new Configuration(settings, List.of(user), jvm, environment, contextParameters);
  }

  Configuration withMoreJvm(List<String> options) {
    List<String> all = new ArrayList<>(jvm);
    all.addAll(options);
    return new Configuration(settings, users, all, environment, contextParameters);
  }

  Configuration withEnvironment(Map<String, String> others) {
    return new Configuration(settings, users, jvm, others, contextParameters);
  }

  Configuration withContextParameters(Map<String, String> others) {
    return new Configuration(settings, users, jvm, environment, others);
  }
}
