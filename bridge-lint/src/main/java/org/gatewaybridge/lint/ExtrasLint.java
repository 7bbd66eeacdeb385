package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R45;
import static org.gatewaybridge.api.ContractRule.R46;
import static org.gatewaybridge.api.ContractRule.R47;
import static org.gatewaybridge.api.ContractRule.R49;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.EarlyHints;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.ResponseTrailers;
import org.jspecify.annotations.Nullable;

/** What an app sends besides its answer: early hints before it, trailers behind it. */
final class ExtrasLint {
  private static final Set<String> NO_TRAILERS =
      Set.of(
          ("age authorization cache-control connection content-disposition content-encoding"
               + " content-language content-length content-location content-range content-type"
               + " cookie date expect expires host keep-alive location max-forwards pragma"
               + " proxy-authenticate proxy-authorization range retry-after set-cookie te trailer"
               + " trailers transfer-encoding upgrade vary warning www-authenticate")
              .split(" "));

  private ExtrasLint() {}

  /** Puts checked ones in the place of the gateway's, if the environ has any. */
  static void put(Map<String, Object> environ, AnswerLint answer) {
    environ.replaceAll(
        (key, value) ->
            switch (key) {
              case EnvironKeys.TRAILERS -> trailers(value, answer);
              case EnvironKeys.EARLY_HINTS -> hints(value, answer);
              default -> value;
            });
  }

  private static ResponseTrailers trailers(Object value, AnswerLint answer) {
    if (!(value instanceof ResponseTrailers gateway)) {
      throw wrongType(EnvironKeys.TRAILERS, value, "a ResponseTrailers");
    }
    return fields -> {
      if (fields == null) {
        throw new ContractViolation(R46, "The supplier of trailers is null; give one of fields");
      }
      checkBeforeHead(R46, answer);
      gateway.send(new Asked(fields, answer));
    };
  }

  private static EarlyHints hints(Object value, AnswerLint answer) {
    if (!(value instanceof EarlyHints gateway)) {
      throw wrongType(EnvironKeys.EARLY_HINTS, value, "an EarlyHints");
    }
    return fields -> {
      checkBeforeHead(R49, answer);
      if (HeadLint.checkHeaders(fields) != null) {
        throw new ContractViolation(
            R49, "Early hints have a Content-Length; give it to startResponse");
      }
      gateway.send(fields);
    };
  }

  private static ContractViolation wrongType(String key, Object value, String wanted) {
    return new ContractViolation(
        R45,
        "environ["
            + Quoted.of(key)
            + "] is "
            + Quoted.typed(value)
            + "; put "
            + wanted
            + ", or leave it out");
  }

  private static void checkBeforeHead(ContractRule rule, AnswerLint answer) {
    if (answer.mayBeSent()) {
      throw new ContractViolation(
          rule, "send was called after the head had been sent; call it before the first chunk");
    }
  }

  /** A supplier of trailers that the gateway asks once, behind the last chunk. */
  private static final class Asked implements Supplier<List<Map.Entry<String, String>>> {
    private @Nullable Supplier<List<Map.Entry<String, String>>> fields;
    private final AnswerLint answer;

    Asked(Supplier<List<Map.Entry<String, String>>> fields, AnswerLint answer) {
      this.fields = fields;
      this.answer = answer;
    }

    @Override
    public List<Map.Entry<String, String>> get() {
      Supplier<List<Map.Entry<String, String>>> once = fields;
      fields = null;
      if (once == null || !answer.hasEnded()) {
        throw new ContractViolation(
            R46,
            "Trailers were asked for "
                + (once == null ? "twice" : "before the body had ended")
                + "; ask once, behind the last chunk");
      }
      List<Map.Entry<String, String>> given = once.get();
      if (given != null) {
        given.forEach(ExtrasLint::checkField);
      }
      HeadLint.checkHeaders(given);
      return given;
    }
  }

  private static void checkField(Map.@Nullable Entry<String, String> field) {
    String name = field == null || field.getKey() == null ? "" : field.getKey();
    if (NO_TRAILERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ContractViolation(
          R47,
          "Trailer " + Quoted.of(name) + " comes too late, behind the body; give it as a header");
    }
  }
}
