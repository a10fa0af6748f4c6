"""Channels: one module per provider, registered by one line in the composition root."""
