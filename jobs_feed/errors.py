"""Faults of a whole feed, as opposed to those of one row."""

from __future__ import annotations


class FeedError(Exception):
    """A feed that cannot be taken over; the message is Chinese and says what to do."""
