# A Rack app of one lambda, without middleware.
run lambda { |env|
  body = "Hello from #{env['SCRIPT_NAME']}#{env['PATH_INFO']}\n"
  headers = { 'Content-Type' => 'text/plain; charset=utf-8', 'Content-Length' => body.bytesize.to_s }
  [200, headers, [body]]
}
