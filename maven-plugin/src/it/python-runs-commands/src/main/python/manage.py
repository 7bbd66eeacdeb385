import os
import sys

print("manage.py in %s: %s" % (os.path.basename(os.getcwd()), sys.argv[1:]), flush=True)
sys.exit(len(sys.argv[1:]) - 2)
