"""Our own question set: questions as people speak, split by topic into development and test.

    python -m benchmarks.policy_questions [development|test] [--wrong]

Prints top-1 topic, right figure, wrong-place figures, refusal precision and recall. The split is by
a hash of the topic (of the question for those out of scope), so that no card is in both halves;
thresholds and the calibration are chosen on the development half only.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policy_faq.answer import Answer
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer

FILE = Path(__file__).parent / "data" / "policy_questions.tsv"
MORE = Path(__file__).parent / "data" / "policy_questions_more.tsv"
ON = date(2026, 11, 21)


@dataclass(frozen=True)
class Asked:
    """One question with what a right answer is."""

    county: str
    topics: tuple[str, ...]
    figure: str
    question: str
    for_development: bool = False

    @property
    def in_scope(self) -> bool:
        """Whether our texts cover it."""
        return bool(self.topics)

    @property
    def half(self) -> str:
        """``development`` or ``test``."""
        if self.for_development:
            return "development"
        key = self.topics[0] if self.topics else self.question
        return "development" if zlib.crc32(key.encode()) % 2 else "test"


def read(half: str | None = None) -> list[Asked]:
    """Return the questions of a half, or all."""
    found = [*_lines(FILE, for_development=False), *_lines(MORE, for_development=True)]
    return [each for each in found if half in {None, each.half}]


def _lines(file: Path, *, for_development: bool) -> Iterator[Asked]:
    for line in file.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        county, topics, figure, question = line.split("\t")
        named = () if topics == "-" else tuple(topics.split("|"))
        yield Asked(county, named, figure, question, for_development)


def refused(answer: Answer) -> bool:
    """Whether the answer says that it cannot answer, or only offers the nearest questions."""
    return answer.topic is None


def foreign_money(answer: Answer, service: PolicyService, county: str) -> bool:
    """Whether an answer cites a place that is not the person's own."""
    del service
    return any(not county.startswith(each.place.rstrip("0") or "") for each in answer.citations)


@dataclass
class Figures:
    """Counts of one run."""

    in_scope: int = 0
    top1: int = 0
    figures: int = 0
    right_figures: int = 0
    wrongly_refused: int = 0
    out_of_scope: int = 0
    rightly_refused: int = 0
    wrong_place: int = 0

    def lines(self) -> Sequence[str]:
        """Return the table."""
        refusals = self.rightly_refused + self.wrongly_refused
        return (
            f"top-1 topic        {self.top1}/{self.in_scope} = {self.top1 / self.in_scope:.3f}",
            f"right figure       {self.right_figures}/{self.figures} "
            f"= {self.right_figures / self.figures:.3f}",
            f"wrong place        {self.wrong_place}",
            f"in scope refused   {self.wrongly_refused}/{self.in_scope} "
            f"= {self.wrongly_refused / self.in_scope:.3f}",
            f"refusal recall     {self.rightly_refused}/{self.out_of_scope} "
            f"= {self.rightly_refused / self.out_of_scope:.3f}",
            f"refusal precision  {self.rightly_refused}/{refusals} "
            f"= {self.rightly_refused / max(refusals, 1):.3f}",
        )


def run(service: PolicyService, questions: Sequence[Asked], *, wrong: bool = False) -> Figures:
    """Ask all questions and count."""
    counted = Figures()
    for asked in questions:
        answer = service.ask(asked.question, county=asked.county, on=ON)
        counted.wrong_place += foreign_money(answer, service, asked.county)
        if not asked.in_scope:
            counted.out_of_scope += 1
            counted.rightly_refused += refused(answer)
            if wrong and not refused(answer):
                print("NOT REFUSED", asked.question, answer.topic, round(answer.confidence, 2))
            continue
        counted.in_scope += 1
        counted.top1 += answer.topic in asked.topics
        counted.wrongly_refused += refused(answer)
        if wrong and answer.topic not in asked.topics:
            print("WRONG", asked, answer.topic, answer.confidence, answer.suggestions)
        if asked.figure:
            counted.figures += 1
            right = re.search(asked.figure, answer.text) is not None
            counted.right_figures += right
            if wrong and not right and answer.topic in asked.topics:
                print("FIGURE", asked, answer.text[:160])
    return counted


def main(arguments: Sequence[str]) -> None:
    """Print the table of one half or of both."""
    service = PolicyService.load(Gazetteer.load())
    halves = [each for each in arguments if not each.startswith("-")] or ["development", "test"]
    for half in halves:
        questions = read(half)
        print(f"{half}: {len(questions)} questions")
        for line in run(service, questions, wrong="--wrong" in arguments).lines():
            print("  " + line)


if __name__ == "__main__":
    main(sys.argv[1:])
