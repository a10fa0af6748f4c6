"""How long a policy answer takes, beside a bare BM25 query and a rapidfuzz scan, in one run.

    python -m benchmarks.policy_speed

Prints medians and their ratios: an answer of the service (asked for the first time, and again),
a bm25s query over 300 cards with the same tokens (with and without making the tokens), the ranking
and a rapidfuzz scan over 20,000 question variants, and how fast that index is read from disk.
"""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import bm25s
from rapidfuzz import fuzz, process

from benchmarks.policy_questions import ON, read
from policy_faq.bm25 import Bm25
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer
from storage.gazetteer import Gazetteer

CARDS = 300
VARIANTS = 20_000
SCANS = 40
_T = TypeVar("_T")


def median(work: Callable[[_T], object], inputs: Iterable[_T]) -> float:
    """Return the median time of one call, in microseconds."""
    times = []
    for each in inputs:
        start = time.perf_counter()
        work(each)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def variants(service: PolicyService, many: int) -> list[str]:
    """Return ``many`` different questions: those we have, then pairs of their halves."""
    own = list(dict.fromkeys(service._retriever.variants))
    dice, found = random.Random(7), dict.fromkeys(own)
    while len(found) < many:
        head, tail = dice.choice(own), dice.choice(own)
        found[head[: len(head) // 2 + 1] + tail[len(tail) // 2 :]] = None
    return list(found)[:many]


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    service = PolicyService.load(Gazetteer.load())
    print(f"service loaded in {time.perf_counter() - start:.2f} s")
    tokenizer: Tokenizer = service._retriever.tokenizer
    asked = [(each.question, each.county) for each in read()]
    for question, county in asked:  # the audience of each county is made once
        service.ask(question, county=county, on=ON)
    service._again.cache_clear()
    service._places_in.cache_clear()
    first = median(lambda each: service.ask(each[0], county=each[1], on=ON), asked)
    short = [each for each in asked if len(each[0]) <= 40]
    again = median(lambda each: service.ask(each[0], county=each[1], on=ON), short)

    cards = service.knowledge.cards
    texts = ["。".join((card.title, card.answer, *card.conditions)) for card in cards]
    corpus = [list(tokenizer.tokens(text).text) for text in (texts * 2)[:CARDS]]
    bare = bm25s.BM25()
    bare.index(corpus, show_progress=False)
    queries = [tokens for each, _ in asked if (tokens := list(tokenizer.tokens(each).text))]
    query = median(lambda each: bare.retrieve([each], k=5, show_progress=False), queries)
    words = [each for each, _ in asked if tokenizer.tokens(each).text]
    whole = median(
        lambda each: bare.retrieve([list(tokenizer.tokens(each).text)], k=5, show_progress=False),
        words,
    )

    many = variants(service, VARIANTS)
    index = Bm25.build([tokenizer.tokens(text).text for text in many])
    index.match(("车",))
    ranked = median(lambda each: index.match(tokenizer.tokens(each).text)[0].argmax(), words)
    scan = median(lambda each: process.extractOne(each, many, scorer=fuzz.WRatio), words[:SCANS])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.npz"
        index.save(file)
        start = time.perf_counter()
        Bm25.load(file).match(("车",))
        load = time.perf_counter() - start
        size = file.stat().st_size / 1e6

    rows = (
        ("answer, asked for the first time", first),
        ("answer, asked again", again),
        (f"bm25s query, {CARDS} cards, tokens given", query),
        (f"bm25s query, {CARDS} cards, tokens made", whole),
        (f"our ranking, {VARIANTS} variants, tokens made", ranked),
        (f"rapidfuzz WRatio scan, {VARIANTS} variants", scan),
    )
    for name, micros in rows:
        print(f"{name:46} {micros:10.0f} us")
    print(f"first answer / bm25s query, tokens given      {first / query:8.1f}")
    print(f"first answer / bm25s query, tokens made       {first / whole:8.1f}")
    print(f"answer asked again / bm25s query              {again / query:8.2f}")
    print(f"rapidfuzz scan / our first answer             {scan / first:8.0f}")
    print(f"rapidfuzz scan / our ranking                  {scan / ranked:8.0f}")
    print(f"index of {VARIANTS} variants: {size:.1f} MB, read in {load:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at its peak: {peak:.0f} MB")


if __name__ == "__main__":
    main()
