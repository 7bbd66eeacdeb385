new File('/usr/bin/python3').canExecute() && new File('/proc/self').exists() &&
  ['/usr/bin/python3', '-c', 'import django'].execute().waitFor() == 0
