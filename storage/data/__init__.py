"""Vendored place lists; see README.md."""
