// Maven Central has no CPython for other platforms.
System.getProperty('os.name') == 'Linux' && System.getProperty('os.arch') in ['amd64', 'aarch64']
