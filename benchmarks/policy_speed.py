"""How long a policy answer takes, beside a bare BM25 query and a rapidfuzz scan, in one run.

    python -m benchmarks.policy_speed

The bare query is bm25s over 300 cards, index and query holding the same tokens that our ranking
uses: characters, pairs and words as written, syllables and pairs as heard. Three ratios to it are
printed: our ranking with the tokens made in both (ours makes them as numbers while it ranks); the
whole answer (cleaning, places, tokens, ranking, dangers, wording) with the tokens made in both; the
whole answer to the query with the tokens given. Every work goes through all questions by itself, so
that none finds the caches warm from another, and all take their turn in every round, so that other
work on the machine falls on all alike. Answers are first answers, none remembered from an earlier
round.
"""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import bm25s
from rapidfuzz import fuzz, process

from benchmarks.policy_questions import ON, read
from policy_faq import slots, text
from policy_faq.bm25 import Bm25
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer, Tokens
from storage.gazetteer import Gazetteer

CARDS = 300
VARIANTS = 20_000
SCANS = 40
ROUNDS = 7
_T = TypeVar("_T")


@dataclass(frozen=True)
class Question:
    """A question, as it is asked, as it is ranked, and its tokens."""

    asked: str
    county: str
    marked: str
    tokens: Tokens


def median(work: Callable[[_T], object], inputs: Iterable[_T]) -> float:
    """Return the median time of one call, in microseconds."""
    times = []
    for each in inputs:
        start = time.perf_counter()
        work(each)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def all_tokens(tokens: Tokens) -> list[str]:
    """Return what is written and what is heard, kept apart by a mark, each token once."""
    return [*dict.fromkeys(tokens.text), *(f"~{each}" for each in dict.fromkeys(tokens.sound))]


def variants(service: PolicyService, many: int) -> list[str]:
    """Return ``many`` different questions: those we have, then pairs of their halves."""
    own = list(dict.fromkeys(service._retriever.variants))
    dice, found = random.Random(7), dict.fromkeys(own)
    while len(found) < many:
        head, tail = dice.choice(own), dice.choice(own)
        found[head[: len(head) // 2 + 1] + tail[len(tail) // 2 :]] = None
    return list(found)[:many]


def questions(service: PolicyService, gazetteer: Gazetteer) -> list[Question]:
    """Return our question set as our own ranking reads it."""
    found = []
    for each in read():
        bare = text.without_courtesy(text.clean(each.question))
        marked = slots.mark_places(bare, gazetteer.find_in(bare, each.county))
        tokens = service._retriever.tokenizer.tokens(marked)
        if tokens.text and tokens.sound:
            found.append(Question(each.question, each.county, marked, tokens))
    return found


def bare_index(service: PolicyService) -> bm25s.BM25:
    """Return a bm25s index of the tokens of ``CARDS`` cards."""
    tokenizer: Tokenizer = service._retriever.tokenizer
    cards = service.knowledge.cards
    texts = ["。".join((card.title, card.answer, *card.conditions)) for card in cards]
    repeated = texts * (CARDS // len(texts) + 1)
    index = bm25s.BM25()
    corpus = [all_tokens(tokenizer.tokens(each)) for each in repeated[:CARDS]]
    index.index(corpus, show_progress=False)
    return index


def answers(service: PolicyService, asked: list[Question]) -> dict[str, list[float]]:
    """Return the medians of answers, rankings and bare queries in every round."""
    retriever, bare = service._retriever, bare_index(service)
    audiences = {each.county: service._audience_of(each.county, ON) for each in asked}

    def rank(each: Question) -> object:
        return retriever.rank(each.marked, audiences[each.county])

    def query(tokens: Tokens) -> object:
        return bare.retrieve([all_tokens(tokens)], k=5, show_progress=False)

    works: dict[str, Callable[[Question], object]] = {
        "answer": lambda each: service.ask(each.asked, county=each.county, on=ON),
        "ranking": rank,
        "query": lambda each: query(each.tokens),
        "query, tokens made": lambda each: query(retriever.tokenizer.tokens(each.marked)),
    }
    medians: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 1):
        service._again.cache_clear()
        service._read.cache_clear()
        for name, work in works.items():
            found = median(work, asked)
            if number:  # the first round makes what is made once: audiences, the lines of a card
                medians[name].append(found)
    return medians


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    gazetteer = Gazetteer.load()
    service = PolicyService.load(gazetteer)
    print(f"service loaded in {time.perf_counter() - start:.2f} s")
    print(f"memory then: {peak():.0f} MB")
    asked = questions(service, gazetteer)
    medians = answers(service, asked)
    short = [each for each in asked if len(each.asked) <= 40][:500]
    for each in short:
        service.ask(each.asked, county=each.county, on=ON)
    again = median(lambda each: service.ask(each.asked, county=each.county, on=ON), short)

    tokenizer: Tokenizer = service._retriever.tokenizer
    many = variants(service, VARIANTS)
    index = Bm25.build([tokenizer.tokens(each).text for each in many])
    index.match(("车",))
    ranked = median(lambda each: index.match(tokenizer.tokens(each.marked).text)[0].argmax(), asked)
    scan = median(
        lambda each: process.extractOne(each.marked, many, scorer=fuzz.WRatio), asked[:SCANS]
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.npz"
        index.save(file)
        start = time.perf_counter()
        Bm25.load(file).match(("车",))
        load = time.perf_counter() - start
        size = file.stat().st_size / 1e6

    found = {name: statistics.median(rounds) for name, rounds in medians.items()}
    rows = (
        (f"bm25s query, {CARDS} cards, tokens given", found["query"]),
        (f"bm25s query, {CARDS} cards, tokens made", found["query, tokens made"]),
        ("our ranking, tokens made", found["ranking"]),
        ("answer, asked for the first time", found["answer"]),
        ("answer, asked again", again),
        (f"our ranking, {VARIANTS} variants, tokens made", ranked),
        (f"rapidfuzz WRatio scan, {VARIANTS} variants", scan),
    )
    for name, micros in rows:
        print(f"{name:46} {micros:10.0f} us")
    for name, ours, theirs in (
        ("(a) ranking / query, tokens made in both", "ranking", "query, tokens made"),
        ("(b) answer / query, tokens made in both", "answer", "query, tokens made"),
        ("(c) answer / query with tokens given", "answer", "query"),
    ):
        ratios = sorted(x / y for x, y in zip(medians[ours], medians[theirs], strict=True))
        print(f"{name:46} {statistics.median(ratios):8.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"answer asked again / bm25s query               {again / found['query']:8.2f}")
    print(f"rapidfuzz scan / our first answer              {scan / found['answer']:8.0f}")
    print(f"rapidfuzz scan / our ranking                   {scan / ranked:8.0f}")
    print(f"index of {VARIANTS} variants: {size:.1f} MB, read in {load:.2f} s")
    print(f"memory at its peak: {peak():.0f} MB")


def peak() -> float:
    """Return the most memory that the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
