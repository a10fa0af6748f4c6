"""From a recognised topic to an answer: which cards speak, what is computed, what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from policy_faq.answer import Answer, FollowUp, Gap
from policy_faq.aspects import Aspect
from policy_faq.assumed import judged
from policy_faq.compose import HOTLINE, Composer, Lead, Wording, authority, has_figure, has_money
from policy_faq.compute import TICKETS, Case, Computed, Computer
from policy_faq.journeys import asks_of_old, noted
from policy_faq.knowledge import Knowledge, Speaking
from policy_faq.levels import TOPICS as BY_LEVEL
from policy_faq.levels import meant
from policy_faq.models import Card
from policy_faq.places import NATION
from policy_faq.refusals import Refusals
from policy_faq.rules.outcome import yuan
from policy_faq.slots import Slots
from storage.gazetteer import Gazetteer

_TRIP = "transport"
_BY_TICKET: Final = frozenset({_TRIP, TICKETS})
_BELONGS_TO: Final = {_TRIP: "labour-cooperation"}
"""The topic of the texts in which one would look for a sum that no local one sets."""
_GETS = re.compile(r"能拿(\d+)元：[^。\n]*人共")
_REMEMBERED = 2048
"""Topics, counties, days and parts of an answer of which is kept what is told."""
_TOLD_FIRST = frozenset({Aspect.PHONE, Aspect.BRING, Aspect.WHERE})
"""Parts of an answer that come before its figures for somebody who asks for them."""


class Asked(NamedTuple):
    """A question with who asks it and when: its cleaned text, what it says, which part it wants."""

    text: str
    county: str
    on: date
    slots: Slots
    aspect: Aspect | None = None
    further: tuple[Slots, ...] = ()
    """The same case with the other destinations that were named."""


class _Told(NamedTuple):
    """What a card says in this case; ``undecided`` when a caseworker has to say what holds."""

    card: str
    wording: Wording
    undecided: bool
    urgent: bool


class Teller:
    """Answers a topic for a person; pure, one per service."""

    def __init__(
        self,
        knowledge: Knowledge,
        composer: Composer,
        computer: Computer,
        refusals: Refusals,
        gazetteer: Gazetteer,
    ) -> None:
        self._knowledge = knowledge
        self._composer = composer
        self._computer = computer
        self._refusals = refusals
        self._gazetteer = gazetteer
        # Most cards say the same to everybody of a county who asks for the same part of them.
        self._is_over = lru_cache(maxsize=_REMEMBERED)(self._over)
        self._plainly = lru_cache(maxsize=_REMEMBERED)(self._plain)
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._to_all)

    def tell(self, key: str, asked: Asked, sure: float) -> Answer:
        """Answer the topic ``key``; ``sure`` is the confidence that it is the one meant."""
        if asked.slots.unticketed and key in _BY_TICKET:
            key = self._by_way(key, asked)
        aspect = asked.aspect if asked.aspect in _TOLD_FIRST else None
        told = self._alike(key, asked.county, asked.on, aspect)
        return self._by_case(key, asked, sure) if told is None else _answer(key, told, asked, sure)

    def _to_all(self, key: str, county: str, on: date, aspect: Aspect | None) -> _Told | None:
        """Return what is told of a topic whatever else a question says; None where that counts."""
        speaking = self._knowledge.speaking(key, county, on)
        topic = self._knowledge.topics[key]
        if not speaking or topic.instead or key in BY_LEVEL:
            return None
        by_case = speaking.ended or self._computer.concerns(key)
        if by_case and not self._is_over(speaking):
            return None
        return self._plainly(speaking, county, on, aspect)

    def _by_case(self, key: str, asked: Asked, sure: float) -> Answer:
        speaking = self._knowledge.speaking(key, asked.county, asked.on)
        instead = self._knowledge.topics[key].instead
        computable = instead is not None and self._computer.can(instead)
        plain = computable and asked.slots.says_where and not asked.slots.unticketed
        if instead and (not speaking or plain):
            key, speaking = instead, self._knowledge.speaking(instead, asked.county, asked.on)
        topic = self._knowledge.topics[key]
        speaking = meant(self._knowledge, key, asked.text, speaking)
        if not speaking and topic.offers:
            return self.offer(topic.offers, asked.county, asked.on)
        if not speaking:
            return self._not_set(FollowUp(key, None, asked.slots), asked.county, sure)
        return _answer(key, self._told(speaking, asked), asked, sure)

    def _by_way(self, key: str, asked: Asked) -> str:
        """Tell of the tickets first when somebody did not go by coach or train."""
        slots = asked.slots
        if slots.registered is False or slots.claimed_this_year:
            return _TRIP
        return TICKETS if self._knowledge.speaking(TICKETS, asked.county, asked.on).holding else key

    def offer(self, topics: Sequence[str], county: str, on: date) -> Answer:
        """Offer those of ``topics`` on which a text speaks to the person."""
        speaking = [each for each in topics if self._knowledge.speaking(each, county, on)]
        return self._refusals.choose([self._knowledge.topics[each].ask for each in speaking])

    def _over(self, speaking: Speaking) -> bool:
        """Whether the most local text has ended, so that its end is told first."""
        if not speaking.holding:
            return True
        if not speaking.ended:
            return False
        ended, holding = speaking.ended[0], speaking.holding[0]
        if self._knowledge.documents[holding.document].settled and has_figure(holding):
            return False  # A law in force with its figures helps more than what once held here.
        return authority(self._knowledge, ended) < authority(self._knowledge, holding)

    def _told(self, speaking: Speaking, asked: Asked) -> _Told:
        """Return what is computed from the case and told by it; else what the card says to all."""
        aspect = asked.aspect if asked.aspect in _TOLD_FIRST else None
        computed, old = None, False
        if not self._is_over(speaking):
            topic = speaking.holding[0].topic
            old = bool(speaking.ended) and asks_of_old(topic, asked.text)
            if self._computer.concerns(topic):
                case = Case(asked.text, asked.slots, asked.county, asked.on, speaking.holding)
                computed = self._computed(case, asked.further)
        if computed is None and not old:
            return self._plainly(speaking, asked.county, asked.on, aspect)
        card, past = speaking.holding[0], self._past(speaking)
        lead = computed.lead if computed else None
        if old:
            past = speaking.ended
            over = self._composer.no_longer(past[0])
            lead = Lead(f"{over}\n现在的规定：{card.answer}", f"{over}现在:{card.sms}")
        elif lead is not None and card.topic == _TRIP:
            lead = judged(noted(lead, asked.text, card), asked.text, asked.slots, card)
        wording = self._written(speaking, asked.county, asked.on, aspect, lead, past)
        return self._as_told(card, wording, undecided=computed.undecided if computed else True)

    def _plain(self, speaking: Speaking, county: str, on: date, aspect: Aspect | None) -> _Told:
        """Return what is told to everybody of a county."""
        if self._over(speaking):
            card = speaking.ended[0]
            higher = speaking.holding[:1]
            wording = self._composer.ended(card, county=county, on=on, higher=higher)
            return self._as_told(card, wording, undecided=True)
        card = speaking.holding[0]
        lead = self._left_open(card, county, on)
        wording = self._written(speaking, county, on, aspect, lead, self._past(speaking))
        return self._as_told(card, wording, undecided=lead is not None)

    def _as_told(self, card: Card, wording: Wording, *, undecided: bool) -> _Told:
        return _Told(card.id, wording, undecided, self._knowledge.topics[card.topic].urgent)

    def _past(self, speaking: Speaking) -> Sequence[Card]:
        """Return the cards of ended texts that are told beside the one that holds."""
        card = speaking.holding[0]
        level = authority(self._knowledge, card)
        return [
            each
            for each in speaking.ended
            if authority(self._knowledge, each) <= level
            or (has_figure(each) and not has_money(card))
        ]

    def _written(
        self,
        speaking: Speaking,
        county: str,
        on: date,
        aspect: Aspect | None,
        lead: Lead | None,
        past: Sequence[Card],
    ) -> Wording:
        card, *rest = speaking.holding
        return self._composer.holding(
            card,
            county=county,
            on=on,
            lead=lead,
            aspect=aspect,
            higher=[each for each in rest if each.document != card.document][:2],
            past=past[:1],
            urgent=self._knowledge.topics[card.topic].urgent,
        )

    def _computed(self, case: Case, further: Sequence[Slots]) -> Computed | None:
        """Compute the case, and again for every other destination that it names."""
        topic = case.cards[0].topic
        first = self._computer.compute(topic, case)
        if first is None or not further:
            return first
        others = (self._computer.compute(topic, replace(case, slots=each)) for each in further)
        leads = {first.lead.text: first.lead}
        leads |= {each.lead.text: each.lead for each in others if each}
        if len(leads) == 1:
            return first
        total = _total(leads)
        joined = Lead(
            "\n".join((*leads, total)).rstrip("\n"),
            "".join(f"{lead.sms.split('；')[0].rstrip('。')}。" for lead in leads.values()) + total,
            also=first.lead.also,
        )
        return Computed(joined, first.undecided)

    def _left_open(self, card: Card, county: str, on: date) -> Lead | None:
        """Say first that no local text sets the amount, when only a national one speaks.

        The local text in which one would look for it is named.
        """
        document = self._knowledge.documents[card.document]
        if document.settled or self._knowledge.place_of(card) != NATION or has_money(card):
            return None
        if not any(map(has_money, self._knowledge.cards_by_topic[card.topic])):
            return None
        name = self._knowledge.topics[card.topic].name
        text = (
            f"{self._gazetteer.full_name(county)}的文件里，我没有查到{name}，不能随便给您说个数。"
            f"请打 {self._composer.whom_to_ask(county)}。"
        )
        local = self._looked_at(card.topic, county, on)
        if local is not None:
            text += f"\n看过的当地文件：{self._composer.as_it_stands(local, on)}，没有写金额。"
        short = f"当地文件没定金额,问{HOTLINE}或本县人社局。{card.sms}"
        return Lead(text, short, replaces_answer=False, also=(local,) if local else ())

    def _looked_at(self, topic: str, county: str, on: date) -> Card | None:
        """Return the card of a local text on the matter that a topic belongs to."""
        near = _BELONGS_TO.get(topic)
        if near is None:
            return None
        speaking = self._knowledge.speaking(near, county, on)
        return next(
            (
                each
                for each in (*speaking.holding, *speaking.ended)
                if self._knowledge.place_of(each) != NATION
            ),
            None,
        )

    def _not_set(self, thread: FollowUp, county: str, sure: float) -> Answer:
        name = self._knowledge.topics[thread.topic].name
        wording = self._composer.not_set(name, self._gazetteer.name(county), county)
        return Answer(
            text=wording.text,
            sms=wording.sms,
            confidence=sure,
            handoff=True,
            topic=thread.topic,
            follow_up=thread,
            gap=Gap.NOT_SET,
        )


def _answer(key: str, told: _Told, asked: Asked, sure: float) -> Answer:
    """Return the answer of a topic to somebody who asks."""
    return Answer(
        text=told.wording.text,
        sms=told.wording.sms,
        citations=told.wording.citations,
        card=told.card,
        confidence=sure,
        handoff=told.undecided or told.urgent,
        urgent=told.urgent,
        topic=key,
        follow_up=FollowUp(key, told.card, asked.slots),
    )


def _total(leads: Iterable[str]) -> str:
    """Return the sum of several amounts, when each is that of people who were counted."""
    amounts = [_GETS.match(text) for text in leads]
    settled = [each.group(1) for each in amounts if each]
    if len(settled) != len(amounts):
        return ""
    return f"合计{yuan(sum(map(Decimal, settled), Decimal(0)))}。"
