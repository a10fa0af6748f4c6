"""What became of the answers: how often each card answered, and whether that helped.

Everything happens in the caller's transaction and tells nothing about who asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from policy_faq.tables_feedback import ASKED_FIELD, CARD_LENGTH, AnswerFeedback, AnswerLog
from policy_faq.upserts import insert_into
from storage.clock import SHANGHAI, Clock
from storage.ids import new_id
from storage.vault import Vault

NO_CARD = ""
"""Stands in the figures for questions that no card answered."""
FEWEST_VOTES = 5
"""Votes from which on a share of them says something."""
LEAST_USEFUL = Decimal("0.6")
"""A card that fewer found useful is flagged."""


def note_answer(
    session: Session,
    clock: Clock,
    *,
    county: str,
    card: str | None,
    confidence: float,
    handed_off: bool,
) -> None:
    """Count an answer of today; ``card`` is None when none answered, ``confidence`` is 0 to 1."""
    permille = round(max(0.0, min(1.0, confidence)) * 1000)
    counted = {"asked": 1, "handed_off": int(handed_off), "confidence_permille": permille}
    row = {"county_code": county, "day": clock.today(), "card": (card or NO_CARD)[:CARD_LENGTH]}
    statement = insert_into(session, AnswerLog).values(id=new_id(), **row, **counted)
    added = {name: getattr(AnswerLog, name) + number for name, number in counted.items()}
    session.execute(statement.on_conflict_do_update(index_elements=list(row), set_=added))


def vote(
    session: Session,
    vault: Vault,
    clock: Clock,
    *,
    contact_id: UUID,
    channel: str,
    county: str,
    card: str,
    question: str,
    useful: bool,
) -> None:
    """Keep what a contact says of an answer: the last word counts, and counts once.

    ``question`` is without numbers of people already; it is kept sealed.
    """
    index = vault.blind_index(ASKED_FIELD, question)
    said = {
        "county_code": county,
        "channel": channel,
        "question_sealed": vault.seal(ASKED_FIELD, question),
        "useful": useful,
        "at": clock.now(),
    }
    answer = {"contact_id": contact_id, "card": card[:CARD_LENGTH], "question_index": index}
    statement = insert_into(session, AnswerFeedback).values(id=new_id(), **answer, **said)
    session.execute(statement.on_conflict_do_update(index_elements=list(answer), set_=said))


@dataclass(frozen=True, slots=True)
class CardFigures:
    """What became of one card's answers in one county and span of days."""

    card: str
    asked: int = 0
    handed_off: int = 0
    useful: int = 0
    useless: int = 0
    confidence_permille: int = 0

    @property
    def votes(self) -> int:
        """How many answers somebody judged."""
        return self.useful + self.useless

    @property
    def confidence(self) -> Decimal | None:
        """The mean confidence, 0 to 1; None for a card that did not answer in these days."""
        return Decimal(self.confidence_permille) / (1000 * self.asked) if self.asked else None

    @property
    def poor(self) -> bool:
        """Whether enough people voted and too few of them found it useful."""
        return self.votes >= FEWEST_VOTES and self.useful < LEAST_USEFUL * self.votes


def card_figures(session: Session, county: str, first: date, last: date) -> list[CardFigures]:
    """Return the figures of all cards that were told or judged in ``county`` from day to day.

    The flagged ones come first, then the most asked; ``NO_CARD`` stands for no card at all.
    """
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for card, name, number in (
        *_answers(session, county, first, last),
        *_votes(session, county, first, last),
    ):
        numbers[card][name] = number
    figures = [CardFigures(card, **counted) for card, counted in numbers.items()]
    return sorted(figures, key=lambda each: (not each.poor, -each.asked, -each.votes, each.card))


def _answers(
    session: Session, county: str, first: date, last: date
) -> Iterator[tuple[str, str, int]]:
    names = ("asked", "handed_off", "confidence_permille")
    sums = [sa.func.sum(getattr(AnswerLog, name)) for name in names]
    query = (
        sa.select(col(AnswerLog.card), *sums)
        .where(col(AnswerLog.county_code) == county, col(AnswerLog.day).between(first, last))
        .group_by(col(AnswerLog.card))
    )
    for card, *numbers in session.connection().execute(query):
        for name, number in zip(names, numbers, strict=True):
            yield card, name, int(number)


def _votes(
    session: Session, county: str, first: date, last: date
) -> Iterator[tuple[str, str, int]]:
    query = (
        sa.select(col(AnswerFeedback.card), col(AnswerFeedback.useful), sa.func.count())
        .where(_voted(county, first, last))
        .group_by(col(AnswerFeedback.card), col(AnswerFeedback.useful))
    )
    for card, useful, number in session.connection().execute(query):
        yield card, "useful" if useful else "useless", number


def questions_not_helped(
    session: Session, vault: Vault, county: str, card: str, first: date, last: date, most: int = 5
) -> list[str]:
    """Return what was asked where the card did not help, the latest first, each once."""
    query = (
        sa.select(col(AnswerFeedback.question_sealed))
        .where(
            _voted(county, first, last),
            col(AnswerFeedback.card) == card,
            col(AnswerFeedback.useful).is_(False),
        )
        .order_by(col(AnswerFeedback.at).desc(), col(AnswerFeedback.id))
        .limit(most)
    )
    sealed = session.connection().execute(query).scalars()
    return list(dict.fromkeys(vault.open(ASKED_FIELD, each) for each in sealed))


def _voted(county: str, first: date, last: date) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(AnswerFeedback.county_code) == county,
        col(AnswerFeedback.at) >= _start_of(first),
        col(AnswerFeedback.at) < _start_of(last + timedelta(days=1)),
    )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
