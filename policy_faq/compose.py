"""From a card (and what was computed from it) to words: full form, short form, sources.

The order is fixed: the end of an ended text first, else the answer with its number; then
conditions, what to bring, where to go, cautions, source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from policy_faq import places
from policy_faq.answer import SMS_LIMIT, Citation
from policy_faq.aspects import Aspect
from policy_faq.knowledge import Knowledge
from policy_faq.models import Card, Standing

HOTLINE = "12333"
_INSPECTION = "劳动保障监察"
_MONEY = re.compile(r"\d+(?:\.\d+)?万?元")
_REMEMBERED = 4096
"""Cards, on the days that people ask about, whose strings are kept."""
_NUMBER = re.compile(r"0\d{3}-\d{7}|1\d{2,4}(?!\d)")
_SENTENCE_END = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Lead:
    """A first sentence that was computed for this person, in its full and its short form."""

    text: str
    sms: str
    replaces_answer: bool = True
    also: tuple[Card, ...] = ()
    """Further cards that the sentence rests on; they are cited too."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The composed forms of one answer."""

    text: str
    sms: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What a card says to everybody, in lines.

    ``parts`` are by the aspect that is asked for and told first, ``body`` is the rest.
    """

    body: Mapping[Aspect | None, tuple[str, ...]]
    parts: Mapping[Aspect | None, str]
    cautions: tuple[str, ...]
    names_inspection: bool


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a card stands on a day."""

    citation: Citation
    no_end_stated: bool


class Composer:
    """Writes answers from cards; pure, one per service."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        # What does not change from person to person is put together once.
        self._fixed_of = lru_cache(maxsize=None)(self._fixed)
        self._standing_of = lru_cache(maxsize=_REMEMBERED)(self._standing)

    def cite(self, card: Card, on: date) -> Citation:
        """Return the source of a card as it stands on ``on``."""
        return self._standing_of(card.id, on).citation

    def _fixed(self, card_id: str) -> _Fixed:
        card = self._knowledge.cards_by_id[card_id]
        return _Fixed(
            {aspect: tuple(_body(card, without=aspect)) for aspect in (None, *Aspect)},
            {aspect: _part(card, aspect) for aspect in (None, *Aspect)},
            tuple(f"注意：{caution}。" for caution in map(_bare, card.cautions)),
            any(_INSPECTION in text for text in card.texts()),
        )

    def _standing(self, card_id: str, on: date) -> _Standing:
        card = self._knowledge.cards_by_id[card_id]
        standing = self._knowledge.standing(card, on)
        citation = self._cited(card, standing)
        return _Standing(citation, no_end_stated=standing is Standing.NO_END_STATED)

    def _cited(self, card: Card, standing: Standing) -> Citation:
        document = self._knowledge.documents[card.document]
        return Citation(
            document.number,
            document.title,
            card.clause,
            self._knowledge.place_of(card),
            self._knowledge.ends(card),
            standing is Standing.ENDED,
        )

    def phone(self, county: str) -> str:
        """Return the number to call for somebody of ``county``."""
        contact = self._knowledge.contact(county)
        return contact.phone if contact else HOTLINE

    def whom_to_ask(self, county: str) -> str:
        """Return the number to call and whose it is, 12333 always among them."""
        contact = self._knowledge.contact(county)
        if contact:
            return f"{contact.office} {contact.phone}，或 {HOTLINE}"
        return f"{HOTLINE}，或本县（区）人社局就业服务中心"

    # -- an answer that holds ---------------------------------------------------------------

    def holding(
        self,
        card: Card,
        *,
        county: str,
        on: date,
        lead: Lead | None = None,
        aspect: Aspect | None = None,
        higher: Sequence[Card] = (),
        past: Sequence[Card] = (),
        urgent: bool = False,
    ) -> Wording:
        """Write the answer of a card that is in force, or states no end."""
        fixed = self._fixed_of(card.id)
        asked = fixed.parts[aspect]
        if aspect is Aspect.PHONE and not _NUMBER.search(asked):
            asked = f"电话：{self.whom_to_ask(county)}。{asked}"
        lines = [_first_lines(card, lead, asked)]
        lines += fixed.body[aspect]
        lines += fixed.cautions
        if urgent or fixed.names_inspection:
            lines += self._complaint_line(card, county)
        lines += [self._past_line(ended) for ended in past]
        lines.append(self._source_line(card, county, on))
        named = [*(lead.also if lead else ()), *higher]
        others = list(dict.fromkeys(self._source(each) for each in named))
        if others:
            lines.append(f"同一件事的其他文件：{'；'.join(others)}。")
        core = lead.sms if lead else card.sms
        sms = self._short(card, core, county, on, brief=urgent)
        if asked:
            part = self._short(card, asked, county, on, brief=True)
            sms = part if asked in part else sms
        cited = {each.id: each for each in (card, *named, *past)}.values()
        return Wording("\n".join(lines), sms, tuple(self.cite(each, on) for each in cited))

    def _complaint_line(self, card: Card, county: str) -> list[str]:
        contact = self._knowledge.contact(county)
        if contact is None or not contact.complaint_phone:
            return []
        if any(contact.complaint_phone in text for text in card.texts()):
            return []
        return [f"本县：{contact.complaint_office} {contact.complaint_phone}。"]

    def no_longer(self, card: Card) -> str:
        """Say that what an ended text set cannot be claimed any more."""
        ended = _day(self._knowledge.ends(card))
        return f"现在不作数了：那项规定（{self._source(card)}）已于{ended}到期，不能照它办。"

    def _past_line(self, card: Card) -> str:
        ends = self._knowledge.ends(card)
        return (
            f"以前的规定（{self._source(card)}，已于{_day(ends)}到期，现在不能照它办）："
            f"{_bare(card.answer)}。"
        )

    def as_it_stands(self, card: Card, on: date) -> str:
        """Return the source of a card in words, with its end when it has ended."""
        ended = self._standing_of(card.id, on).citation.expired
        over = f"，已于{_day(self._knowledge.ends(card))}到期" if ended else ""
        return f"{self._source(card)}（{card.title}{over}）"

    def _source(self, card: Card) -> str:
        return f"{self._knowledge.documents[card.document].cited}{card.clause}"

    def _source_line(self, card: Card, county: str, on: date) -> str:
        document = self._knowledge.documents[card.document]
        number = "" if document.number == "无文号" else f"（{document.number}）"
        line = f"依据：《{document.title}》{number}{card.clause}，{document.issuer}"
        if self._standing_of(card.id, on).no_end_stated:
            return (
                f"{line}，{document.year}年。文件没写到哪天为止，办之前先打电话确认："
                f"{self.whom_to_ask(county)}。"
            )
        return line + "。"

    def _short(self, card: Card, core: str, county: str, on: date, *, brief: bool) -> str:
        document = self._knowledge.documents[card.document]
        note = ""
        if self._standing_of(card.id, on).no_end_stated:
            phone = self.phone(county)
            note = f"({document.year}年文件"
            note += ")" if brief or phone in core else f",先打{phone}确认)"
        return fitted(core, f"{note}据{document.short}{card.clause}")

    # -- an answer that has ended --------------------------------------------------------------

    def ended(self, card: Card, *, county: str, on: date, higher: Sequence[Card] = ()) -> Wording:
        """Write what an ended text set: its end first, the rest as past, and whom to call."""
        document = self._knowledge.documents[card.document]
        ends = self._knowledge.ends(card)
        lines = [
            f"这项规定已于{_day(ends)}到期（{document.cited}），现在不能照它办。"
            f"现在怎么办，请打 {self.whom_to_ask(county)}。",
            f"到期前的规定：{card.answer}",
        ]
        if card.conditions:
            lines.append(f"当时的条件：{'；'.join(map(_bare, card.conditions))}。")
        if card.bring:
            lines.append(f"当时要带：{'；'.join(map(_bare, card.bring))}。")
        number = "" if document.number == "无文号" else f"（{document.number}）"
        lines.append(
            f"依据：《{document.title}》{number}{card.clause}，{document.issuer}（已到期）。"
        )
        if higher:
            named = "；".join(dict.fromkeys(self._source(each) for each in higher))
            lines.append(f"上级文件还有原则规定：{named}。")
        core = f"已于{_day(ends)}到期,现在请打{HOTLINE}。当时规定:{card.sms}"
        sms = fitted(core, f"据{document.short}{card.clause}")
        cited = {each.id: each for each in (card, *higher)}.values()
        return Wording("\n".join(lines), sms, tuple(self.cite(each, on) for each in cited))

    # -- nothing set here -----------------------------------------------------------------------

    def not_set(self, name: str, place_name: str, county: str) -> Wording:
        """Say that no text for this place sets anything, and whom to ask; without any amount."""
        ask = self.whom_to_ask(county)
        text = (
            f"{place_name}的政策文件里，我没有查到{name}，不能随便给您说个数。\n"
            f"请打 {ask} 问清；我也可以把问题转给工作人员。"
        )
        sms = f"{place_name}的文件里没有查到{name}，请打{HOTLINE}或本县人社局问。"
        return Wording(text, fitted(sms, ""), ())


def _first_lines(card: Card, lead: Lead | None, asked: str) -> str:
    first = "" if lead is None else lead.text
    answer = "" if lead is not None and lead.replaces_answer else card.answer
    return "\n".join(filter(None, (asked, first, answer)))


def fitted(core: str, source: str, limit: int = SMS_LIMIT) -> str:
    """Return core and source within ``limit`` characters; the core is cut at a sentence end."""
    room = limit - len(source)
    if len(core) > room:
        ends = [match.end() for match in _SENTENCE_END.finditer(core[:room])]
        core = core[: ends[-1]] if ends else core[: room - 1] + "…"
    return core + source


def has_figure(card: Card) -> bool:
    """Tell whether a card's answer holds any number."""
    return _has_figure(card.answer)


def has_money(card: Card) -> bool:
    """Tell whether a card names an amount of money."""
    return _has_money(card.answer)


@lru_cache(maxsize=_REMEMBERED)
def _has_figure(answer: str) -> bool:
    return any(char.isdigit() for char in answer)


@lru_cache(maxsize=_REMEMBERED)
def _has_money(answer: str) -> bool:
    return _MONEY.search(answer) is not None


def authority(knowledge: Knowledge, card: Card) -> int:
    """Return how local a card is: 0 county to 3 nation."""
    return places.rank(knowledge.place_of(card))


def _bare(text: str) -> str:
    return text.rstrip("。；，")


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _part(card: Card, aspect: Aspect | None) -> str:
    match aspect:
        case Aspect.BRING if card.bring:
            return f"要带：{'；'.join(card.bring)}。"
        case Aspect.WHERE | Aspect.PHONE if card.where:
            return f"去这里办：{_bare(card.where)}。"
        case Aspect.CONDITIONS if card.conditions:
            return f"条件：{'；'.join(map(_bare, card.conditions))}。"
        case _:
            return ""


def _body(card: Card, *, without: Aspect | None) -> list[str]:
    lines = []
    if card.conditions and without is not Aspect.CONDITIONS:
        lines.append(f"条件：{'；'.join(map(_bare, card.conditions))}。")
    if card.bring and without is not Aspect.BRING:
        lines.append(f"要带：{'；'.join(map(_bare, card.bring))}。")
    if card.where and without not in {Aspect.WHERE, Aspect.PHONE}:
        lines.append(f"去哪办：{_bare(card.where)}。")
    return lines
