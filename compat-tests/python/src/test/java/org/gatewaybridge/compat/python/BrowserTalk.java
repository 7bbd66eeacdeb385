package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.openqa.selenium.chrome.ChromeDriver;

/** Somebody whose browser listens to events and talks over WebSockets, as pages do. */
record BrowserTalk(ChromeDriver browser) {
  private static final String BASE =
      "const done = arguments[arguments.length - 1], heard = [];"
          + "setTimeout(() => done('late: ' + heard), 15000);"
          + "const socket = path => new WebSocket(new URL(path, location).href"
          + ".replace(/^http/, 'ws'));";

  /** The server ends the stream after three events; the browser says where it has been. */
  void hearsEventsAcrossReconnects(URI page) {
    assertThat(
            run(
                page,
                "const events = new EventSource('events');"
                    + "events.onmessage = e => {"
                    + "  heard.push(e.lastEventId + ' ' + e.data);"
                    + "  if (heard.length == 7) { events.close(); done(heard.join()); } };"))
        .isEqualTo("1 event 1,2 event 2,3 event 3,4 event 4,5 event 5,6 event 6,7 event 7");
  }

  void isEchoed(URI page, String path, String greeting) {
    assertThat(
            run(
                page,
                "const a = socket('%s');".formatted(path)
                    + "a.onopen = () => a.send('z\\u00fcrich');"
                    + "a.onmessage = e => { heard.push(e.data); a.close(4001, 'bye'); };"
                    + "a.onclose = e => done(heard + ' ' + e.code + ' ' + e.wasClean);"))
        .isEqualTo(greeting + "z\u00fcrich 4001 true");
  }

  /** Two sockets of one room hear the same, in the same order. */
  void chats(URI page, String room) {
    assertThat(
            run(
                page,
                "const a = socket('%1$s'), b = socket('%1$s'); let open = 0;".formatted(room)
                    + "a.onopen = b.onopen = () => {"
                    + "  if (++open == 2) for (const t of ['one', 'two', 'three']) a.send(t); };"
                    + "a.onmessage = e => heard.push('a ' + e.data);"
                    + "b.onmessage = e => {"
                    + "  heard.push('b ' + e.data);"
                    + "  if (e.data == 'three') setTimeout(() => {"
                    + "    a.close(); b.close(); done(heard.sort().join()); }, 200); };"))
        .isEqualTo("a one,a three,a two,b one,b three,b two");
  }

  private String run(URI page, String script) {
    browser.get(page.toString());
    return String.valueOf(browser.executeAsyncScript(BASE + script));
  }
}
