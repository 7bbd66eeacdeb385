package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R46;
import static org.gatewaybridge.api.ContractRule.R47;
import static org.gatewaybridge.api.ContractRule.R49;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.EarlyHints;
import org.gatewaybridge.api.ResponseTrailers;

/**
 * What an app sends besides its head and its body: hints before them, trailers behind them. Made
 * only for an app that asks for it; used on the request's thread.
 */
public final class Extras implements EarlyHints, ResponseTrailers {

  /**
   * What a recipient has to know before the body, or what is the server's. RFC 9110 6.5.1; Tomcat
   * leaves most of these out without a word.
   */
  private static final Set<String> NO_TRAILERS =
      Set.of(
          ("age authorization cache-control connection content-disposition content-encoding"
               + " content-language content-length content-location content-range content-type"
               + " cookie date expect expires host keep-alive location max-forwards pragma"
               + " proxy-authenticate proxy-authorization range retry-after set-cookie te trailer"
               + " trailers transfer-encoding upgrade vary warning www-authenticate")
              .split(" "));

  private final ResponseSink sink;
  private final List<Supplier<List<Map.Entry<String, String>>>> promised = new ArrayList<>(1);
  private boolean headSent;

  /**
   * Makes what one response has.
   *
   * @param sink sends the response
   */
  public Extras(ResponseSink sink) {
    this.sink = sink;
  }

  /**
   * Sends a response 103.
   *
   * @throws ContractViolation by rules R20 to R26, and R49
   */
  @Override
  public void send(List<Map.Entry<String, String>> fields) throws ClientGone {
    checkBeforeHead("Early hints were");
    ResponseHead head = ResponseHead.of("200 OK", fields, false);
    if (head.contentLength() != ResponseHead.UNKNOWN) {
      throw new ContractViolation(
          R49, "Early hints have a Content-Length; give it to startResponse, with the answer");
    }
    sink.hint(head.fields());
  }

  @Override
  public void send(Supplier<List<Map.Entry<String, String>>> fields) {
    if (fields == null) {
      throw new ContractViolation(R46, "The supplier of trailers is null; give one of fields");
    }
    checkBeforeHead("Trailers were promised");
    promised.add(fields);
  }

  private void checkBeforeHead(String what) {
    if (headSent) {
      throw new IllegalStateException(
          what + " after the head had been sent; call send before the first non-empty chunk");
    }
  }

  /**
   * Notes that the head is sent now.
   *
   * @param possible whether trailers may follow it
   * @return whether they do
   */
  boolean beginHead(boolean possible) {
    headSent = true;
    boolean follow = possible && !promised.isEmpty();
    if (follow) {
      sink.trail(Map.of());
    } else {
      promised.clear();
    }
    return follow;
  }

  /**
   * Asks the app for the trailers that are to follow, and sends them; does nothing if there are
   * none.
   *
   * @throws ContractViolation by rules R22 to R25, and R47
   */
  void end() throws ClientGone {
    if (promised.isEmpty()) {
      return;
    }
    sink.flush(); // the head at least: a server that has all of the response would give it a length
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Supplier<List<Map.Entry<String, String>>> supplier : promised) {
      add(supplier.get(), fields);
    }
    sink.trail(fields);
  }

  private static void add(List<Map.Entry<String, String>> given, Map<String, String> fields) {
    if (given != null) {
      given.forEach(Extras::check);
    }
    String[] checked = ResponseHead.of("200 OK", given, false).fields();
    for (int i = 0; i < checked.length; i += 2) {
      fields.merge(checked[i], checked[i + 1], (one, other) -> one + ", " + other);
    }
  }

  private static void check(Map.Entry<String, String> field) {
    String name = field == null ? null : field.getKey();
    if (name != null && NO_TRAILERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ContractViolation(
          R47,
          "Trailer \""
              + name
              + "\" would come too late, behind the body; give it to startResponse if it is the"
              + " app's at all");
    }
  }
}
