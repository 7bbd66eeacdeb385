// Java names files by the locale's encoding.
System.getProperty('sun.jnu.encoding') == 'UTF-8'
