package org.gatewaybridge.compat.recipes;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A Kubernetes object, held against the types that Kubernetes generates from its own OpenAPI: they
 * refuse fields that are unknown or missing.
 */
record Manifest(JsonElement json) {
  /** The API version in which each kind is generated as V1. */
  private static final Map<String, String> API_VERSIONS =
      Map.of(
          "Deployment", "apps/v1",
          "Service", "v1",
          "PodDisruptionBudget", "policy/v1",
          "Ingress", "networking.k8s.io/v1");

  /** Reads the documents of a YAML text; a key that stands there twice fails. */
  static List<Manifest> all(String yaml) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Gson gson = new Gson();
    return StreamSupport.stream(
            new Yaml(new SafeConstructor(strict)).loadAll(yaml).spliterator(), false)
        .map(document -> new Manifest(gson.toJsonTree(document)))
        .toList();
  }

  String kind() {
    return text("kind").orElse("");
  }

  /** Returns what is wrong with it; empty if nothing. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    String wanted = API_VERSIONS.getOrDefault(kind(), "unknown");
    if (!text("apiVersion").equals(Optional.of(wanted))) {
      faults.add("apiVersion of a " + kind() + " is not " + wanted);
      return faults;
    }
    try {
      Class<?> type = Class.forName("io.kubernetes.client.openapi.models.V1" + kind());
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
      JsonElement again = JSON.getGson().toJsonTree(JSON.getGson().fromJson(json, type));
      if (!isIn(json, again)) {
        faults.add("A value is of another type; it is read as " + again);
      }
    } catch (InvocationTargetException refused) {
      faults.add(String.valueOf(refused.getCause()));
    } catch (ReflectiveOperationException | RuntimeException refused) {
      faults.add(refused.toString());
    }
    return faults;
  }

  /** Returns whether all that is written came back; what was read adds empty lists of its own. */
  private static boolean isIn(JsonElement written, JsonElement read) {
    if (written.isJsonObject() && read.isJsonObject()) {
      return written.getAsJsonObject().entrySet().stream()
          .allMatch(
              field -> {
                JsonElement same = read.getAsJsonObject().get(field.getKey());
                return same != null && isIn(field.getValue(), same);
              });
    }
    if (written.isJsonArray() && read.isJsonArray()) {
      JsonArray wanted = written.getAsJsonArray();
      JsonArray seen = read.getAsJsonArray();
      return wanted.size() == seen.size()
          && IntStream.range(0, seen.size()).allMatch(i -> isIn(wanted.get(i), seen.get(i)));
    }
    return written.equals(read);
  }

  /** Returns the text or number at a path such as {@code spec.ports.0.port}; empty if none. */
  Optional<String> text(String path) {
    JsonElement at = json;
    for (String step : path.split("\\.", -1)) {
      if (at != null && at.isJsonArray() && step.matches("\\d+")) {
        at = at.getAsJsonArray().get(Integer.parseInt(step));
      } else {
        at = at != null && at.isJsonObject() ? at.getAsJsonObject().get(step) : null;
      }
    }
    return at == null || !at.isJsonPrimitive() ? Optional.empty() : Optional.of(at.getAsString());
  }

  int number(String path) {
    return Integer.parseInt(text(path).orElseThrow(() -> new AssertionError("No " + path)));
  }
}
