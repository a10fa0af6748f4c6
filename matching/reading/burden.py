"""What a posting burdens those with who did not ask for such work: nights, heat, life on the site.

Pure. Somebody for whom little fits gets the mildest of the rest, not the best paid of the hardest.
"""

from __future__ import annotations

from typing import NamedTuple

from matching.reading.features import Features, Offer
from matching.reading.phrases import phrases

_SAYS = phrases("burden")


class Burden(NamedTuple):
    """How many hard sides a posting has beside its weight, and whether it takes no learner at all.

    ``sides`` counts nights or changing shifts, a life on the site, heat, dust, danger or filth, and
    days of twelve hours, each once.
    """

    sides: int = 0
    experts_only: bool = False


NO_BURDEN = Burden()


def read_burden(features: Features, offer: Offer, text: str, skills: str = "") -> Burden:
    """Return the burden of a posting from its cleaned text and the ``skills`` it asks for."""
    hard = (
        offer.lacks & features["day_shift"].mask,
        offer.lacks & features["live_out"].mask or _SAYS["confined"].search(text),
        _SAYS["harsh"].search(text),
        offer.lacks & features["short_hours"].mask or _SAYS["late"].search(text),
    )
    asks = _SAYS["skill_asked"].search(skills) and not _SAYS["learners_too"].search(text)
    return Burden(sum(map(bool, hard)), bool(asks) or takes_experts_only(text))


def takes_experts_only(text: str) -> bool:
    """Tell whether a posting's cleaned text turns away who has not done the work before."""
    if _SAYS["experts_only"].search(text) is None:
        return False
    return _SAYS["learners_too"].search(text) is None
