"""klaus, which shows Git repositories and serves them to Git; its own variables, such as KLAUS_REPOS, set it up."""

from klaus.contrib.wsgi import application as app
