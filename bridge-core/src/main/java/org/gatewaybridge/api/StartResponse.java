package org.gatewaybridge.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Begins the answer: PEP 3333's {@code start_response}.
 *
 * <p>Made by the gateway for one request and used on that request's thread. It checks what it is
 * given in the caller's own stack frame and sends nothing: the head goes out with the first
 * non-empty chunk, with the first {@link BodyWriter#write}, or at the end of the body.
 */
@FunctionalInterface
public interface StartResponse {

  /**
   * Sets status and headers, or, after a failure, replaces them. If the head has already been sent,
   * {@code excInfo} itself is thrown instead, as it is, checked or not.
   *
   * @param status three digits from 200 to 999, a space and a reason phrase, for example {@code
   *     "404 Not Found"}; the reason may be empty and Servlet containers do not send it
   * @param headers the response headers in order, names in any case, values in latin-1 without
   *     control characters; no hop-by-hop header such as {@code Connection}
   * @param excInfo null for a normal answer; the failure that this answer reports, if it may have
   *     to replace an earlier one
   * @return a writer for apps that push their body; most return an {@code Iterable} and ignore it
   * @throws ContractViolation if status or headers break the contract, or if the answer was already
   *     begun and {@code excInfo} is null
   */
  BodyWriter start(
      String status, List<Map.Entry<String, String>> headers, @Nullable Throwable excInfo);

  /**
   * Sets status and headers: {@link #start(String, List, Throwable)} without a failure to report.
   */
  default BodyWriter start(String status, List<Map.Entry<String, String>> headers) {
    return start(status, headers, null);
  }
}
