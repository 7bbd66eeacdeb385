package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListedHeadersTest {
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private final Map<String, Object> known = new HashMap<>();

  private HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                  case "getHeaders" -> Collections.enumeration(values(arguments[0]));
                  case "getHeader" -> values(arguments[0]).stream().findFirst().orElse(null);
                  default -> throw new AssertionError(method);
                });
  }

  private List<String> values(Object name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(String.valueOf(name)))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }

  private List<String> listed() {
    List<String> all = new ArrayList<>();
    ListedHeaders.list(request(), known, known, (name, value) -> all.add(name + ": " + value));
    return all;
  }

  @Test
  void repeatsAreListedOneByOne() {
    headers.put("Host", List.of("a"));
    headers.put("X-Two", List.of("1", "2"));
    headers.put("Content-Type", List.of("text/plain"));
    headers.put("Content-Length", List.of("3"));

    assertThat(listed())
        .containsExactly(
            "Host: a", "X-Two: 1", "X-Two: 2", "Content-Type: text/plain", "Content-Length: 3");
  }

  @Test
  void headersThatNoEnvironShowsAreLeftOut() {
    headers.put("X_Two", List.of("1"));
    headers.put("Proxy", List.of("http://evil"));

    assertThat(listed()).isEmpty();
  }

  @Test
  void valueThatWasReadIsStillListedOneByOne() {
    headers.put("X-Two", List.of("1", "2"));
    known.put("HTTP_X_TWO", "1, 2");

    assertThat(listed()).containsExactly("X-Two: 1", "X-Two: 2");
  }

  @Test
  void valueOfAMiddlewareReplacesTheRequests() {
    headers.put("X-Two", List.of("1", "2"));
    headers.put("Host", List.of("a"));
    known.put("HTTP_X_TWO", "3");
    known.put("HTTP_X_USER", "me");

    assertThat(listed()).containsExactly("X-Two: 3", "Host: a", "X-USER: me");
  }
}
