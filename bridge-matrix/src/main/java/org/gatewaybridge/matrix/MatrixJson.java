package org.gatewaybridge.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes and reads matrix.json. Empty values are left out; keys keep their order. */
final class MatrixJson {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private MatrixJson() {}

  static String write(Matrix matrix) {
    JsonObject war = new JsonObject();
    war.addProperty("sha256", matrix.war().sha256());
    war.addProperty("name", matrix.war().name());
    JsonArray containers = new JsonArray();
    matrix.containers().forEach(column -> containers.add(container(column)));
    JsonArray cases = new JsonArray();
    matrix.cases().forEach(row -> cases.add(row(row)));

    JsonObject all = new JsonObject();
    all.add("war", war);
    all.add("containers", containers);
    all.add("cases", cases);
    return GSON.toJson(all) + "\n";
  }

  private static JsonObject container(ContainerColumn column) {
    JsonObject container = new JsonObject();
    container.addProperty("id", column.id());
    container.addProperty("name", column.name());
    container.addProperty("version", column.version());
    container.addProperty("jdk", column.jdk());
    return container;
  }

  private static JsonObject row(CaseRow row) {
    JsonObject results = new JsonObject();
    row.results().forEach((container, cell) -> results.add(container, cell(cell)));
    JsonObject json = new JsonObject();
    json.addProperty("id", row.id());
    json.addProperty("title", row.title());
    json.addProperty("area", row.area());
    json.addProperty("source", row.source());
    json.add("results", results);
    return json;
  }

  private static JsonObject cell(Cell cell) {
    JsonObject json = new JsonObject();
    json.addProperty("outcome", cell.outcome().key());
    json.addProperty("millis", cell.millis());
    addText(json, "reason", cell.reason());
    addText(json, "wanted", cell.wanted());
    addText(json, "observed", cell.observed());
    if (!cell.exchanges().isEmpty()) {
      JsonArray exchanges = new JsonArray();
      for (RecordedExchange exchange : cell.exchanges()) {
        JsonObject one = new JsonObject();
        one.addProperty("sent", exchange.sent());
        one.addProperty("came", exchange.came());
        exchanges.add(one);
      }
      json.add("exchanges", exchanges);
    }
    return json;
  }

  private static void addText(JsonObject json, String key, String text) {
    if (!text.isEmpty()) {
      json.addProperty(key, text);
    }
  }

  static Matrix read(Path file) throws IOException {
    try (JsonReader in = new JsonReader(Files.newBufferedReader(file, UTF_8))) {
      in.setStrictness(Strictness.STRICT);
      JsonElement all = JsonParser.parseReader(in);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonLocation.Refused("something follows its end");
      }
      return matrix(new JsonLocation("", all));
    } catch (JsonParseException
        | MalformedJsonException
        | EOFException
        | JsonLocation.Refused
        | IllegalArgumentException e) {
      throw new IOException(
          file
              + " is not a matrix: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  private static Matrix matrix(JsonLocation json) {
    JsonLocation war = json.at("war");
    return new Matrix(
        new WarFile(war.at("name").text(), war.at("sha256").text()),
        json.at("containers").items().stream().map(MatrixJson::readContainer).toList(),
        json.at("cases").items().stream().map(MatrixJson::readRow).toList());
  }

  private static ContainerColumn readContainer(JsonLocation json) {
    return new ContainerColumn(
        json.at("id").text(),
        json.at("name").text(),
        json.at("version").text(),
        json.at("jdk").text());
  }

  private static CaseRow readRow(JsonLocation json) {
    Map<String, Cell> results = new LinkedHashMap<>();
    json.at("results").entries().forEach((id, cell) -> results.put(id, readCell(cell)));
    return new CaseRow(
        json.at("id").text(),
        json.at("title").text(),
        json.at("area").text(),
        json.at("source").text(),
        results);
  }

  private static Cell readCell(JsonLocation json) {
    JsonLocation outcome = json.at("outcome");
    try {
      return new Cell(
          Outcome.ofKey(outcome.text())
              .orElseThrow(() -> outcome.refused("pass, known, fail or not-run")),
          json.at("millis").number(),
          textOrEmpty(json, "reason"),
          textOrEmpty(json, "wanted"),
          textOrEmpty(json, "observed"),
          json.maybe("exchanges").map(JsonLocation::items).orElse(List.of()).stream()
              .map(one -> new RecordedExchange(one.at("sent").text(), one.at("came").text()))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new JsonLocation.Refused(json.way() + ": " + e.getMessage());
    }
  }

  private static String textOrEmpty(JsonLocation json, String key) {
    return json.maybe(key).map(JsonLocation::text).orElse("");
  }
}
