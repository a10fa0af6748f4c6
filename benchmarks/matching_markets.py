"""Small labour markets written and judged by strangers to the code; matched and scored.

    python -m benchmarks.matching_markets [a b ...] [--wrong]

Each market is a folder under ``benchmarks/data/markets``: a roster and a postings file as an office
would import them, and what an experienced caseworker thinks of them (``labels.txt``): pairs that
break a requirement (``never``), pairs that must not be barred though they look like it (``may``),
for each person every posting worth sending (``good``) and some that a caseworker would laugh at
(``bad``), who gets no postings (``served``), postings that nobody may see (``held``), and who
cannot have three (``few``). Both files go through the real importers into SQLite, then the county
is matched and its stored matches are read. A pair that may be is looked up in the feed's scores.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import col, select

from app.tables import metadata
from jobs_feed.imports import import_postings
from jobs_feed.publish import release
from jobs_feed.screening import HoldCode
from jobs_feed.tables import Posting, PostingState
from labourers.roster import import_roster
from labourers.tables import Labourer
from matching.feed import Feed, possible
from matching.load import VacancyReader, load_people
from matching.run import match_county, stored_matches
from matching.toolkit import Toolkit
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault

DATA = Path(__file__).parent / "data" / "markets"
NOW = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
_WANTED, _BY = 3, "benchmark"


@dataclass
class Labels:
    """What a caseworker thinks, by the external ids of people and postings."""

    county: str = ""
    never: dict[tuple[str, str], str] = field(default_factory=dict)
    may: list[tuple[str, str]] = field(default_factory=list)
    good: dict[str, list[str]] = field(default_factory=dict)
    bad: dict[str, list[str]] = field(default_factory=dict)
    unserved: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    few: dict[str, str] = field(default_factory=dict)


def read_labels(path: Path) -> Labels:
    """Return the labels of a file; raises ValueError for a line of an unknown kind."""
    found = Labels()
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        kind, *rest = (part.strip() for part in line.split("|"))
        match kind:
            case "county":
                found.county = rest[0]
            case "never":
                found.never[rest[0], rest[1]] = rest[2]
            case "may":
                found.may.append((rest[0], rest[1]))
            case "good" | "bad":
                listed = found.good if kind == "good" else found.bad
                listed[rest[0]] = [each.strip() for each in rest[1].split(",") if each.strip()]
            case "served":
                found.unserved[rest[0]] = rest[-1]
            case "held" | "few":
                (found.held if kind == "held" else found.few)[rest[0]] = rest[1]
            case _:
                raise ValueError(f"unknown kind of label: {line!r}")
    return found


@dataclass(frozen=True)
class Matched:
    """A market after its matching: what everybody got, and what is possible for whom."""

    shown: Mapping[str, Sequence[tuple[str, str]]]
    allowed: frozenset[tuple[str, str]]
    people: frozenset[str]
    offered: frozenset[str]
    problems: Sequence[str]


_UNLAWFUL_SEX = frozenset({HoldCode.SEX.value})


def matched(
    folder: Path, county: str, toolkit: Toolkit, released: frozenset[str] = _UNLAWFUL_SEX
) -> Matched:
    """Import the files of ``folder``, match, and return what came of it.

    Postings held for nothing but what is ``released`` are released before the matching.
    """
    clock, gazetteer, vault = SetClock(NOW), toolkit.gazetteer, Vault({1: bytes(32)}, 1, bytes(32))
    with tempfile.TemporaryDirectory() as scratch:
        db = Database(f"sqlite:///{scratch}/county.db")
        metadata.create_all(db.engine)
        rows = import_roster(
            *(db, vault, clock, folder / "people.csv"),
            county=county, by=_BY, gazetteer=gazetteer,
        )  # fmt: skip
        jobs = import_postings(
            *(db, vault, clock, gazetteer, folder / "postings.csv"),
            source="office", county=county, by=_BY, vouch=True,
        )  # fmt: skip
        look_at_held(db, clock, released)
        match_county(db, clock, gazetteer, county, NOW.date(), toolkit=toolkit)
        found = _read(db, toolkit, county, NOW.date())
        db.close()
    rejected = [str(each.as_dict()) for each in (*rows.rejected, *jobs.rejected)]
    return Matched(*found, [*rejected, *(str(each.as_dict()) for each in jobs.held)])


def look_at_held(db: Database, clock: SetClock, released: frozenset[str] = _UNLAWFUL_SEX) -> None:
    """Release, as a caseworker would, what is held for nothing but what is ``released``."""
    with db.write() as session:
        for posting in session.exec(select(Posting).where(Posting.state == PostingState.HELD)):
            if {each["code"] for each in posting.hold_reasons or ()} <= released:
                release(session, clock, posting.id, _BY)


def _read(
    db: Database, toolkit: Toolkit, county: str, on: date
) -> tuple[
    dict[str, list[tuple[str, str]]], frozenset[tuple[str, str]], frozenset[str], frozenset[str]
]:
    with db.read() as session:
        labourers = session.exec(select(Labourer.id, col(Labourer.external_id))).all()
        postings = session.exec(select(Posting.id, col(Posting.external_id))).all()
        names: dict[UUID, str] = {key: name or "" for key, name in (*labourers, *postings)}
        shown = {
            names[each.labourer_id]: [
                (names[one.posting_id], "、".join(one.reasons)) for one in each.postings
            ]
            for each in stored_matches(session, toolkit.gazetteer, county)
        }
        people = load_people(session, toolkit, county, on)
        vacancies = VacancyReader(toolkit).vacancies(session, county, on)
    feed = Feed(vacancies, toolkit.scorer, on, county=county)
    flags = possible(feed.scores(people))
    allowed = frozenset(
        (names[person.id], names[vacancy.id])
        for at, person in enumerate(people)
        for there, vacancy in enumerate(feed.vacancies)
        if flags[at, there]
    )
    everybody = frozenset(names[person.id] for person in people)
    return shown, allowed, everybody, frozenset(names[each.id] for each in feed.vacancies)


def print_market(name: str, toolkit: Toolkit, *, wrong: bool) -> None:
    """Match one market and print its figures, and with ``wrong`` every failure."""
    labels = read_labels(DATA / name / "labels.txt")
    found = matched(DATA / name, labels.county, toolkit)
    willing = [who for who in labels.good if who not in labels.unserved]
    shown = {who: [job for job, _ in found.shown.get(who, ())] for who in willing}
    pairs = [(who, job) for who, jobs in shown.items() for job in jobs]
    hits = {
        who: (
            sum(job in labels.good[who] for job in shown[who]),
            min(_WANTED, len(labels.good[who])),
        )
        for who in willing
    }
    broken = [pair for pair in labels.never if pair in found.allowed]
    barred = [pair for pair in labels.may if pair not in found.allowed]
    laughable = [pair for pair in pairs if pair[1] in labels.bad.get(pair[0], ())]
    served = [who for who in labels.unserved if who in found.people]
    public = [job for job in labels.held if job in found.offered]
    short = [who for who in willing if len(shown[who]) < _WANTED and who not in labels.few]
    got, most = (sum(each[at] for each in hits.values()) for at in (0, 1))
    print(f"market {name}: {len(willing)} willing people, {len(found.offered)} postings on offer")
    print(f"  requirements broken: {len(broken)} of {len(labels.never)} pairs")
    print(f"  barred without need: {len(barred)} of {len(labels.may)} pairs")
    print(f"  good among those shown: {got} of {most} ({got / max(most, 1):.1%})")
    print(f"  laughable among those shown: {len(laughable)} of {len(pairs)}")
    print(f"  fewer than three without need: {len(short)}; served wrongly: {len(served)};")
    print(f"  published though unfit: {len(public)} of {len(labels.held)}", flush=True)
    if wrong:
        _print_lines("broken", (f"{who} {job} {labels.never[who, job]}" for who, job in broken))
        _print_lines("barred", (f"{who} {job}" for who, job in barred))
        _print_lines("laughable", (f"{who} {job}" for who, job in laughable))
        _print_lines("short", (f"{who} {shown[who]}" for who in short))
        _print_lines("served", served)
        _print_lines("unfit", public)
        lacking = (who for who, (some, enough) in hits.items() if some < enough)
        _print_lines(
            "lacking",
            (f"{who} got {found.shown.get(who)} of {labels.good[who]}" for who in lacking),
        )
        _print_lines("import", found.problems)


def _print_lines(kind: str, lines: Iterable[str]) -> None:
    for line in lines:
        print(f"    {kind}: {line}")


def main() -> None:
    """Match the markets named, or all."""
    names = [each for each in sys.argv[1:] if not each.startswith("-")]
    toolkit = Toolkit.load(Gazetteer.load())
    for name in names or sorted(each.name for each in DATA.iterdir()):
        print_market(name, toolkit, wrong="--wrong" in sys.argv)


if __name__ == "__main__":
    main()
