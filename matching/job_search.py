"""Search for work over the database: what the chat, the pages and the command line call."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session

from labourers.profiles import current_willingness
from labourers.tables import Labourer
from matching.feed import Feed
from matching.load import VacancyReader, load_person
from matching.model import Vacancy
from matching.reading.query import Query
from matching.reading.query_followup import FollowUp, follow_up
from matching.reading.query_sayings import Sayings
from matching.reading.wish_beside import wishes_beside
from matching.search import Beyond, SearchResult, nearer, search_in
from matching.toolkit import Toolkit
from storage.gazetteer import Gazetteer

_AFTER_QUESTION = re.compile(r"(?<=吗)(?=[㐀-鿿])")
"""Letters are written without punctuation: sushe you ma hangzhou dabao."""


class JobSearch:
    """Finds postings for what a person writes; build one and keep it, it remembers what it read."""

    def __init__(self, toolkit: Toolkit, reader: VacancyReader | None = None) -> None:
        self._toolkit = toolkit
        self._sayings = Sayings(toolkit.reader)
        self._vacancies = reader or VacancyReader(toolkit)
        self._feeds: dict[str, tuple[tuple[Vacancy, ...], Feed]] = {}

    @classmethod
    def load(cls, gazetteer: Gazetteer) -> JobSearch:
        """Return a search with the package's own data."""
        return cls(Toolkit.load(gazetteer))

    def in_characters(self, text: str) -> str:
        """Return a cleaned message that was typed in pinyin in characters, any other as it is."""
        read = self._toolkit.in_letters.read(text)
        return text if read == text else _AFTER_QUESTION.sub("，", read)

    def read(self, text: str, *, county: str, on: date) -> Query:
        """Return what ``text`` asks for; ``county`` is what "本县" and "附近" mean."""
        return self._toolkit.reader.read(text, home=county, on=on)

    def without_conditions(self, text: str) -> str:
        """Return cleaned text with every condition of work blanked (交社保, 包住, 签合同的)."""
        return self._sayings.without_conditions(text)

    def says_only_wishes(self, text: str, *, county: str, on: date) -> bool:
        """Tell whether every word of ``text`` is a condition of work, so that it is a search."""
        return self._sayings.says_only_wishes(text, home=county, on=on)

    def says_only_work(self, text: str, *, county: str, on: date) -> bool:
        """Tell whether a message names work and nothing else ("站柜台", not "司机绕路")."""
        return self._sayings.says_only_work(text, home=county, on=on)

    def says_mostly_wishes(self, text: str, *, county: str, on: date) -> bool:
        """Tell whether a message is conditions of work and hardly anything else."""
        return self._sayings.says_mostly_wishes(text, home=county, on=on)

    def names_place(self, text: str, *, county: str, on: date) -> bool:
        """Tell whether a message is a place and hardly a word beside it."""
        return self._sayings.names_place(text, home=county, on=on)

    def speaks_of_wishes(self, text: str, *, county: str, on: date) -> bool:
        """Tell whether a message that names work wishes for it, or tells what work it should be."""
        return self._sayings.speaks_of_wishes(text, home=county, on=on)

    def is_clear_wish(self, text: str, *, county: str, on: date, doubted: bool = False) -> bool:
        """Tell whether a message without a word of searching is a wish for work all the same.

        More must be told where its words are ``doubted`` because a policy has them, too.
        """
        return self._sayings.is_clear_wish(text, home=county, on=on, doubted=doubted)

    def by_hours(self, query: Query) -> bool:
        """Tell whether a query asks for work by day, or for hours that leave room for a home."""
        features = self._toolkit.reader.features
        if query.parts:
            return True
        return bool(query.features & (features["day_shift"].mask | features["flexible"].mask))

    def wishes_beside(self, text: str, *, county: str, on: date) -> bool:
        """Tell whether a message wishes for work in one clause and only tells in the others."""
        return wishes_beside(self._sayings, text, home=county, on=on)

    def follow_up(
        self,
        text: str,
        before: Query,
        *,
        county: str,
        on: date,
        shown_wage: int | None = None,
    ) -> FollowUp | None:
        """Return what "换一批", "近一点的", "工资高一点的", "要包住的" make of the search before.

        None says that ``text`` is no follow-up (it may be a new search). ``shown_wage`` is the
        highest monthly wage in yuan that was shown last.
        """
        reader = self._toolkit.reader
        return follow_up(reader, text, before, home=county, on=on, shown_wage=shown_wage)

    def search(
        self,
        session: Session,
        wanted: str | Query,
        *,
        county: str,
        on: date,
        person_id: UUID | None = None,
        exclude: Collection[UUID] = (),
        limit: int = 3,
        nearer_than: Collection[UUID] = (),
        paid_above: int | None = None,
    ) -> SearchResult:
        """Return the best ``limit`` postings of the office of ``county`` for what is wanted.

        With ``person_id`` the person's file counts as well: what they must not be offered is left
        out, and their wishes and skills rank what fits. ``exclude`` are postings shown before;
        ``nearer_than`` are those of which the farthest is too far, ``paid_above`` (yuan per month)
        is a wage that is too low.
        """
        query = self.read(wanted, county=county, on=on) if isinstance(wanted, str) else wanted
        labourer = session.get(Labourer, person_id) if person_id is not None else None
        person = None
        if labourer is not None and labourer.erased_at is None:
            record = current_willingness(session, labourer.id, on)
            person = load_person(session, self._toolkit, labourer, record, on)
        feed = self._feed(session, county, on)
        within = nearer(feed, nearer_than, person.home if person else county)
        return search_in(
            feed,
            query,
            person=person,
            home=county,
            reasons=self._toolkit.reasons,
            name_of=self._place_name,
            exclude=exclude,
            limit=limit,
            beyond=Beyond(within, paid_above),
        )

    def main_job(self, session: Session, posting_id: UUID, *, county: str, on: date) -> str | None:
        """Return the key of the main occupation of a posting on offer; None when unknown."""
        feed = self._feed(session, county, on)
        place = feed.place_of.get(posting_id)
        jobs = feed.vacancies[place].work.jobs if place is not None else ()
        return jobs[0] if jobs else None

    def warm(self, session: Session, county: str, on: date) -> int:
        """Read the county's postings before the first search; returns how many are on offer."""
        self.read("保安", county=county, on=on)
        return len(self._feed(session, county, on))

    def _feed(self, session: Session, county: str, on: date) -> Feed:
        vacancies = self._vacancies.vacancies(session, county, on)
        known = self._feeds.get(county)
        if known is None or known[0] is not vacancies:
            feed = Feed(vacancies, self._toolkit.scorer, on)
            known = self._feeds[county] = (vacancies, feed)
        return known[1]

    def _place_name(self, code: str) -> str:
        gazetteer = self._toolkit.gazetteer
        return gazetteer.short_name(code) if gazetteer.exists(code) else code
