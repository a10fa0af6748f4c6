"""One message, several questions; and a first line in English for those who asked in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policy_faq.answer import SMS_LIMIT, Answer, Part
from policy_faq.aspects import Aspect, aspect_of
from policy_faq.compose import fitted
from policy_faq.ranking import Ranking
from policy_faq.text import asks_alone

_MARKS = "①②③"
CITY_HOTLINE = "12345"
_QUOTED = 20
"""Characters of a question that are repeated to say which one it was."""
_FOUND = "We found this in the local policy texts (in Chinese). For help call 12333."


def joined(asked: Sequence[tuple[str, Answer]]) -> Answer:
    """Join the answers to at most three questions of one message; an urgent one leads.

    Each is told in its short form, numbered; the parts keep the questions, so that one can be told
    in full.
    """
    parts = sorted(asked, key=lambda each: not each[1].urgent)[: len(_MARKS)]
    ordered = [answer for _, answer in parts]
    first = ordered[0]
    room = SMS_LIMIT // len(ordered) - 1
    return replace(
        first,
        text="\n".join(f"{mark}{each.sms}" for mark, each in zip(_MARKS, ordered, strict=False)),
        sms="".join(
            f"{mark}{fitted(each.sms, '', room)}"
            for mark, each in zip(_MARKS, ordered, strict=False)
        ),
        suggestions=(),
        parts=tuple(Part(question, answer.sms) for question, answer in parts),
        citations=tuple(dict.fromkeys(c for each in ordered for c in each.citations)),
        handoff=any(each.handoff for each in ordered),
        urgent=any(each.urgent for each in ordered),
        confidence=min(each.confidence for each in ordered),
    )


def with_unheard(answer: Answer, ranked: Sequence[tuple[str, Ranking]], least: float) -> Answer:
    """Say which questions of the message were not understood, so that none is dropped in silence.

    ``ranked`` are all parts of the message; one below the confidence ``least`` that asks something
    of its own was not understood. The short form says it where there is room. Somebody in danger
    is told only what to do.
    """
    if answer.urgent or len(answer.parts) == len(_MARKS):
        return answer
    told = {part.question for part in answer.parts}
    apart = [
        (part, ranking)
        for part, ranking in ranked
        if part not in told and asks_alone(part) and aspect_of(part) in {None, Aspect.AMOUNT}
    ]
    elsewhere = [part for part, ranking in apart if ranking.is_other]
    unheard = [part for part, each in apart if not each.is_other and each.confidence < least]
    note = _noted(unheard, "这一句我没看懂，请单独再问一次。")
    note += _noted(elsewhere, f"不归就业政策管，请打{CITY_HOTLINE}。")
    if not note:
        return answer
    fits = len(answer.sms) + len(note) <= SMS_LIMIT
    return replace(
        answer, text=f"{answer.text}\n{note}", sms=answer.sms + note if fits else answer.sms
    )


def _noted(parts: Sequence[str], said: str) -> str:
    quoted = "".join(f"“{part[:_QUOTED]}”" for part in parts)
    return f"{quoted}{said}" if quoted else ""


def with_english(answer: Answer, english: str) -> Answer:
    """Put the card's English line first, unless what it says has ended."""
    ended = bool(answer.citations and answer.citations[0].expired)
    line = english if english and not ended else _FOUND
    room = SMS_LIMIT - len(answer.sms) - 1
    sms = f"{english} {answer.sms}" if english and len(english) <= room else answer.sms
    return replace(answer, text=f"{line}\n{answer.text}", sms=sms)
