"""Matching: hard requirements and score, engine, search, and the digest that is pushed."""
