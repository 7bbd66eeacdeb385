package org.gatewaybridge.engine;

/** A body that stands for something else than a response, so that no head goes before it. */
public interface HeadlessBody {
  /**
   * Is called before its iterator is asked for.
   *
   * @param started whether the app has called startResponse all the same
   */
  void begins(boolean started);
}
