"""What is remembered of likenesses is what the catalogue says, and stays within bounds."""

from __future__ import annotations

from itertools import combinations, islice

from matching.catalogue import Catalogue, Demand, Skill, Work
from matching.reading.burden import Burden
from matching.work_column import Likenesses, WorkColumn
from tests.matching.builders import family, job, sector


def test_likenesses_are_the_catalogue_s_however_many_works_there_were(catalogue: Catalogue) -> None:
    alike, terms = Likenesses(catalogue), (job("sewing"), sector("garment"), family("factory"))
    many = [(jobs, None) for jobs in islice(combinations(catalogue.jobs, 2), 1_500)]
    few = [((key,), "garment") for key in islice(catalogue.jobs, 40)]
    for trades in (many, few, many[:9], few):
        for term in terms:
            expected = [catalogue.likeness(term, Work(*trade)) for trade in trades]
            assert alike.of(term, trades) == expected


def test_an_unsure_reading_is_less_alike(catalogue: Catalogue) -> None:
    works = [Work(("sewing",), "garment"), Work(("cook",))]
    keys = [(work, Skill.QUICK, Demand.LIGHT, Burden()) for work in works]
    column = WorkColumn(Likenesses(catalogue), keys)
    lists = [(job("sewing", 70),), (job("sewing"), job("cook")), (), (job("sewing", 70),)]
    told = column.told(lists)
    best = column.best(told)
    expected = [
        [max((catalogue.likeness(term, work) for term in terms), default=0) for work in works]
        for terms in lists
    ]
    assert best[told.number].tolist() == expected
    assert len(best) == 3
