wrk.method = "POST"
wrk.headers["Content-Type"] = "%s"
wrk.body = %s
