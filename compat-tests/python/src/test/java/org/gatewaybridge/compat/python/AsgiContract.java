package org.gatewaybridge.compat.python;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gatewaybridge.compat.suite.BodyContract;
import org.gatewaybridge.compat.suite.BrokenBodyContract;
import org.gatewaybridge.compat.suite.Case;
import org.gatewaybridge.compat.suite.ConnectionContract;
import org.gatewaybridge.compat.suite.DecidedHeaderContract;
import org.gatewaybridge.compat.suite.DecidedPathContract;
import org.gatewaybridge.compat.suite.FailureContract;
import org.gatewaybridge.compat.suite.FramingContract;
import org.gatewaybridge.compat.suite.HintContract;
import org.gatewaybridge.compat.suite.LifecycleContract;
import org.gatewaybridge.compat.suite.MethodContract;
import org.gatewaybridge.compat.suite.MountContract;
import org.gatewaybridge.compat.suite.PathContract;
import org.gatewaybridge.compat.suite.RequestBodyContract;
import org.gatewaybridge.compat.suite.RequestHeaderContract;
import org.gatewaybridge.compat.suite.ResponseHeaderContract;
import org.gatewaybridge.compat.suite.SocketCloseContract;
import org.gatewaybridge.compat.suite.SocketHandshakeContract;
import org.gatewaybridge.compat.suite.SocketLoadContract;
import org.gatewaybridge.compat.suite.SocketMessageContract;
import org.gatewaybridge.compat.suite.SocketProtocolContract;
import org.gatewaybridge.compat.suite.TrailerContract;

/**
 * The contracts of the wire on the compat app as an ASGI app: those that ask what ASGI can say.
 * Every build asks the cases of {@link #SMALL}; {@code -Dasgi=all} asks all.
 */
interface AsgiContract
    extends MountContract,
        PathContract,
        DecidedPathContract,
        MethodContract,
        RequestHeaderContract,
        DecidedHeaderContract,
        RequestBodyContract,
        BrokenBodyContract,
        BodyContract,
        ResponseHeaderContract,
        TrailerContract,
        HintContract,
        FramingContract,
        FailureContract,
        ConnectionContract,
        LifecycleContract,
        SocketHandshakeContract,
        SocketMessageContract,
        SocketProtocolContract,
        SocketCloseContract,
        SocketLoadContract {

  /** What every build asks: one of each kind. */
  Set<String> SMALL =
      Set.of(
          "P01", "P04", "P06", "P24", "M01", "M02", "H01", "H03", "H14", "B01", "B05", "B09", "A01",
          "A07", "F01", "F05", "F07", "F12", "F13", "F17", "F18", "F22", "L01", "E10", "T01", "T03",
          "T05", "T06", "T08", "T10", "T11", "T12", "T15", "W01", "W08", "W10", "W11", "W19", "W20",
          "W22", "W28", "W36", "W39", "W43", "W46", "W47", "W49", "W51", "W52", "W53", "W55",
          "W56");

  /** Cases of the interface for calls, which has no part in ASGI. */
  Map<String, String> NOT_FOR_ASGI = notForAsgi();

  private static Map<String, String> notForAsgi() {
    Map<String, String> reasons = new HashMap<>();
    for (String id :
        List.of("B03", "B21", "F03", "F26", "L02", "L03", "S17", "S18", "S19", "S25")) {
      reasons.put(id, "not run: about a part of WSGI that ASGI does not have");
    }
    for (String id : List.of("A02", "A03", "A05", "A09", "A10")) {
      reasons.put(id, "not run: an ASGI app learns of a refused head later, or has only bytes");
    }
    reasons.put("T09", "not run: an ASGI app promises trailers by its start, not later");
    reasons.put("T14", "not run: an ASGI app hints links, and no other field");
    reasons.put("T17", "not run: an ASGI app sends its trailers without being asked");
    reasons.put("A08", "not run: headers of the connection are left out, as by other ASGI servers");
    reasons.put("B11", "not run: one app more that reads 2.2 GiB shows nothing new");
    for (String id : List.of("W02", "W03")) {
      reasons.put(id, "not run: asks for a key of the Java interface");
    }
    reasons.put(
        "W12", "not run: a worker leaves out headers of the handshake that are the server's");
    reasons.put("W14", "not run: in ASGI a response and an accept have events of their own");
    reasons.put("W17", "not run: the WAR with the filter has the Java app");
    reasons.put("W45", "not run: about a failure of the Java interface");
    return Map.copyOf(reasons);
  }

  @Override
  default Optional<String> obstacle(Case which) {
    String[] ids = which.id().split(" ", -1);
    Optional<String> never =
        Arrays.stream(ids).map(NOT_FOR_ASGI::get).filter(Objects::nonNull).findFirst();
    if (never.isPresent()) {
      return never;
    }
    boolean asked = System.getProperty("compat.asgi", "small").equals("all");
    return asked || Arrays.stream(ids).anyMatch(SMALL::contains)
        ? Optional.empty()
        : Optional.of("not run: asked with -Dasgi=all only");
  }
}
