"""A wish for work beside what a message only tells: family that will not have somebody go, an old
injury, a fraud of years ago, debts ("婆婆不让出远门，县城的", "腰受过伤，不能久站，会泽的").

What is told would be another office's matter or an emergency by itself; what is left, a place or a
condition of work, says what is wanted.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from matching.reading.limits import limits
from matching.reading.phrases import phrases
from matching.reading.query_sayings import Sayings
from matching.reading.run_on import parted
from matching.reading.seeking import Stance, stance
from matching.reading.text import clean, sentences

_SAYS: Final = phrases("beside")
_TOLD: Final = phrases("told")
_OF_KIN: Final = re.compile(
    r"^(?:我|俺|咱)?(?:们)?(?:家|屋里)?的?(?:老公|男人|丈夫|老婆|媳妇|婆娘|堂客|爱人|对象|爸爸?|妈妈?|爹|娘|老爸|老妈|"
    r"父亲|母亲|公公|婆婆|儿子|女儿|姑娘|哥哥?|弟弟?|姐姐?|妹妹?|叔叔?|舅舅?|他|她)"
)
_SHUNS: Final = re.compile(r"[㐀-鿿]的(?:我)?(?:不|莫)(?:想|能|敢)?(?:去|做|干|要|考虑)(?:了|的)?$")
"""A clause that refuses a kind of workplace, known or not ("粉尘大的不去")."""
_FILLER: Final = 6
"""Characters of a clause that neither tells nor wishes and may stand beside a wish."""


def wishes_beside(sayings: Sayings, text: str, *, home: str | None, on: date) -> bool:
    """Tell whether ``text`` wishes for work in one clause and only tells in the others.

    A question in any of them that no search answers ("算不算工伤") makes it none, and so does
    something that is done to somebody by those who employ them.
    """
    plain = parted(clean(text))
    if _SAYS["asks"].search(plain) or _SAYS["wronged"].search(plain):
        return False
    said = sentences(plain)
    rest = [each for each in said if not (_is_told(each) or _refuses(sayings, each, home, on))]
    if len(rest) in (0, len(said)):
        return False
    wishes = [_is_wish(sayings, clause, home, on) for clause in rest]
    return any(wishes) and all(
        wish or len(clause) <= _FILLER for clause, wish in zip(rest, wishes, strict=True)
    )


def tells_only_limits(text: str) -> bool:
    """Tell whether every clause of ``text`` tells what somebody's body does not bear, and no more.

    Who writes "站不得,腰有伤" looks for work that can be done so.
    """
    plain = parted(clean(text))
    if _SAYS["asks"].search(plain) or _SAYS["wronged"].search(plain):
        return False
    said = sentences(plain)
    return bool(said) and all(limits().told(each) for each in said)


def _is_told(clause: str) -> bool:
    """Tell whether a clause tells of the person or the family, and wishes for nothing."""
    if _SAYS["wish"].search(clause):
        return False
    if any(says.search(clause) for says in (_SAYS["told"], _TOLD["before"], _TOLD["others"])):
        return True
    return bool(limits().told(clause) or limits().told(_OF_KIN.sub("我", clause)))


def _refuses(sayings: Sayings, clause: str, home: str | None, on: date) -> bool:
    """Tell whether a clause only says what work or which place will not do."""
    if _SAYS["wish"].search(clause):
        return False
    if _SHUNS.search(clause):
        return True
    query = sayings.read(clause, home=home, on=on)
    return bool(query.avoids or query.not_places) and not (query.wants or query.places)


def _is_wish(sayings: Sayings, clause: str, home: str | None, on: date) -> bool:
    return bool(
        stance(clause) is Stance.SEEKS
        or sayings.says_only_wishes(clause, home=home, on=on)
        or sayings.says_mostly_wishes(clause, home=home, on=on)
        or sayings.names_place(clause, home=home, on=on)
        or sayings.says_only_work(clause, home=home, on=on)
        or _SAYS["wish"].search(clause) is not None
        or (_SAYS["goes"].search(clause) and sayings.read(clause, home=home, on=on).places != ())
    )
