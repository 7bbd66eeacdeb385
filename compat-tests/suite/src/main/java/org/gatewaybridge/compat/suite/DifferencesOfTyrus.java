package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.KnownDifferences.Container;

/** What the WebSockets of GlassFish and Payara do otherwise: they are Tyrus, above Grizzly. */
final class DifferencesOfTyrus {
  private static final Container TYRUS = new Container("glassfish.*|payara.*", "");
  private static final Container SERVER = new Container("glassfish[0-9]+", "");
  private static final String SEEN = "seen on GlassFish 7.0.21 with Tyrus 2.1.5";

  static final List<KnownDifference> ALL = Stream.concat(handshakes(), frames()).toList();

  private DifferencesOfTyrus() {}

  private static Stream<KnownDifference> handshakes() {
    Stream<KnownDifference> types =
        Stream.concat(
                Stream.of(
                        "Sec-WebSocket-Protocol: other",
                        "Sec-WebSocket-Accept: x",
                        "Upgrade: h2c",
                        "Connection: close",
                        "Content-Length: 1")
                    .map(line -> List.of("W12", line)),
                Stream.of("throw", "start").map(how -> List.of("W14", how)))
            .map(
                one ->
                    TYRUS.differs(
                        one.get(0),
                        one.get(1),
                        "Expected size: 1 but was: 0",
                        "Content-Type: text/plain",
                        "it leaves Content-Type out if the request asks for an upgrade",
                        "org.glassfish.grizzly.http.HttpServerFilter"));
    return Stream.concat(
        types,
        Stream.of(
            TYRUS.differs(
                "W10",
                "",
                "the connection ended without a response",
                "the next response",
                "it closes a connection on which an upgrade was asked for and refused",
                "org.glassfish.grizzly.http.HttpServerFilter"),
            TYRUS.differs(
                "W15",
                "",
                "silence",
                "the early frame",
                "it reads what comes after its answer; a client may send nothing before",
                SEEN),
            TYRUS.differs(
                "W61", "", "Expecting actual", "compression", "it has none installed", SEEN)));
  }

  private static Stream<KnownDifference> frames() {
    return Stream.of(
        TYRUS
            .differs(
                "W01",
                "*",
                "echo threw IOException",
                "closed 1000",
                "it says that a message is sent after the client's close, which is then the end",
                "org.glassfish.tyrus.servlet.TyrusServletWriter")
            .sometimes(),
        TYRUS.differs(
            "W31", "", "silence", "1002", "it waits for a mask where there is none", SEEN),
        TYRUS.differs("W37", "", "1011", "1002 or 1009", "it fails on such a length", SEEN),
        TYRUS.differs(
            "W40",
            "",
            "\"closed 1000",
            "1005",
            "it takes a close frame without a code for one with 1000",
            SEEN),
        SERVER.differs(
            "W63",
            "",
            "no close frame",
            "1001",
            "a server that stops ends its connections before it tells the apps",
            SEEN));
  }
}
