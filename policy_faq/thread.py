"""Whether a message leans on the question before it: "那材料呢", "如果是去昆明呢", "车票380"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policy_faq.answer import FollowUp
from policy_faq.aspects import Aspect, aspect_of
from policy_faq.ranking import OTHER, Ranking
from policy_faq.slots import Slots

_OPENING = re.compile(
    r"^(?:那么|那个|那要是|那如果|那|如果是?|要是|假如|假设|换成|改成|还有|再问|不是|不对|我是说|我说的是|"
    r"也就是|就是说|噢|哦|嗯|好|行)[,，\s]*"
)
_CLOSING = re.compile(r"(?:呢|呐|嘛|啊|吗|哦|咧|撒|呀)?[?？。!！~\s]*$")
_LONGEST = 24
_CASE_WORDS = re.compile(
    r"建档立卡户?|脱贫户|贫困户|卡户|不是|而是|是|我|去|到|在|往|上|打工|务工|干活|做活|车票|票|路费|花了?|用了?|块钱?|元|钱|个?月|"
    r"省|市|县|区|州|外|内|里|[\d零一二两三四五六七八九十百千万]|[,，.。\s◎]"
)
_RESIDUE = 4
_PLAIN, _PLAIN_OPENED = 0.6, 0.85
"""Confidence from which on a message is plainly about another topic."""
_CORRECTS = re.compile(r"不是|不对|而是|(?:说|打|写|讲|弄|搞)错|我(?:是)?说的是|我是说")
_OTHERS = 0.3
"""Confidence from which on a message is about another office's things; words of an answer's parts
alone (找哪个, 要带什么) stay below it."""
_NAMES_MATTER = re.compile(r"车票|路费|车费|补贴|补助|工资|培训|贷款|岗位|报销")


@dataclass(frozen=True, slots=True)
class Lean:
    """The message belongs to the topic before.

    ``said_before`` still holds where the message does not say otherwise; ``aspect`` is the part
    that is asked for.
    """

    said_before: Slots
    aspect: Aspect | None = None


def leaning_on(marked: str, said: Slots, ranking: Ranking, before: FollowUp) -> Lean | None:
    """Tell whether a message, its places marked, continues the talk ``before``.

    A short message that opens with 那/如果/不是, only names a place, a fare or a number, or only
    asks for one part of an answer continues it, unless it plainly names another topic; then, and
    when it stands alone, the result is None.
    """
    if len(marked) > _LONGEST:
        return None
    opened = _OPENING.match(marked) is not None
    rest = _CLOSING.sub("", _OPENING.sub("", marked))
    aspect = aspect_of(rest)
    best = ranking.best
    plainly_else = (
        best is not None and best.target != before.topic and not best.target.startswith(OTHER)
    )
    elsewhere = plainly_else and ranking.confidence >= (_PLAIN_OPENED if opened else _PLAIN)
    earlier = _still_true(before.slots, said, marked)
    only_the_case = said.says_something and len(_CASE_WORDS.sub("", rest)) <= _RESIDUE
    if only_the_case and not (elsewhere and ranking.in_scope and _NAMES_MATTER.search(rest)):
        return Lean(earlier, aspect)
    if elsewhere and len(rest) > 5:
        return None
    if _is_of_another_office(ranking):
        return None
    if said.says_something and (opened or len(rest) <= 14):
        return Lean(earlier, aspect)
    if aspect is not None and (opened or len(rest) <= 9):
        return Lean(earlier, aspect)
    return None


def _is_of_another_office(ranking: Ranking) -> bool:
    """Tell whether the message names what others answer for: 低保去哪里办 asks of no ticket."""
    best = ranking.best
    return best is not None and best.target.startswith(OTHER) and ranking.confidence >= _OTHERS


def _still_true(before: Slots, said: Slots, marked: str) -> Slots:
    """Return what was said before without the ticket of another trip.

    Who corrects the place (不是上海，是苏州) still speaks of the same ticket.
    """
    there = (said.destination, said.distance)
    same_trip = there in ((None, None), (before.destination, before.distance))
    if same_trip or before.distance is None or _CORRECTS.search(marked):
        return before
    return replace(before, fare=None, unticketed=None)
