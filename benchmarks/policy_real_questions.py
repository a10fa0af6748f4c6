"""Real questions about wages and rights, asked to the service as people of two counties.

    python -m benchmarks.policy_real_questions [--answers]

The questions do not come with the repository; the labels beside them, made by hand, do
(``data/real_questions_labels.tsv``). A right answer is a card of a labelled topic, or a refusal
where no text of ours answers. A safe answer cites nothing of another place and names no amount of
money without a source. ``--answers`` prints every answer that is not both, to be judged by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.policy_questions import ON, Asked, fits, of_another_place, print_rows, share
from benchmarks.policy_retrieval_sets import REAL, Labelled, real_questions
from policy_faq.answer import Answer
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer

COUNTIES = ("530326", "430121")
"""会泽县, where the FAQ speaks, and 长沙县, where only national law does."""


@dataclass
class Counted:
    """Counts of one county; ``wrong`` holds the answers that are not right and safe."""

    asked: int = 0
    right: int = 0
    safe: int = 0
    right_and_safe: int = 0
    refused: int = 0
    wrong: list[tuple[Labelled, Answer]] = field(default_factory=list)

    def rows(self) -> dict[str, str]:
        """Return the rows of the table by name."""
        return {
            "right card": share(self.right, self.asked),
            "safe": share(self.safe, self.asked),
            "right and safe": share(self.right_and_safe, self.asked),
            "refused": share(self.refused, self.asked),
        }


def run(service: PolicyService, questions: Sequence[Labelled], county: str) -> Counted:
    """Ask all questions as a person of a county."""
    counted = Counted()
    for each in questions:
        answer = service.ask(each.question, county=county, on=ON)
        right = fits(answer.topic, each.topics, shown=True) if answer.topic else each.may_refuse
        asked = Asked(county, tuple(each.topics), frozenset(), "", each.question, "")
        safe = not of_another_place(answer, asked)
        counted.asked += 1
        counted.right += right
        counted.safe += safe
        counted.right_and_safe += right and safe
        counted.refused += answer.topic is None
        if not (right and safe):
            counted.wrong.append((each, answer))
    return counted


def main(arguments: Sequence[str]) -> None:
    """Print one table for both counties."""
    if not REAL.exists():
        sys.exit("../shared/data/real_questions.jsonl is absent; it does not come with the code")
    service = PolicyService.load(Gazetteer.load())
    columns = {county: run(service, real_questions(), county) for county in COUNTIES}
    print_rows({county: counted.rows() for county, counted in columns.items()})
    if "--answers" not in arguments:
        return
    for county, counted in columns.items():
        for each, answer in counted.wrong:
            print(f"{county} {each.id} {each.question}")
            print(f"   wanted {sorted(each.topics)}, got {answer.topic} {answer.confidence:.2f}")
            print(f"   {answer.text[:240]!r} {' / '.join(answer.suggestions)}")


if __name__ == "__main__":
    main(sys.argv[1:])
