new File('/usr/bin/python3').canExecute() && new File("/proc/self").exists()
