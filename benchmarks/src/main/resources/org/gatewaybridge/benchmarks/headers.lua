for i = 1, %d do
  wrk.headers["X-Growth-" .. i] = "0123456789"
end
