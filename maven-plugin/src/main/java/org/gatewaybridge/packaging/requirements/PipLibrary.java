package org.gatewaybridge.packaging.requirements;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** What only pip itself can say, with the interpreter for which it installs. */
public interface PipLibrary {
  /**
   * A marker or a requirement, as pip understands it.
   *
   * @param name the requirement's name, normalized as PEP 503 says
   * @param constraint its extras and its versions, or its URL, in one spelling
   * @param holds whether the marker holds for the interpreter; none always holds
   * @param problem why pip does not understand it; empty if it does
   */
  record Reply(String name, String constraint, boolean holds, String problem) {}

  /** Returns the version of the interpreter, such as {@code 3.11.2}. */
  String python() throws IOException;

  /** Returns what each environment marker is (PEP 508), by its text. */
  Map<String, Reply> markers(Collection<String> markers) throws IOException;

  /** Returns what each requirement is (PEP 508), by its text. */
  Map<String, Reply> requirements(Collection<String> requirements) throws IOException;
}
