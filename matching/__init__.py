"""Matching: hard requirements and score, engine, search, and the digest that is pushed.

What free texts say, of people as of postings, is read in ``matching.reading``; its words and turns
of phrase stand in ``data``. ``requirements`` and ``score`` judge one pair, ``engine`` all of them.
"""
