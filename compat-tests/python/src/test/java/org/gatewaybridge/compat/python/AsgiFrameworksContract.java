package org.gatewaybridge.compat.python;

import java.util.Map;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;

/** Debian's own asynchronous frameworks, unmodified, in WARs of our plugin. */
interface AsgiFrameworksContract extends OnContainer {

  @Test
  default void starletteAtTheRootAndUnderAContextPath() throws Exception {
    for (String contextPath : new String[] {"", "/starlette"}) {
      new StarletteVisit(new Visitor(server(), contextPath), server()).all();
    }
  }

  @Test
  default void fastApiUnderAContextPath() throws Exception {
    new FastApiVisit(new Visitor(server(), "/fastapi"), server()).all();
  }

  @Test
  default void quartUnderAContextPath() throws Exception {
    new QuartVisit(new Visitor(server(), "/quart"), server()).all();
  }

  @Test
  default void djangoAndChannelsUnderAContextPath() throws Exception {
    new ChannelsVisit(new Visitor(server(), "/channels"), server()).all();
  }

  @Test
  default void eventsAndTalksInChromium() {
    ChromeDriver browser = Chromium.start();
    try {
      BrowserTalk talk = new BrowserTalk(browser);
      talk.hearsEventsAcrossReconnects(new Visitor(server(), "/starlette").address("/page"));
      talk.isEchoed(new Visitor(server(), "/starlette").address("/page"), "ws", "Hello, ");
      talk.isEchoed(new Visitor(server(), "").address("/page"), "ws", "Hello, ");
      talk.chats(new Visitor(server(), "/fastapi").address("/page"), "chat/lobby");
      talk.isEchoed(new Visitor(server(), "/quart").address("/"), "ws", "Hello, ");
      talk.isEchoed(new Visitor(server(), "/channels").address("/"), "ws/echo", "");
    } finally {
      browser.quit();
    }
  }

  /** The process that the cases share. */
  private ServerProcess server() {
    return container()
        .shared(
            "asgi-frameworks",
            () ->
                container()
                    .start(
                        Map.of(
                            "", FrameworksContract.war("starlette"),
                            "/starlette", FrameworksContract.war("starlette"),
                            "/fastapi", FrameworksContract.war("fastapi"),
                            "/quart", FrameworksContract.war("quart"),
                            "/channels", FrameworksContract.war("channels"))));
  }
}
