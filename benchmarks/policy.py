"""All measurements of policy answers in one run: every table of ``docs/benchmarks.md``.

    python -m benchmarks.policy [--semantic] [--no-speed]

Prints our own questions by half, the questions written before any card was read, the real
questions about wages and rights, ranking beside other methods, and speed last, because it wants
the machine for itself. ``--semantic`` asks everything a second time with the optional extra.
What needs data that does not come with the repository says so and is left out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import policy_first_sight as first_sight
from benchmarks import policy_questions as questions
from benchmarks import policy_real_questions as real
from benchmarks import policy_retrieval, policy_speed
from benchmarks import policy_retrieval_sets as sets
from policy_faq.semantic import load_embedder
from policy_faq.semantic_service import SemanticPolicyService
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer
from policy_faq.unavailable import SemanticUnavailableError
from storage.gazetteer import Gazetteer


def answers(service: PolicyService) -> None:
    """Print the tables of answers: own questions, first sight, real questions."""
    print("Own questions")
    halves = {each: questions.run(service, questions.read(each)) for each in questions.HALVES}
    questions.print_rows({half: counted.rows() for half, counted in halves.items()})
    print("\nQuestions written before any card was read (seen since)")
    batches = {each: first_sight.run(service, first_sight.read(each)) for each in "abc"}
    questions.print_rows({f"batch {each.upper()}": s.rows() for each, s in batches.items()})
    print("\nReal questions about wages and rights")
    if not sets.REAL.exists():
        print("../shared/data/real_questions.jsonl is absent: left out")
        return
    asked = sets.real_questions()
    counties = {each: real.run(service, asked, each) for each in real.COUNTIES}
    questions.print_rows({county: counted.rows() for county, counted in counties.items()})


def with_meaning(service: PolicyService, gazetteer: Gazetteer, tokenizer: Tokenizer) -> None:
    """Print the tables of answers with the semantic extra, or why it cannot be had."""
    try:
        embedder = load_embedder()
    except SemanticUnavailableError as error:
        print(error)
        return
    with tempfile.TemporaryDirectory() as folder:
        semantic = SemanticPolicyService.beside(
            service, gazetteer, tokenizer, embedder, cache=Path(folder)
        )
        answers(semantic)
        print(f"rankings in the grey zone: {semantic.regraded}")


def main(arguments: Sequence[str]) -> None:
    """Print all tables."""
    gazetteer = Gazetteer.load()
    service = PolicyService.load(gazetteer)
    tokenizer = Tokenizer()
    tokenizer.warm()
    answers(service)
    meaning = "--semantic" in arguments
    if meaning:
        print("\n== With the semantic extra")
        with_meaning(service, gazetteer, tokenizer)
    print("\nRanking beside other methods")
    policy_retrieval.measure_all(list(sets.usual()), tokenizer, semantic=meaning)
    if "--no-speed" not in arguments:
        print("\nSpeed", flush=True)
        policy_speed.main()


if __name__ == "__main__":
    main(sys.argv[1:])
