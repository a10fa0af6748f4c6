"""Checks the knowledge as a whole: what one record cannot see of the others and of the texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path

from policy_faq.answer import SMS_LIMIT
from policy_faq.compose import Composer, has_money
from policy_faq.knowledge import Knowledge
from policy_faq.models import Card
from policy_faq.parameters import Parameters
from policy_faq.places import NATION, chain
from storage.numerals import number

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_MONEY = re.compile(r"\d+(?:\.\d+)?万?元")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:％|%|个月|天|次|周?岁)|(?<!\d)\d{1,2}年")
_NUMERAL = re.compile(r"[零一二两三四五六七八九十百千万]+")
_SPACE = re.compile(r"\s+")
#: National hotlines, which no text needs to name.
_HOTLINES = frozenset({"12333", "12348", "12366", "12306", "12308", "110", "120"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong; ``where`` is a card, parameter or document, ``problem`` is in Chinese."""

    where: str
    problem: str


def check_all(
    knowledge: Knowledge,
    texts: Path | None = None,
    *,
    is_place: Callable[[str], bool] | None = None,
) -> list[Problem]:
    """Return everything that is wrong.

    ``texts`` is a folder with the official texts; ``is_place`` tells whether an adcode exists.
    """
    found = [
        *_references(knowledge),
        *_validity(knowledge),
        *_short_forms(knowledge),
        *_contradictions(knowledge),
        *_parameters(knowledge),
    ]
    if is_place is not None:
        found += _places(knowledge, is_place)
    if texts is not None:
        found += _figures(knowledge, texts)
    return found


def summary(knowledge: Knowledge) -> dict[str, int]:
    """Return how many documents, topics and cards there are."""
    return {
        "documents": len(knowledge.documents),
        "topics": len(knowledge.topics),
        "cards": len(knowledge.cards),
    }


def _references(knowledge: Knowledge) -> Iterator[Problem]:
    seen: set[str] = set()
    for card in knowledge.cards:
        if card.id in seen:
            yield Problem(card.id, "卡片编号重复")
        seen.add(card.id)
        document = knowledge.documents.get(card.document)
        if document is None:
            yield Problem(card.id, f"没有文件 {card.document}")
            continue
        if card.clause not in document.clauses:
            yield Problem(card.id, f"{card.document} 没有条款 {card.clause}")
        if card.place is not None and document.place not in chain(card.place):
            yield Problem(card.id, f"地区 {card.place} 不在文件适用的 {document.place} 里")
        for key in card.figures_from:
            if key not in knowledge.documents:
                yield Problem(card.id, f"没有文件 {key}")
        for other in card.differs:
            if other not in knowledge.cards_by_id:
                yield Problem(card.id, f"没有卡片 {other}")


def _places(knowledge: Knowledge, is_place: Callable[[str], bool]) -> Iterator[Problem]:
    for document in knowledge.documents.values():
        if document.place != NATION and not is_place(document.place):
            yield Problem(document.key, f"没有代码为 {document.place} 的地区")
    for card in knowledge.cards:
        if card.place is not None and card.place != NATION and not is_place(card.place):
            yield Problem(card.id, f"没有代码为 {card.place} 的地区")


def _validity(knowledge: Knowledge) -> Iterator[Problem]:
    for document in knowledge.documents.values():
        if document.valid_until is None and not document.settled and not document.note:
            yield Problem(document.key, "没写有效期,也没说明为什么没有")
    for card in knowledge.cards:
        document_of = knowledge.documents.get(card.document)
        if document_of is None:
            continue
        start, end = card.valid_from or document_of.valid_from, knowledge.ends(card)
        if end is not None and end < start:
            yield Problem(card.id, "有效期的止比起还早")


def _short_forms(knowledge: Knowledge) -> Iterator[Problem]:
    composer = Composer(knowledge)
    for card in knowledge.cards:
        document = knowledge.documents.get(card.document)
        if document is None:
            continue
        county = document.place
        end = knowledge.ends(card)
        on = document.valid_from if end is None else end
        wording = composer.holding(card, county=county, on=on)
        if card.sms not in wording.sms:
            yield Problem(card.id, f"短信超过 {SMS_LIMIT} 个字,被截断: {wording.sms}")
        if end is not None:
            past = composer.ended(card, county=county, on=end + timedelta(days=1))
            if card.sms not in past.sms:
                yield Problem(card.id, f"到期后的短信超过 {SMS_LIMIT} 个字: {past.sms}")


def _contradictions(knowledge: Knowledge) -> Iterator[Problem]:
    """Two cards must not answer one question for one place and time differently unawares.

    Cards of one topic answer one question: their amounts must agree, and while both are open also
    what they say in per cent, times, years, months and days (an ended text is told as past). Two
    cards that are asked with the very same words must belong to one topic.
    """
    yield from _asked_alike(knowledge)
    for topic, cards in knowledge.cards_by_topic.items():
        if not cards:
            yield Problem(topic, "这个话题没有卡片")
        known = [card for card in cards if card.document in knowledge.documents]
        for one, other in combinations(known, 2):
            if not _meet(knowledge, one, other):
                continue
            if other.id in one.differs or one.id in other.differs:
                continue
            first, second = amounts(one.answer), amounts(other.answer)
            if has_money(one) and has_money(other) and first != second:
                yield Problem(one.id, f"和 {other.id} 金额不同: {first ^ second}")
            if knowledge.ends(one) is None and knowledge.ends(other) is None:
                first, second = _measures(one.answer), _measures(other.answer)
                if first and second and first != second:
                    yield Problem(one.id, f"和 {other.id} 说法不同: {first ^ second}")


def _asked_alike(knowledge: Knowledge) -> Iterator[Problem]:
    asked: dict[tuple[str, str], Card] = {}
    for card in knowledge.cards:
        if card.document not in knowledge.documents:
            continue
        for wording in dict.fromkeys(map(_bare, (card.title, *card.questions))):
            other = asked.setdefault((knowledge.place_of(card), wording), card)
            if other.topic != card.topic and _meet(knowledge, other, card):
                yield Problem(card.id, f"和 {other.id} 是同一个问法“{wording}”，话题却不同")


def _bare(wording: str) -> str:
    return "".join(filter(str.isalnum, wording))


def _measures(text: str) -> set[str]:
    return set(_MEASURE.findall(text))


def _meet(knowledge: Knowledge, one: Card, other: Card) -> bool:
    """Tell whether two cards hold in the same place on some same day."""
    if knowledge.place_of(one) != knowledge.place_of(other):
        return False
    (start, end), (other_start, other_end) = _span(knowledge, one), _span(knowledge, other)
    return max(start, other_start) <= min(end, other_end)


def _span(knowledge: Knowledge, card: Card) -> tuple[date, date]:
    start = card.valid_from or knowledge.documents[card.document].valid_from
    return start, knowledge.ends(card) or date.max


def _parameters(knowledge: Knowledge) -> Iterator[Problem]:
    for parameter in Parameters.load(knowledge.documents):
        if parameter.clause not in parameter.document.clauses:
            yield Problem(parameter.id, f"{parameter.document.key} 没有条款 {parameter.clause}")


# -- figures ------------------------------------------------------------------------------------


def _figures(knowledge: Knowledge, texts: Path) -> Iterator[Problem]:
    read = cache(lambda file: _numbers_in(texts / file))
    for card in knowledge.cards:
        keys = (card.document, *card.figures_from)
        documents = [knowledge.documents[key] for key in keys if key in knowledge.documents]
        if any(document.file is None for document in documents):
            continue
        missing = [d.file for d in documents if d.file and not (texts / d.file).is_file()]
        if missing:
            yield Problem(card.id, f"原文目录里没有 {'、'.join(missing)}")
            continue
        known = set().union(*(read(document.file) for document in documents if document.file))
        for figure in _figures_of(card):
            if _value(figure) not in known and figure not in card.damaged:
                yield Problem(card.id, f"原文里没有数字 {figure}")


def _value(figure: str) -> Decimal:
    return Decimal(figure).normalize()


def _figures_of(card: Card) -> Iterable[str]:
    told = " ".join((card.sms, card.answer, *card.conditions, *card.bring))
    told = re.sub(r"\d{3,4}[-—]\d{7,8}", " ", told)
    return sorted(set(_FIGURE.findall(told)) - _HOTLINES)


def missing_figures(card: Card, wording: str) -> list[str]:
    """Return the figures of a card that the wording it rests on does not hold."""
    known = _numbers_of(wording)
    told = (figure for figure in _figures_of(card) if figure not in card.damaged)
    return [figure for figure in told if _value(figure) not in known]


def amounts(text: str) -> set[str]:
    """Return the amounts of money in a text as they are written (500元, 10万元)."""
    return set(_MONEY.findall(text))


def _numbers_in(file: Path) -> set[Decimal]:
    return _numbers_of(file.read_text("utf-8"))


def _numbers_of(wording: str) -> set[Decimal]:
    text = unicodedata.normalize("NFKC", wording)
    joined = _SPACE.sub("", text)
    numbers = {_value(each) for each in (*_FIGURE.findall(text), *_FIGURE.findall(joined))}
    for match in _NUMERAL.finditer(joined):
        value = number(match.group())
        if value is not None:
            numbers.add(value)
    return numbers
