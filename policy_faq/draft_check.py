"""What is wrong with an answer an office wants to keep, before anybody is told it; pure.

The checks of the shipped cards apply, and two more: no personal numbers, since the whole county
will read it, and a look at what is answered to the same questions today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from policy_faq.check import amounts, check_all, missing_figures
from policy_faq.knowledge import Knowledge
from policy_faq.local_cards import OFFICE, SHORT_LIMIT, LocalCard, office_document, wordings
from policy_faq.models import Topic
from policy_faq.service import PolicyService

SAME_MATTER = 0.6
"""Confidence from which today's answer to a question is taken as one to it."""
_PERSONAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{14,18}[\dxX])(?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ \-—·.]+(?=\d)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a draft, in Chinese; it ``blocks``, or a reviewer decides about it."""

    text: str
    blocks: bool = False


def check_draft(
    policy: PolicyService, local: LocalCard, on: date, official: str | None = None
) -> list[Finding]:
    """Return what is wrong with a draft or worth a look, what blocks it first.

    ``policy`` answers as the county's people are answered today. ``official`` is the wording of
    the clause that the draft names, when it is at hand.
    """
    found = [
        *_personal(local),
        *_as_shipped(policy.knowledge, local),
        *_short_and_full(local),
        *_against(official, local),
        *_same_question(policy, local, on),
    ]
    return sorted(dict.fromkeys(found), key=lambda each: not each.blocks)


def _personal(local: LocalCard) -> Iterator[Finding]:
    told = " ".join((*local.card.texts(), *local.card.questions))
    if _PERSONAL.search(_BETWEEN_DIGITS.sub("", told)):
        yield Finding(
            "里面有身份证号、银行卡号或手机号。卡片全县的人都看得到，请去掉。", blocks=True
        )


def _as_shipped(knowledge: Knowledge, local: LocalCard) -> Iterator[Finding]:
    card = local.card
    # It is never told as past, so its short form needs no room for that.
    lasting = card.model_copy(update={"valid_until": None})
    topic = Topic(id=card.topic, name=card.title, ask=card.title)
    alone = replace(
        knowledge,
        documents={
            **knowledge.documents,
            OFFICE: office_document(card.place or "", local.answered_on),
        },
        topics={card.topic: topic},
        cards=(lasting,),
    )
    for problem in check_all(alone):
        if problem.where == card.id:
            too_long = "短信" in problem.problem
            said = f"短信版太长，最多 {SHORT_LIMIT} 个字。" if too_long else problem.problem
            yield Finding(said, blocks=True)


def _short_and_full(local: LocalCard) -> Iterator[Finding]:
    short = local.card.model_copy(update={"answer": local.card.sms})
    for figure in missing_figures(short, local.card.answer):
        yield Finding(f"短信版里的 {figure} 在完整回答里没有，请核对。", blocks=True)


def _against(official: str | None, local: LocalCard) -> Iterator[Finding]:
    if official is None:
        return
    for figure in missing_figures(local.card, official):
        yield Finding(f"依据的条款原文里没有数字 {figure}，请核对。")


def _same_question(policy: PolicyService, local: LocalCard, on: date) -> Iterator[Finding]:
    card = local.card
    day = max(on, card.valid_from or on)
    seen = {card.id}
    for wording in wordings(card):
        now = policy.ask(wording, county=card.place or "", on=day)
        if now.card is None or now.card in seen or now.confidence < SAME_MATTER:
            continue
        seen.add(now.card)
        shipped = policy.knowledge.cards_by_id.get(now.card)
        said = shipped.answer if shipped else now.text.partition("\n")[0]
        source = now.citations[0] if now.citations else None
        cited = f"（{source.number}{source.clause}）" if source else ""
        ours, theirs = amounts(card.answer), amounts(said)
        verdict = (
            "金额和这里不一样，请核对哪个对"
            if ours != theirs and ours and theirs
            else "请看是不是一回事"
        )
        yield Finding(f"“{wording}”现在已经有回答：{said}{cited}。{verdict}。")
