-- Only done() is defined: wrk's request path stays free of Lua.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("FACTS %d %d %d %.0f %.0f %d\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99), summary.bytes))
end
