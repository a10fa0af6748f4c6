"""Whether a message seeks work, withdraws from it, complains about an offer, or asks for a rule.

Pure rules over turns of phrase, for messages that a policy, too, has words for: a story about a
lame leg and two children at school that ends in "想找个坐着做的厂" seeks work, "残疾人能做公益岗不"
asks for a rule. What the words leave open stays open: the caller weighs it against what it knows.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from matching.reading.phrases import phrases
from matching.reading.run_on import parted
from matching.reading.text import clean, sentences


class Stance(StrEnum):
    """What a message wants with the work it speaks of."""

    SEEKS = "seeks"
    DECLINES = "declines"
    COMPLAINS = "complains"
    ASKS = "asks"
    OPEN = "open"


_SAYS: Final = phrases("seeking")
_NONE_KEPT: Final = re.compile(
    r"(?<![还就])(?:不(?:会|得|许|准|能|要|兴)?|莫|别|从来?不)(?:拖欠|拖|欠|压|扣)(?:[着了])?"
    r"(?:人|我们?)?(?:[一半两\d]?个?月)?(?:工资|工钱|钱|薪水?|账|押金|身份证)?"
    r"(?=$|[,，。;\s]|的)"
)
"""Pay that is not to be kept back ("月结不压的")."""
_STORY: Final = 2
_TAIL: Final = 4
_LONG: Final = 18
"""Characters from which on a message tells a story."""


def stance(text: str, *, works: bool = False) -> Stance:
    """Return what a message wants with the work it speaks of.

    ``works`` says that a trade is known to be named, whatever words it has.
    """
    plain = parted(clean(text))
    if _SAYS["child"].search(plain):
        return Stance.ASKS
    wish, asks = _last_wish(plain, works=works), _last_asked(plain)
    if wish is None:
        if _SAYS["of_ours"].search(plain) and _SAYS["wrong"].search(plain):
            return Stance.COMPLAINS
        if _withdraws(plain):
            return Stance.DECLINES
        return Stance.ASKS if asks is not None else Stance.OPEN
    if asks is None:
        return Stance.SEEKS
    said = sentences(plain)[asks]
    told_before = wish > asks and (
        len(plain) >= _LONG or _SAYS["open_question"].search(said) is None
    )
    return Stance.SEEKS if told_before and not _SAYS["ends"].search(plain) else Stance.ASKS


def ends_in_wish(text: str) -> bool:
    """Tell whether what a message tells leads up to a wish for work.

    The wish stands in one of the last sentences, in which no rule is asked for.
    """
    plain = parted(clean(text))
    said = sentences(plain)
    if len(said) < _STORY or _SAYS["ends"].search(plain) or not _SAYS["work"].search(plain):
        return False
    asked = _last_asked(plain)
    tail = range(max(len(said) - _TAIL, -1 if asked is None else asked + 1, 0), len(said))
    return any(_wishes(said[at]) and _is_plain(said[at]) for at in tail)


def asks_openly(text: str) -> bool:
    """Tell whether a message puts a question, whatever it is about."""
    return any(_SAYS["open_question"].search(each) for each in sentences(parted(clean(text))))


def only_wishes_pay(text: str) -> bool:
    """Tell whether pay is told of as it should be ("要工资八千以上"), and none is owed."""
    return bool(_SAYS["pay_wished"].search(clean(text))) and not owes_pay(text)


def owes_pay(text: str) -> bool:
    """Tell whether a message has a word of pay that somebody else owes ("低压证" has none)."""
    plain = _SAYS["own_debt"].sub("", clean(text)).replace("低压", "").replace("高压", "")
    plain = _NONE_KEPT.sub("", plain)
    return _SAYS["pay_owed"].search(plain) is not None


def _withdraws(plain: str) -> bool:
    """Tell whether no work is looked for, and nothing else instead of what is given up."""
    found = _SAYS["withdraws"].search(plain)
    return found is not None and not _SAYS["instead"].search(plain, found.end())


def _is_plain(sentence: str) -> bool:
    """Tell whether a sentence wishes for work beyond doubt, and tells of nobody else."""
    plain_wish, others_doing = _SAYS["plain_wish"], _SAYS["others_doing"]
    return plain_wish.search(sentence) is not None and not others_doing.search(sentence)


def _last_wish(plain: str, *, works: bool) -> int | None:
    """Return which sentence last wishes for work; None when none does."""
    if not (works or _SAYS["work"].search(plain)):
        return None
    return _last([_wishes(each) for each in sentences(plain)])


def _last_asked(plain: str) -> int | None:
    """Return which sentence last asks for a rule; None when none does."""
    return _last([_asks(each) for each in sentences(plain)])


def _last(found: list[bool]) -> int | None:
    return max((at for at, each in enumerate(found) if each), default=None)


def _wishes(sentence: str) -> bool:
    if _SAYS["withdraws"].search(sentence):
        return False
    return _SAYS["wishes"].search(sentence) is not None


def _asks(sentence: str) -> bool:
    told = _SAYS["attribute"].sub("", sentence)
    return bool(_SAYS["rules"].search(told) or _SAYS["matters"].search(told))
