"""A few postings in a feed, and searching them by text."""

from __future__ import annotations

from typing import Any

from matching.catalogue import Work
from matching.feed import Feed
from matching.model import Person, Vacancy
from matching.reading.query import Query
from matching.search import SearchResult, search_in
from matching.toolkit import Toolkit
from tests.matching.builders import vacancy
from tests.matching.conftest import COUNTY, TODAY

DONGGUAN, KUNMING = "441900", "530100"


def factory(**given: Any) -> Vacancy:
    values: dict[str, Any] = {
        "work": Work(("general_worker",), "electronics"),
        "place": DONGGUAN,
        "wage_low": 4000,
        "wage_high": 5000,
        "food": True,
        "lodging": True,
    }
    return vacancy(**values | given)


class Office:
    """A few postings, searched by text."""

    def __init__(self, toolkit: Toolkit, vacancies: list[Vacancy]) -> None:
        self.toolkit = toolkit
        self.vacancies = vacancies

    def find(self, wanted: str | Query, who: Person | None = None, **more: Any) -> SearchResult:
        query = (
            self.toolkit.reader.read(wanted, home=COUNTY, on=TODAY)
            if isinstance(wanted, str)
            else wanted
        )
        return search_in(
            Feed(self.vacancies, self.toolkit.scorer, TODAY),
            query,
            person=who,
            home=COUNTY,
            reasons=self.toolkit.reasons,
            name_of=self.toolkit.gazetteer.short_name,
            **more,
        )


def titles(result: SearchResult) -> list[str]:
    return [found.vacancy.title for found in result.postings]
