"""Who cannot work by night or sleep elsewhere: body, doctor, beasts and kin do not allow it. Pure.

"上不得夜班" is said of what cannot be; what is merely not wanted (不爱上夜班) is a wish, but with a
reason of body or kin told beside it (三班倒的不去,血压高) it cannot be either. Read clause by
clause for ``reading.duties``, which knows what is over and who else is there. Data:
``data/bound_home.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.reading.day_slots import LIVES_IN, MONTH, NEAR, WEEK
from matching.reading.hours import NIGHT
from matching.reading.phrases import phrases
from matching.reading.speaker import is_of_others, own_clauses

_NIGHTS, _HOME = phrases("nights", "bound_home"), phrases("home", "bound_home")
_FAR = LIVES_IN | NEAR


def may_tell(text: str) -> bool:
    """Tell whether a cleaned text may hold anything that is read here."""
    return bool(_NIGHTS["hints"].search(text) or _HOME["hints"].search(text))


def no_nights(clauses: Sequence[str], at: int, text: str) -> int:
    """Return ``NIGHT`` where a clause says that its teller cannot work by night; 0 for nothing."""
    clause = clauses[at]
    if not _NIGHTS["hints"].search(clause) or any(map(_NIGHTS["able"].search, clauses[at:])):
        return 0
    # 男人心口有支架,熬不得夜: what a body cannot bear is said of the one who is ill.
    if _NIGHTS["body"].search(clause) and not _is_own(clauses, at, text):
        return 0
    if _says_it(clause) or _is_harmed(clause, ",".join(clauses[at : at + 2])):
        return NIGHT
    unwilling = _NIGHTS["unwilling"].search(clause) and _NIGHTS["reason"].search(text)
    return NIGHT if unwilling else 0


def at_home(clauses: Sequence[str], at: int, text: str) -> int:
    """Return what a clause needs of its teller at home, be it by night, daily or often."""
    clause = clauses[at]
    if not _HOME["hints"].search(clause) or _HOME["able"].search(clause):
        return 0
    around, found = ",".join(clauses[max(0, at - 1) : at + 2]), 0
    if _HOME["goes_back"].search(clause):
        found |= _FAR
    by_night = _HOME["by_night"].search(clause) or _begins_in(
        _HOME["next_by_night"].search(",".join(clauses[at : at + 2])), clause
    )
    if by_night and _HOME["kin"].search(around):
        found |= NIGHT | _FAR
    if _HOME["often"].search(clause):
        found |= WEEK | MONTH | LIVES_IN
    if _keeps_beasts(clause, around):
        found |= _FAR
    left = _HOME["kin"].search(text) and _HOME["left"].search(text)
    return found | (_FAR if left and _HOME["refuses"].search(clause) else 0)


def _begins_in(found: re.Match[str] | None, clause: str) -> bool:
    return found is not None and found.start() < len(clause)


def _is_own(clauses: Sequence[str], at: int, text: str) -> bool:
    """Tell whether a clause goes on about nobody else of whom the one before it told."""
    if clauses[at] not in own_clauses(text):
        return False
    return at == 0 or "我" in clauses[at] or not is_of_others(clauses[at - 1])


def _says_it(clause: str) -> bool:
    found = _NIGHTS["barred"].search(clause)
    return found is not None and not is_of_others(clause[: found.start()])


def _is_harmed(clause: str, onwards: str) -> bool:
    """Tell whether nights harm who tells it, or are spent asleep for the sake of a body."""
    found = _NIGHTS["drugged"].search(onwards)
    if found is not None and found.start() < len(clause):
        return not is_of_others(clause[: found.start()])
    spent = _NIGHTS["spent"].search(clause)
    if spent is None or is_of_others(clause[: spent.start()]):
        return False
    return _NIGHTS["harm"].search(onwards[spent.end() :]) is not None


def _keeps_beasts(clause: str, around: str) -> bool:
    """Tell whether somebody has beasts at home that need them every day."""
    if not _HOME["stock"].search(around) or _HOME["helped"].search(around):
        return False
    return _HOME["beasts"].search(clause) is not None
