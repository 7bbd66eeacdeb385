package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One thing that a {@link ScriptedApp} does. A script is steps with {@code ;} between them, a step
 * a verb and its arguments with {@code ,} between them, each of these URL-encoded.
 */
record Step(String verb, List<String> arguments) {

  static List<Step> parseAll(String script) {
    List<Step> steps = new ArrayList<>();
    for (String step : script.split(";", 0)) {
      List<String> words =
          Arrays.stream(step.split(",", -1)).map(word -> URLDecoder.decode(word, UTF_8)).toList();
      steps.add(new Step(words.get(0), words.subList(1, words.size())));
    }
    return steps;
  }

  String argument(int index) {
    return arguments.get(index);
  }

  /** The first argument as bytes: {@code *9} is nine times the letter x, anything else is text. */
  byte[] bytes() {
    String text = argument(0);
    return text.matches("\\*\\d+")
        ? "x".repeat(Integer.parseInt(text.substring(1))).getBytes(UTF_8)
        : text.getBytes(UTF_8);
  }

  int number(int index) {
    return Integer.parseInt(argument(index));
  }

  /** The step that a {@code try} names by its arguments. */
  Step tried() {
    return new Step(argument(0), arguments.subList(1, arguments.size()));
  }

  /** The arguments after the first as headers: name, value, name, value. */
  List<Map.Entry<String, String>> headers() {
    return headers(1);
  }

  /** The same of the arguments from that index on. */
  List<Map.Entry<String, String>> headers(int from) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = from; i + 1 < arguments.size(); i += 2) {
      headers.add(Map.entry(argument(i), argument(i + 1)));
    }
    return headers;
  }
}
