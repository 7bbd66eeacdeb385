"""A chat with Django and Channels, whose rooms are in one process."""
