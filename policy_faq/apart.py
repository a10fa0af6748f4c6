"""Which matters one message holds, a danger set apart from what else is asked; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from policy_faq.ranking import OTHER, Ranking
from policy_faq.sieve import pattern, sight, together
from policy_faq.sureness import CALM, SEVERAL
from policy_faq.text import DIVIDERS, asks_alone, sentences
from policy_faq.urgent import urgent_topic

_PIECE_END: Final = re.compile(r"[,，。;\s]+")
_ANOTHER_MATTER: Final = pattern(
    r"补贴|补助|车票|车费|路费|报销|公益性?岗|护林员|保洁员|培训|贷款|招工|招聘会|社保"
)
_WORK: Final = pattern(
    r"公司|厂|老板|单位|工地|包工|工头|工资|工钱|身份证|受伤|工伤|打我|中介|押金|骗"
)
_BOTH: Final = together((_WORK, _ANOTHER_MATTER))
_DIVIDED: Final = _BOTH | DIVIDERS

_TERM_OF_CONTRACT: Final = re.compile(
    r"(?:还?[要得])?(?:跟\w{1,4})?(?:合同|协议)?要?签(?:多久|多长时?间?|几年|几个月|多少年)的?(?:合同|协议)?"
    r"(?:才行|才给|才算|呢|啊|吗)?[?。]?"
)
"""How long a contract has to be, which somebody asks who has named a grant before it."""


def parts_of(text: str) -> Sequence[str]:
    """Return the parts of a cleaned message that may be matters of their own."""
    if not sight(text).may & _DIVIDED:
        return (text,)
    return told_apart(sentences(text))


def told_apart(parts: Sequence[str]) -> list[str]:
    """Return the parts of a message, each danger by itself where a part asks of more.

    "路费好多钱报销,公司欠我钱" holds two matters and no mark between two questions. Only what asks
    of the state's help is set apart: the rest of a danger belongs to it ("老板跑了,工钱怎么要").
    """
    return [piece for part in parts for piece in _cut(part)]


def _cut(part: str) -> Sequence[str]:
    if not sight(part).may & _BOTH:
        return (part,)
    pieces = [piece for piece in _PIECE_END.split(part) if piece]
    danger = [piece for piece in pieces if _WORK.pattern.search(piece) and urgent_topic(piece)]
    others = [piece for piece in pieces if piece not in danger]
    apart = any(_ANOTHER_MATTER.pattern.search(piece) and asks_alone(piece) for piece in others)
    if not (danger and apart):
        return (part,)
    return (",".join(others), ",".join(danger))


@dataclass(frozen=True, slots=True)
class Matter:
    """A part of a message that is answered by itself, with the topic that it is about."""

    part: str
    ranking: Ranking
    target: str
    alarm: str | None
    named: bool
    """It is the bare name of its topic."""
    faint: bool
    """Only a name, or a danger told in words that are not surely a question of its own."""


def matters(
    ranked: Sequence[tuple[str, Ranking]], by_name: Callable[[str], tuple[str, ...]]
) -> list[Matter]:
    """Return what the ``ranked`` parts of a message ask, each topic once.

    ``by_name`` gives the targets of a part that names what it is about.
    """
    found: dict[str, Matter] = {}
    for part, ranking in ranked:
        if found and _TERM_OF_CONTRACT.fullmatch(part):
            continue
        known, alarm, best = by_name(part), urgent_topic(part), ranking.best
        sure = best is not None and ranking.confidence >= (SEVERAL if ranking.in_scope else CALM)
        heard = best.target if best is not None and sure else OTHER
        if heard.startswith(OTHER) and alarm:
            heard = alarm
        named = len(known) == 1
        target = known[0] if named else heard
        if not target.startswith(OTHER):
            faint = best is None or not sure or target != best.target
            found.setdefault(target, Matter(part, ranking, target, alarm, named, faint))
    return list(found.values())
