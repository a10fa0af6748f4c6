"""Our own question set: questions as people speak, split by card into development and test.

    python -m benchmarks.policy_questions [--wrong] [--fifth]

Prints one table for both halves: top-1 card, right figure, right source, wrong-place answers,
refusals. How the set was made and split stands in ``docs/benchmarks.md``. ``--wrong`` lists what
failed, ``--fifth`` asks only the batch that was written last.

A right answer is named by topic: the cards of one topic say the same thing for different places,
so topic and county make the card. The half of a topic is given by a hash of its name; a question
that several topics may answer, of both halves, belongs to neither, and neither does one that was
looked at while its topic is of the test half. Questions out of scope are split by a hash of their
words, those that were looked at are for development.
"""

from __future__ import annotations

import re
import sys
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from policy_faq.answer import Answer
from policy_faq.models import applies
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer

DATA = Path(__file__).parent / "data"
BATCHES = ("policy_questions", "policy_questions_more", "policy_questions_fifth")
LOOKED_AT = "policy_questions_more"
"""The batch whose mistakes were looked at one by one when the cards were written."""
HALVES = ("development", "test", "aside")
ON = date(2026, 11, 21)
_AMOUNT = re.compile(r"\d[\d,.]*(?=\s*(?:元|块|万))")


@dataclass(frozen=True)
class Asked:
    """One question with what a right answer is; without topics it is out of scope."""

    county: str
    topics: tuple[str, ...]
    sources: frozenset[str]
    """Documents of which the answer must cite one; empty when none sets anything there."""
    figure: str
    """Pattern that the answer must hold; empty when there is no figure to tell."""
    question: str
    batch: str

    @property
    def in_scope(self) -> bool:
        """Whether our texts cover it."""
        return bool(self.topics)

    @property
    def half(self) -> str:
        """``development``, ``test``, or ``aside`` for a question that is in neither."""
        halves = {_half_of(each) for each in self.topics or (self.question,)}
        if self.batch == LOOKED_AT:
            halves = {"development"} if not self.topics else halves | {"development"}
        return halves.pop() if len(halves) == 1 else "aside"


def _half_of(name: str) -> str:
    return "development" if zlib.crc32(name.encode()) % 2 else "test"


def read(half: str | None = None) -> list[Asked]:
    """Return the questions of a half, or all."""
    found = [asked for batch in BATCHES for asked in _lines(batch)]
    return [each for each in found if half in {None, each.half}]


def _lines(batch: str) -> Iterator[Asked]:
    for line in (DATA / f"{batch}.tsv").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        county, topics, *sources, figure, question = line.split("\t")
        named = () if topics == "-" else tuple(topics.split("|"))
        documents = _keys(sources[0]) if sources else _sources(named, county)
        yield Asked(county, named, documents, figure, question, batch)


def _sources(topics: tuple[str, ...], county: str) -> frozenset[str]:
    """Return the documents that may stand behind any of the topics for a county."""
    found: frozenset[str] = frozenset()
    for topic in topics:
        fitting = [row for row in _table() if row[0] == topic and county.startswith(row[1])]
        if fitting:
            found |= max(fitting, key=lambda row: len(row[1]))[2]
    return found


@cache
def _table() -> tuple[tuple[str, str, frozenset[str]], ...]:
    lines = (DATA / "policy_sources.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((topic, place.strip("*"), _keys(keys)) for topic, place, keys in rows)


def _keys(listed: str) -> frozenset[str]:
    named = frozenset(filter(None, listed.split("|")))
    return (named - {"LAW"}) | laws() if "LAW" in named else named


@cache
def laws() -> frozenset[str]:
    """Return the keys of the national laws, which stay in force until they are repealed."""
    listed = (resources.files("policy_faq") / "documents.toml").read_text("utf-8")
    return frozenset(
        each["key"] for each in tomllib.loads(listed)["document"] if each.get("settled", False)
    )


def fits(topic: str | None, topics: Iterable[str], *, shown: bool) -> bool:
    """Whether an answer's topic is one of ``topics``, or a narrower one of them that ``shown``.

    ``shown`` tells whether the answer holds the figure that was asked for.
    """
    wanted = set(topics)
    return topic in wanted or (shown and any(topic in _narrower().get(t, ()) for t in wanted))


@cache
def _narrower() -> dict[str, frozenset[str]]:
    lines = (DATA / "policy_narrower.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {topic: frozenset(narrower.split("|")) for topic, narrower in rows}


def refused(answer: Answer) -> bool:
    """Whether the answer says that it cannot answer, or only offers the nearest questions."""
    return answer.topic is None


def of_another_place(answer: Answer, asked: Asked) -> bool:
    """Whether the answer tells a figure that nothing sets where the person lives.

    That is: it cites a document that does not speak there, or it names an amount of money that is
    not the question's own without citing any.
    """
    if any(not applies(each.place, asked.county) for each in answer.citations):
        return True
    told = set(_AMOUNT.findall(answer.text)) - set(_AMOUNT.findall(asked.question))
    return answer.topic is not None and not answer.citations and bool(told)


@dataclass
class Figures:
    """Counts of one run; ``failed`` holds a line for every question that failed in some way."""

    in_scope: int = 0
    top1: int = 0
    figures: int = 0
    right_figures: int = 0
    sourced: int = 0
    right_sources: int = 0
    wrongly_refused: int = 0
    out_of_scope: int = 0
    rightly_refused: int = 0
    wrong_place: int = 0
    failed: list[str] = field(default_factory=list)

    def rows(self) -> dict[str, str]:
        """Return the rows of the table by name."""
        refusals = self.rightly_refused + self.wrongly_refused
        return {
            "questions in scope": str(self.in_scope),
            "questions out of scope": str(self.out_of_scope),
            "top-1 card": share(self.top1, self.in_scope),
            "right figure": share(self.right_figures, self.figures),
            "right source": share(self.right_sources, self.sourced),
            "figures of another place": str(self.wrong_place),
            "refusal recall": share(self.rightly_refused, self.out_of_scope),
            "refusal precision": share(self.rightly_refused, refusals),
            "in scope refused": share(self.wrongly_refused, self.in_scope),
        }


def unspaced(text: str) -> str:
    """Return a text without spaces: 30 天 and 30天 are one figure."""
    return text.replace(" ", "")


def share(part: int, whole: int) -> str:
    """Return a count with its share, as the tables show it."""
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "-"


def run(service: PolicyService, questions: Sequence[Asked]) -> Figures:
    """Ask all questions and count."""
    counted = Figures()
    keys = {each.title: key for key, each in service.knowledge.documents.items()}
    for asked in questions:
        answer = service.ask(asked.question, county=asked.county, on=ON)
        cited = {keys[each.title] for each in answer.citations}
        for what in _count(counted, asked, answer, cited):
            counted.failed.append(
                f"{what:12} {asked.county} {'|'.join(asked.topics) or '-'} {asked.question}\n"
                f"             -> {answer.topic} {answer.confidence:.2f} {sorted(cited)} "
                f"{answer.text[:160]!r} {' / '.join(answer.suggestions)}"
            )
    return counted


def _count(counted: Figures, asked: Asked, answer: Answer, cited: set[str]) -> Iterator[str]:
    """Count one answer; yield the name of each failure."""
    if of_another_place(answer, asked):
        counted.wrong_place += 1
        yield "place"
    if not asked.in_scope:
        counted.out_of_scope += 1
        counted.rightly_refused += refused(answer)
        if not refused(answer):
            yield "not refused"
        return
    counted.in_scope += 1
    counted.wrongly_refused += refused(answer)
    shown = re.search(unspaced(asked.figure), unspaced(answer.text), re.DOTALL) is not None
    if fits(answer.topic, asked.topics, shown=shown):
        counted.top1 += 1
    else:
        yield "refused" if refused(answer) else "card"
    if asked.figure:
        counted.figures += 1
        counted.right_figures += shown
        if not shown:
            yield "figure"
    if asked.sources:
        counted.sourced += 1
        counted.right_sources += bool(cited & asked.sources)
        if not cited & asked.sources:
            yield "source"


def print_rows(columns: Mapping[str, Mapping[str, str]]) -> None:
    """Print one table, a column for each run; all runs have the same rows."""
    print(f"{'':26}" + "".join(f"{name:>20}" for name in columns))
    for label in next(iter(columns.values())):
        print(f"{label:26}" + "".join(f"{rows[label]:>20}" for rows in columns.values()))


def main(arguments: Sequence[str]) -> None:
    """Print the table, and on demand what failed."""
    service = PolicyService.load(Gazetteer.load())
    last = BATCHES[-1]
    columns = {
        half: run(service, [a for a in read(half) if "--fifth" not in arguments or a.batch == last])
        for half in HALVES
    }
    print_rows({half: counted.rows() for half, counted in columns.items()})
    if "--wrong" in arguments:
        for half, counted in columns.items():
            print(f"== {half}", *counted.failed, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
