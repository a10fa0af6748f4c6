"""Normalising: from what people write in the cells of a posting to values (pure).

Everything missing or unclear stays ``None``, "not stated"; it is never guessed.
"""

from __future__ import annotations
