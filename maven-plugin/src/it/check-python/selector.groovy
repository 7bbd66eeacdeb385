new File('/usr/bin/python3').canExecute() &&
  ['/usr/bin/python3', '-c', 'import django'].execute().waitFor() == 0
