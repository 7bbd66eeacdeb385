package org.gatewaybridge.compat.readme;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a module brings with it, as CycloneDX tells. */
record BillOfMaterials(JsonObject bom) {

  /** Licences under which Apache-2.0 software may use a library as it is. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "0BSD",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CDDL-1.0",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "MIT",
          "Public Domain",
          "The (New) BSD License",
          "UPL-1.0");

  static BillOfMaterials read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static BillOfMaterials parse(String json) {
    return new BillOfMaterials(JsonParser.parseString(json).getAsJsonObject());
  }

  List<JsonObject> components() {
    return elements(bom, "components").map(JsonElement::getAsJsonObject).toList();
  }

  /** Returns a reason for each component that may not be there. */
  List<String> refused() {
    List<String> refused = new ArrayList<>();
    for (JsonObject component : components()) {
      List<String> licences = licences(component);
      if (licences.isEmpty()) {
        refused.add(name(component) + " has no licence");
      } else if (licences.stream().noneMatch(ALLOWED::contains)) {
        // Of several the user may choose one.
        refused.add(name(component) + " is under " + String.join(" or ", licences));
      }
    }
    return refused;
  }

  private static String name(JsonObject component) {
    return component.get("purl").getAsString();
  }

  private static List<String> licences(JsonObject component) {
    return elements(component, "licenses")
        .map(JsonElement::getAsJsonObject)
        .map(each -> each.has("license") ? each.getAsJsonObject("license") : each)
        .map(BillOfMaterials::licence)
        .toList();
  }

  private static String licence(JsonObject licence) {
    return Stream.of("id", "name", "expression")
        .filter(licence::has)
        .map(key -> licence.get(key).getAsString())
        .findFirst()
        .orElse("");
  }

  private static Stream<JsonElement> elements(JsonObject from, String name) {
    JsonArray array = from.has(name) ? from.getAsJsonArray(name) : new JsonArray();
    return array.asList().stream();
  }
}
