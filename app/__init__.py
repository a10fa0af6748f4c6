"""Composition root: settings, wiring, processes, commands and demo data."""
