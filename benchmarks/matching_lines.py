"""Lines by strain: which notes are heard to tell a limit, and which postings to make a demand.

    python -m benchmarks.matching_lines [stand lift ...] [--wrong]

Under ``benchmarks/data/lines`` stand lines that strangers to the code wrote: strain, P for a
person's note or J for a posting, y or n (a look-alike: over, somebody else's, another part, a
machine does it), text. Each note is held against the plain posting of its strain
(``canonical.txt``), each posting against the plain person, by the rules of the engine; a y must be
barred, an n must not. Printed are the shares of y heard and of n heard, per strain and side.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from jobs_feed.tables import Posting, PostingKind, PostingState
from labourers.tables import Education, Health, Sex, Willingness, WorkAbility
from matching.model import Person, Vacancy
from matching.reading.people import Said, read_profile
from matching.reading.vacancies import to_vacancy
from matching.requirements import broken_rules
from matching.toolkit import Toolkit
from storage.clock import SHANGHAI
from storage.gazetteer import Gazetteer

DATA = Path(__file__).parent / "data" / "lines"
COUNTY = "530326"
NOW = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
_WOMEN = frozenset({"pregnant", "child"})


class Line(NamedTuple):
    """A line of a stranger."""

    strain: str
    side: str
    tells: bool
    text: str


def read(folder: Path = DATA) -> Iterator[Line]:
    """Yield the lines of all files of a folder."""
    for path in sorted(folder.glob("*.tsv")):
        for row in path.read_text("utf-8").splitlines():
            strain, side, label, text = row.split("\t")
            yield Line(strain, side, label == "y", text)


def canonical(path: Path = DATA / "canonical.txt") -> dict[tuple[str, str], str]:
    """Return the plain note (P) and posting (J) of each strain."""
    rows = (row.split("|") for row in path.read_text("utf-8").splitlines() if row)
    return {(strain, side): text for strain, side, text in rows}


def to_person(note: str, strain: str, toolkit: Toolkit) -> Person:
    """Return a person of middle age in the county of whom only this note is known."""
    said = Said(COUNTY, None, note, None, None, None, None, ())
    recorded = (Willingness.IN_COUNTY, ())
    profile = read_profile(said, recorded, toolkit.reader, NOW.date())
    return Person(
        id=UUID(int=1),
        age=32,
        sex=Sex.FEMALE if strain in _WOMEN else Sex.MALE,
        home=COUNTY,
        willingness=Willingness.ANYWHERE,
        education=Education.JUNIOR,
        health=Health.HEALTHY,
        work_ability=WorkAbility.ORDINARY,
        conditions=profile.conditions,
        duties=profile.duties,
        harmful=profile.harmful,
        wishes=profile.wishes,
    )


def to_posting(text: str, toolkit: Toolkit) -> Vacancy:
    """Return a posting in the county of which only this text is known."""
    title, _, _ = text.replace("，", ",").partition(",")
    posting = Posting(
        id=UUID(int=2),
        employer_id=UUID(int=3),
        title=title[:20],
        description=text,
        kind=PostingKind.ORDINARY,
        state=PostingState.OPEN,
        place_code=COUNTY,
        published_at=NOW,
        created_at=NOW,
        licences=[],
    )
    return to_vacancy(posting, "会泽县某厂", toolkit.reader, toolkit.gazetteer, NOW.date())


_RULES = frozenset({"condition", "duty", "body", "substance"})


def is_heard(line: Line, plain: dict[tuple[str, str], str], toolkit: Toolkit) -> bool:
    """Tell whether the engine bars the line's pair by a rule of bodies or hours."""
    note, posting = (
        line.text if line.side == side else plain[line.strain, side] for side in ("P", "J")
    )
    pair = to_person(note, line.strain, toolkit), to_posting(posting, toolkit)
    return any(rule.code in _RULES for rule in broken_rules(*pair))


def main() -> None:
    """Hold all lines, or those of the strains named, against their plain counterparts."""
    named = [each for each in sys.argv[1:] if not each.startswith("-")]
    toolkit, plain = Toolkit.load(Gazetteer.load()), canonical()
    counts: dict[tuple[str, str, bool], list[bool]] = defaultdict(list)
    wrong = []
    for line in read():
        if named and line.strain not in named:
            continue
        heard = is_heard(line, plain, toolkit)
        counts[line.strain, line.side, line.tells].append(heard)
        if heard != line.tells:
            wrong.append(line)
    for strain, side in sorted({key[:2] for key in counts}):
        true, false = counts[strain, side, True], counts[strain, side, False]
        print(
            f"{strain} {side}: heard {sum(true)} of {len(true)} ({sum(true) / len(true):.0%});"
            f" look-alikes heard {sum(false)} of {len(false)}",
            flush=True,
        )
    if "--wrong" in sys.argv:
        for line in wrong:
            print("missed" if line.tells else "barred", line.strain, line.side, line.text)


if __name__ == "__main__":
    main()
