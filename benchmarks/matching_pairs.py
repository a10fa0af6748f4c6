"""Pairs of a person and a posting written and judged by strangers to the code: barred or not.

    python -m benchmarks.matching_pairs [a b ...] [--wrong]

Each set is a folder under ``benchmarks/data/pairs`` with a roster, a postings file and labels as a
market has them (``benchmarks.matching_markets``), but every person belongs to one posting alone:
``never`` breaks a requirement, ``may`` must not be barred though it looks like it. Half of the
pairs of a set are ordinary, half were written to be hard. A posting held for an unlawful wish for a
sex, or for an agency's licence that nobody has looked at yet, is released first.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from benchmarks.matching_markets import Labels, Matched, matched, read_labels
from jobs_feed.screening import HoldCode
from matching.toolkit import Toolkit
from storage.gazetteer import Gazetteer

DATA = Path(__file__).parent / "data" / "pairs"
_RELEASED = frozenset({HoldCode.SEX.value, HoldCode.AGENCY_UNLICENSED.value})
_PERSON = (
    *("乡镇", "性别", "证件号码", "文化程度", "健康状况", "劳动能力"),
    *("就业意向", "就业服务需求", "技能特长"),
)


def print_set(name: str, toolkit: Toolkit, *, wrong: bool) -> None:
    """Judge one set and print its figures, and with ``wrong`` every pair judged wrongly."""
    labels = read_labels(DATA / name / "labels.txt")
    found = matched(DATA / name, labels.county, toolkit, released=_RELEASED)
    broken = [pair for pair in labels.never if pair in found.allowed]
    barred = [pair for pair in labels.may if pair not in found.allowed]
    print(
        f"pairs {name}: broken {len(broken)} of {len(labels.never)};"
        f" barred without need {len(barred)} of {len(labels.may)}",
        flush=True,
    )
    if wrong:
        _print_pairs(name, labels, found, [("broken", broken), ("barred", barred)])


def _print_pairs(
    name: str, labels: Labels, found: Matched, wrong: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    people, postings = (_rows(DATA / name / file) for file in ("people.csv", "postings.csv"))
    for kind, pairs in wrong:
        for who, job in pairs:
            print(f"  {kind}: {who} {job} {labels.never.get((who, job), '')}")
            if who not in found.people or job not in found.offered:
                print("    not matched at all: the person or the posting was not let in")
            print("    " + " | ".join(people[who][column] for column in _PERSON))
            said = (f"{key}={value}" for key, value in postings[job].items() if value)
            print("    " + " | ".join(said))
    for problem in found.problems:
        print(f"  import: {problem}")


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["外部编号"]: row for row in csv.DictReader(file)}


def main() -> None:
    """Judge the sets named, or all."""
    names = [each for each in sys.argv[1:] if not each.startswith("-")]
    toolkit = Toolkit.load(Gazetteer.load())
    for name in names or sorted(each.name for each in DATA.iterdir()):
        print_set(name, toolkit, wrong="--wrong" in sys.argv)


if __name__ == "__main__":
    main()
