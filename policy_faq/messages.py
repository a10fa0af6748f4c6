"""One message, several questions; and a first line in English for those who asked in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policy_faq.answer import SMS_LIMIT, Answer, Part
from policy_faq.compose import fitted

_MARKS = "①②③"
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


def with_english(answer: Answer, english: str) -> Answer:
    """Put the card's English line first, unless what it says has ended."""
    ended = bool(answer.citations and answer.citations[0].expired)
    line = english if english and not ended else _FOUND
    room = SMS_LIMIT - len(answer.sms) - 1
    sms = f"{english} {answer.sms}" if english and len(english) <= room else answer.sms
    return replace(answer, text=f"{line}\n{answer.text}", sms=sms)
