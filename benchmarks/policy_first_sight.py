"""Questions written from the official texts alone, before any card was read; asked and scored.

    python -m benchmarks.policy_first_sight [A|B|C ...] [--wrong]

A line of a batch names what a right answer must show: the documents that may stand behind it
(``KEY`` or ``KEY.clause``; ``LAW`` is any national law, ``*`` is any source), patterns that the
answer must hold and must not hold (a bare number means that number alone), and ``u`` when the
topic is urgent. Sources are scored by document; out-of-scope lines are ``county|question``. A
figure is asked for where a pattern that must be shown holds a number.
How each batch was made stands at the head of its file and in ``docs/benchmarks.md``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.policy_questions import ON, laws, print_rows, share, unspaced
from policy_faq.answer import SMS_LIMIT, Answer
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer

DATA = Path(__file__).parent / "data"
_DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕\d+号")


@dataclass(frozen=True)
class Asked:
    """One question; ``sources`` empty means that no particular document is asked for."""

    county: str
    question: str
    in_scope: bool = True
    urgent: bool = False
    sources: frozenset[str] = frozenset()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


def read(batch: str) -> list[Asked]:
    """Return the questions of a batch, those in scope first."""
    inside, outside = DATA / f"policy_blind_{batch}.txt", DATA / f"policy_blind_{batch}_out.txt"
    return [
        *(_asked(line) for line in _lines(inside)),
        *(
            Asked(county, question, in_scope=False)
            for county, question in (line.split("|", 1) for line in _lines(outside))
        ),
    ]


def _lines(file: Path) -> list[str]:
    lines = file.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _asked(line: str) -> Asked:
    county, flags, sources, must, must_not, question = line.split("|", 5)
    return Asked(
        county,
        question.strip("| "),
        urgent="u" in flags,
        sources=frozenset(each.split(".")[0] for each in sources.split(",") if each not in "*"),
        must=tuple(filter(None, must.split(";"))),
        must_not=tuple(filter(None, must_not.split(";"))),
    )


def holds(text: str, pattern: str) -> bool:
    """Whether ``text`` holds a pattern; ``_`` parts alternatives.

    A bare number must stand alone; commas in it and document numbers do not count.
    """
    if "_" in pattern:
        return any(holds(text, each) for each in pattern.split("_"))
    text, pattern = unspaced(_DOCUMENT_NUMBER.sub("", text)), unspaced(pattern)
    if re.fullmatch(r"[\d.]+", pattern):
        pattern = rf"(?<![\d.]){re.escape(pattern)}(?!\d)"
    return re.search(pattern, re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)) is not None


@dataclass
class Scores:
    """Counts of one run; each list holds the questions that failed."""

    in_scope: int = 0
    labelled: int = 0
    figures: int = 0
    urgent: int = 0
    out_of_scope: int = 0
    failed: dict[str, list[str]] = field(default_factory=dict)

    def fail(self, what: str, asked: Asked, answer: Answer) -> None:
        """Note a failure with enough of the answer to judge it."""
        told = answer.text.replace("\n", " / ")[:300]
        self.failed.setdefault(what, []).append(
            f"{asked.county} {asked.question}\n      -> {answer.topic} {answer.confidence:.2f} "
            f"{told} {' ;; '.join(answer.suggestions)}"
        )

    def count(self, what: str) -> int:
        """How many questions failed in this way."""
        return len(self.failed.get(what, []))

    def rows(self) -> dict[str, str]:
        """Return the rows of the table by name."""
        counted = (
            ("right answer", self.in_scope, self.count("answer")),
            ("what must be shown", self.labelled, self.count("shown")),
            ("right figure", self.figures, self.count("figure")),
            ("right source", self.in_scope, self.count("source")),
            ("urgent seen", self.urgent, self.count("urgent")),
            ("out of scope refused", self.out_of_scope, self.count("not refused")),
        )
        return {
            **{name: share(all_ - failed, all_) for name, all_, failed in counted},
            "in scope refused": share(self.count("refused"), self.in_scope),
            "figures of another place": str(self.count("wrong place")),
            "forbidden figure": str(self.count("forbidden")),
            "SMS too long": str(self.count("sms")),
        }


def run(service: PolicyService, questions: Sequence[Asked]) -> Scores:
    """Ask all questions and score."""
    keys = {each.title: key for key, each in service.knowledge.documents.items()}
    scores = Scores()
    for asked in questions:
        answer = service.ask(asked.question, county=asked.county, on=ON)
        if len(answer.sms) > SMS_LIMIT:
            scores.fail("sms", asked, answer)
        for cited in answer.citations:
            if not asked.county.startswith(_prefix(cited.place)):
                scores.fail("wrong place", asked, answer)
        if asked.in_scope:
            _score(scores, asked, answer, {keys[each.title] for each in answer.citations})
        else:
            scores.out_of_scope += 1
            if answer.topic is not None:
                scores.fail("not refused", asked, answer)
    return scores


def _score(scores: Scores, asked: Asked, answer: Answer, cited: set[str]) -> None:
    scores.in_scope += 1
    figures = [each for each in asked.must if re.search(r"\d", each)]
    scores.labelled += bool(asked.must)
    scores.figures += bool(figures)
    scores.urgent += asked.urgent
    allowed = set(asked.sources) | (set(laws()) if "LAW" in asked.sources else set())
    refused = answer.topic is None
    shown = all(holds(answer.text, each) for each in asked.must)
    sourced = not allowed or bool(cited & allowed) or (not cited and bool(asked.must_not))
    if refused:
        scores.fail("refused", asked, answer)
    if not shown:
        scores.fail("shown", asked, answer)
    if not all(holds(answer.text, each) for each in figures):
        scores.fail("figure", asked, answer)
    if not refused and not sourced:
        scores.fail("source", asked, answer)
    if asked.urgent and not answer.urgent:
        scores.fail("urgent", asked, answer)
    if any(holds(answer.text, each) for each in asked.must_not):
        scores.fail("forbidden", asked, answer)
    if refused or not shown or not sourced:
        scores.fail("answer", asked, answer)


def right(service: PolicyService, asked: Asked, answer: Answer) -> bool:
    """Tell whether ``answer`` is a right one for a question in scope."""
    keys = {each.title: key for key, each in service.knowledge.documents.items()}
    scores = Scores()
    _score(scores, asked, answer, {keys[each.title] for each in answer.citations})
    return scores.count("answer") == 0


def _prefix(place: str) -> str:
    for tail in ("0000", "00"):
        if place.endswith(tail):
            return place.removesuffix(tail).removesuffix("00") if tail == "0000" else place[:4]
    return place


def _batches() -> list[str]:
    """Return the letters of all batches."""
    files = DATA.glob("policy_blind_?.txt")
    return sorted(file.stem.removeprefix("policy_blind_").upper() for file in files)


def main(arguments: Sequence[str]) -> None:
    """Print the table of the named batches, and on demand what failed."""
    service = PolicyService.load(Gazetteer.load())
    named = [each for each in arguments if not each.startswith("-")] or _batches()
    columns = {f"batch {batch}": run(service, read(batch.lower())) for batch in named}
    print_rows({name: scores.rows() for name, scores in columns.items()})
    if "--wrong" in arguments:
        for scores in columns.values():
            for what, which in scores.failed.items():
                print(f"== {what}", *which, sep="\n   ")


if __name__ == "__main__":
    main(sys.argv[1:])
