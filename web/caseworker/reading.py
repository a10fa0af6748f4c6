"""What pages read texts with, as matching does."""

from __future__ import annotations

from functools import cache

from matching.toolkit import Toolkit
from web.services import services


@cache
def toolkit() -> Toolkit:
    """Return what reads occupations, papers and people's notes, loaded with the first such page."""
    return Toolkit.load(services().gazetteer)
