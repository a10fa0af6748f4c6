"""Reading people and postings of a county from the database for the engine and the search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from jobs_feed.tables import BARRED, Application, Employer, Posting, PostingState
from labourers.tables import Labourer, WillingnessRecord
from matching.feedback import Refusal, with_feedback
from matching.history import History
from matching.model import Person, Vacancy
from matching.reading.people import to_person
from matching.reading.vacancies import to_vacancy
from matching.roster import listed, seekers_of
from matching.tables import PostingRefusal, PushedPosting
from matching.toolkit import Toolkit
from storage.places import Place

Known: TypeAlias = dict[UUID, tuple[str, Vacancy]]
"""Postings read, by id, with a digest of all that was read of each."""
_DIGEST = 16
_READ_AT_ONCE = 500
_NOT_SAID = frozenset(
    {
        *("contact_name", "contact_phone_sealed", "content_hash", "fingerprint", "headcount"),
        *("hold_reasons", "reviewed_at", "reviewed_by", "warnings", "closed_at", "updated_at"),
        *("headcount_left", "created_at", "published_at"),
    }
)
"""Columns that no text comes from; the last three are read each day beside the line."""

_SHARED = ("employer", "employer_name", "title", "place", "work", "burden", "licences", "offer")
"""What many postings have in common, of which a database makes a value for each."""


class VacancyReader:
    """Turns the open postings of counties into vacancies, and remembers those it has read.

    A posting is read again when what it says has changed, whatever marked that or did not. Safe to
    share between threads: what is remembered is a function of the row alone.
    """

    def __init__(self, toolkit: Toolkit, known: Known | None = None) -> None:
        self._toolkit = toolkit
        self.known: Known = dict(known or {})
        self._values: dict[Any, Any] = {}
        self._feeds: dict[str, tuple[tuple[Any, ...], tuple[Vacancy, ...]]] = {}

    def vacancies(self, session: Session, county: str, on: date) -> tuple[Vacancy, ...]:
        """Return the open postings that the office of ``county`` publishes."""
        here = (col(Posting.county_code) == county, col(Posting.state) == PostingState.OPEN)
        stamp = session.exec(
            select(
                func.count(),
                func.max(col(Posting.updated_at)),
                func.sum(col(Posting.headcount_left)),
            ).where(*here)
        ).one()
        key = (on, *stamp)
        known = self._feeds.get(county)
        if known is not None and known[0] == key:
            return known[1]
        rows = session.execute(
            _lines(session.get_bind().dialect.name).where(*here).order_by(col(Posting.id))
        ).all()
        digests = {
            row.id: blake2b(row.line.encode(), digest_size=_DIGEST).hexdigest() for row in rows
        }
        self._read(
            session, [row.id for row in rows if not self._is_known(row.id, digests)], digests, on
        )
        found = tuple(self._as_of(row, on) for row in rows if row.id in self.known)
        self._feeds[county] = (key, found)
        return found

    def _is_known(self, posting: UUID, digests: Mapping[UUID, str]) -> bool:
        found = self.known.get(posting)
        return found is not None and found[0] == digests[posting]

    def _as_of(self, row: Any, on: date) -> Vacancy:
        found = self.known[row.id][1]
        published = row.published_at or row.created_at
        age_days = max(0, (on - published.date()).days)
        if (age_days, row.headcount_left) == (found.age_days, found.headcount_left):
            return found
        return replace(found, age_days=age_days, headcount_left=row.headcount_left)

    def _read(
        self, session: Session, ids: Sequence[UUID], digests: Mapping[UUID, str], on: date
    ) -> None:
        toolkit = self._toolkit
        for start in range(0, len(ids), _READ_AT_ONCE):
            rows = session.exec(
                select(Posting, Employer.name, Employer.status)
                .join(Employer, col(Employer.id) == col(Posting.employer_id))
                .where(col(Posting.id).in_(ids[start : start + _READ_AT_ONCE]))
            )
            for posting, name, status in rows:
                found = to_vacancy(
                    posting,
                    name,
                    toolkit.reader,
                    toolkit.gazetteer,
                    on,
                    employer_ok=status not in BARRED,
                )
                self.known[found.id] = (digests[found.id], self._sharing(found))

    def _sharing(self, found: Vacancy) -> Vacancy:
        """Return the vacancy with what it has in common with others there once for all of them."""
        values = {name: getattr(found, name) for name in _SHARED}
        return replace(found, **{name: self._values.setdefault(v, v) for name, v in values.items()})


@cache
def _lines(dialect: str) -> sa.Select[*tuple[Any, ...]]:
    """Return how postings are asked for: each with a JSON line of all that its texts come from."""
    listing = sa.func.json_array if dialect == "sqlite" else sa.func.json_build_array
    said: list[Any] = [c for c in sa.inspect(Posting).columns if c.name not in _NOT_SAID]
    said += [col(Employer.name), col(Employer.status)]
    line = listing(*(sa.type_coerce(each, sa.types.NullType()) for each in said))
    return (
        sa.select(
            col(Posting.id),
            col(Posting.published_at),
            col(Posting.created_at),
            col(Posting.headcount_left),
            sa.cast(line, sa.Text).label("line"),
        )
        .select_from(Posting)
        .join(Employer, col(Employer.id) == col(Posting.employer_id))
    )


@dataclass(frozen=True, slots=True)
class _Past:
    """What happened between people and postings before."""

    seen: dict[UUID, set[UUID]]
    refused: dict[UUID, set[UUID]]
    refusals: dict[UUID, list[Refusal]]

    def person(
        self,
        labourer: Labourer,
        record: WillingnessRecord | None,
        toolkit: Toolkit,
        on: date,
        listed_at: str,
    ) -> Person:
        """Return the person with what happened before."""
        person = to_person(
            labourer,
            record,
            toolkit.reader,
            on,
            seen=self.seen.get(labourer.id, ()),
            refused=self.refused.get(labourer.id, ()),
            listed_at=listed_at,
        )
        return with_feedback(person, self.refusals.get(labourer.id, ()), toolkit.scorer.features)


def load_people(session: Session, toolkit: Toolkit, county: str, on: date) -> list[Person]:
    """Return the unemployed, willing people of a county's roster on a day, by id."""
    lines, history = listed(session, county, on), History.read(session, county)
    return list(seekers_of(toolkit, lines, on, history))


def load_person(
    session: Session,
    toolkit: Toolkit,
    labourer: Labourer,
    record: WillingnessRecord | None,
    on: date,
) -> Person:
    """Return one person of the roster; ``record`` is the willingness that holds on the day."""
    codes = (labourer.town_code, labourer.village_code)
    places = (session.get(Place, code) if code else None for code in codes)
    listed_at = "/".join(place.name if place else "" for place in places)
    past = _past(session, Labourer.id == labourer.id)
    return past.person(labourer, record, toolkit, on, listed_at)


def _past(session: Session, who: Any) -> _Past:
    past = _Past(defaultdict(set), defaultdict(set), defaultdict(list))
    pushed = select(PushedPosting.labourer_id, PushedPosting.posting_id).join(
        Labourer, col(Labourer.id) == col(PushedPosting.labourer_id)
    )
    for labourer, posting in session.exec(pushed.where(who)):
        past.seen[labourer].add(posting)
    applied = select(Application.labourer_id, Application.posting_id).join(
        Labourer, col(Labourer.id) == col(Application.labourer_id)
    )
    for labourer, posting in session.exec(applied.where(who)):
        past.refused[labourer].add(posting)
    refused = (
        select(PostingRefusal, Posting)
        .join(Labourer, col(Labourer.id) == col(PostingRefusal.labourer_id))
        .join(Posting, col(Posting.id) == col(PostingRefusal.posting_id))
        .where(who)
        .order_by(col(PostingRefusal.refused_at))
    )
    for refusal, row in session.exec(refused):
        past.refused[refusal.labourer_id].add(refusal.posting_id)
        past.refusals[refusal.labourer_id].append(Refusal(refusal.reason, row.wage_high_fen))
    return past
