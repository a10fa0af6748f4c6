"""Claiming the transport subsidy: what a person gets, the form, and the link to it."""
