package org.gatewaybridge.benchmarks.peers.ktor

import io.ktor.http.ContentType
import io.ktor.server.application.Application
import io.ktor.server.request.path
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing

private val plainText = ContentType.parse("text/plain; charset=utf-8")

/** One route and no plugins; application.conf names this to Ktor's servlet. */
fun Application.hello() {
  routing {
    get("/hello") {
      call.respondText("Hello from ${call.request.path()}\n", plainText)
    }
  }
}
