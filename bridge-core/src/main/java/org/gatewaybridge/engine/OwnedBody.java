package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R28;
import static org.gatewaybridge.api.ContractRule.R29;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/** What an app may return as its body, checked, since an erased generic may hold anything. */
final class OwnedBody {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private OwnedBody() {}

  static Iterable<byte[]> checked(@Nullable Iterable<byte[]> body) {
    if (body == null) {
      throw new ContractViolation(R28, "The app returned null; return Bodies.empty() for no body");
    }
    return body;
  }

  /** Whether it is one chunk. PEP 3333: if len(iterable) is 1, its length is the Content-Length. */
  static boolean isSingle(Iterable<byte[]> body) {
    return body instanceof Collection<?> chunks && chunks.size() == 1;
  }

  static byte[] checkedChunk(@Nullable Object chunk) {
    if (chunk instanceof byte[] bytes) {
      return bytes;
    }
    if (chunk == null) {
      throw nullChunk();
    }
    throw new ContractViolation(
        R29, "The body handed over a " + chunk.getClass().getName() + "; every chunk is a byte[]");
  }

  static ContractViolation nullChunk() {
    return new ContractViolation(R29, "A chunk is null; hand over an empty byte[] for nothing");
  }

  /** Closes a body that can be closed; a failure is only logged. */
  static void close(@Nullable Iterable<byte[]> body, ResponseSink sink) {
    if (body instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable failure) {
        LOG.log(
            Level.WARNING,
            () -> sink.request() + ": closing the body failed",
            LoggedFailure.of(failure));
      }
    }
  }
}
