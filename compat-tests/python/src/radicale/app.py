"""Radicale, a calendar server; RADICALE_CONFIG names its configuration."""

from radicale import application as app
