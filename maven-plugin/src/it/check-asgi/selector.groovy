new File('/usr/bin/python3').canExecute()
