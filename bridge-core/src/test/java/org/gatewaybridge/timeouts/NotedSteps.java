package org.gatewaybridge.timeouts;

import java.util.List;

/** The progress of a call that notes its steps. */
public final class NotedSteps extends CallProgress {
  private final List<String> notes;

  /** Makes one that adds its notes to a list. */
  public NotedSteps(List<String> notes) {
    super(() -> {});
    this.notes = notes;
  }

  @Override
  public String request() {
    return "GET / [1]";
  }

  @Override
  public void enter() {
    notes.add("enter");
  }

  @Override
  public void leave() {
    notes.add("leave");
  }
}
