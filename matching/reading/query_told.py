"""What of a message is wished for, and what is only told: where somebody was, what others do.

Pure. "以前在浙江织布厂看机子，厂子搬走了，还想干老本行" wishes for the old trade, and not for 浙江.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from labourers.tables import Sex
from matching.reading.phrases import phrases
from matching.reading.speaker import OF_OTHERS
from matching.reading.text import sentences

_SAYS = phrases("told")
_MINE = r"(?:我|俺|咱)?(?:们)?(?:家|屋里)?的?"
_KIN = 2
"""Characters of "我爸" before a wish can be the writer's own."""


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a message: what is wished, what the writer did before, what others do.

    ``wish`` is the whole message where nothing is wished apart from what is told. ``goes_back``
    says that the place of before is meant again, ``joins`` that the place of the others is, and
    ``same_work`` that the work of before is not ruled out by how it ended, ``old_trade`` that it is
    asked for again.
    """

    wish: str
    before: str
    others: str
    goes_back: bool
    joins: bool
    same_work: bool
    old_trade: bool = False


def tell_apart(text: str) -> Told:
    """Return what cleaned text wishes and what it only tells."""
    parts = sentences(_SAYS["breaks"].sub(",", text))
    wish, before, others = [], [], []
    for part in parts:
        wishes = _SAYS["wish"].search(part)
        if wishes is None and _SAYS["others"].search(part):
            others.append(part)
        elif _SAYS["before"].search(part) and not (wishes and _SAYS["now"].search(part)):
            before.append(part)
        else:
            wish.append(part)
    said = ",".join(wish)
    if not _SAYS["wish"].search(said) and not (before and _SAYS["now"].search(said)):
        return Told(text, "", "", goes_back=False, joins=False, same_work=False)
    return Told(
        said,
        ",".join(before),
        ",".join(others),
        goes_back=_SAYS["goes_back"].search(said) is not None,
        joins=_SAYS["joins"].search(said) is not None,
        same_work=_SAYS["hurt"].search(text) is None,
        old_trade=_SAYS["old_trade"].search(said) is not None,
    )


def asks_for_other(text: str) -> bool:
    """Tell whether cleaned text asks for work for somebody else than who writes."""
    if _SAYS["for_other"].search(text):
        return True
    found = _SAYS["other_wishes"].search(text)
    return found is not None and _SAYS["own_wish"].search(text, found.start() + _KIN) is None


def as_their_own(text: str) -> str:
    """Return cleaned text with the one whom it asks for as who speaks, for it tells of their body.

    "老公腰上开过刀,帮他找个活" asks for work that such a back can do; "婆婆瘫了,帮老公找" tells
    of the mother-in-law, for whom nobody asks.
    """
    found = _SAYS["for_other"].search(text) or _SAYS["other_wishes"].search(text)
    if found is None:
        return text
    named = OF_OTHERS.search(found.group())
    if named is None:
        before = list(OF_OTHERS.finditer(text, 0, found.start()))
        named = before[0] if before else None
    if named is None:
        return text
    return re.sub(_MINE + re.escape(named.group()), "我", text)


def sex_of_other(text: str) -> Sex | None:
    """Return the sex of the one whom cleaned text asks for, as the word for them says."""
    found = _SAYS["for_other"].search(text) or _SAYS["other_wishes"].search(text)
    if found is None:
        return None
    woman, man = (_SAYS[name].search(found.group()) is not None for name in ("she", "he"))
    if woman == man:
        return None
    return Sex.FEMALE if woman else Sex.MALE


def without_soft(text: str) -> str:
    """Return cleaned text without what would merely be nice ("最好双休", "包住更好")."""
    firm = []
    for part in sentences(text):
        found = _SAYS["soft"].search(part)
        if found is None:
            firm.append(part)
        elif part[found.end() :].strip("的了") and found.start():
            firm.append(part[: found.start()])
    return ",".join(firm)
