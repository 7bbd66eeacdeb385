"""Mercurial's hgweb, as its example hgweb.wsgi has it, of the repository that HGWEB_REPOSITORY names."""

import os

from mercurial import demandimport

demandimport.enable()

from mercurial.hgweb import hgweb

app = hgweb(os.environb[b"HGWEB_REPOSITORY"])
