"""Our lexical retrieval beside the usual ones, on questions that other people asked.

    python -m benchmarks.policy_retrieval FILE [FILE ...]

Each file holds ``{"corpus": [..], "queries": [[question, [index, ..]], ..]}``. Prints top-1, MRR@10
and the median milliseconds of a query (tokens included) for every method, in one run.
"""

from __future__ import annotations

import json
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from rapidfuzz import fuzz, process

from policy_faq import text
from policy_faq.bm25 import Bm25
from policy_faq.tokens import Tokenizer, importance

Search = Callable[[str], Sequence[int]]
_TOP = 10
_SOUND = 0.05
_LONGEST = 10_000


def ours(corpus: Sequence[str], tokenizer: Tokenizer) -> Search:
    """Characters, pairs and search words in one index, the sound of the words beside it."""
    read = [tokenizer.tokens(text.clean(each, _LONGEST)) for each in corpus]
    written = Bm25.build([each.text for each in read], k1=1.5, b=0.75, importance=importance)
    heard = Bm25.build([each.sound for each in read], k1=1.5, b=0.75)

    def search(question: str) -> Sequence[int]:
        tokens = tokenizer.tokens(text.without_courtesy(text.clean(question)))
        by_text, in_text = written.match(tokens.text)
        by_sound, in_sound = heard.match(tokens.sound)
        scores = by_text / max(in_text, 1e-9) + _SOUND * by_sound / max(in_sound, 1e-9)
        return _best(scores)

    return search


def bm25s_over(corpus: Sequence[str], tokens_of: Callable[[str], list[str]]) -> Search:
    """The bm25s package with its defaults."""
    index = bm25s.BM25()
    index.index([tokens_of(each) for each in corpus], show_progress=False)

    def search(question: str) -> Sequence[int]:
        found = index.retrieve([tokens_of(question)], k=min(_TOP, len(corpus)), show_progress=False)
        return [int(each) for each in found.documents[0]]

    return search


def wratio(corpus: Sequence[str]) -> Search:
    """Rapidfuzz's WRatio over all texts."""
    return lambda question: [
        int(found[2]) for found in process.extract(question, corpus, scorer=fuzz.WRatio, limit=_TOP)
    ]


def full_text(corpus: Sequence[str]) -> Search:
    """SQLite's FTS5 with trigrams."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='trigram')")
    connection.executemany("INSERT INTO t(rowid, body) VALUES (?, ?)", enumerate(corpus))

    def search(question: str) -> Sequence[int]:
        runs = "".join(re.findall(r"[\w]", question))
        parts = " OR ".join(f'"{runs[i : i + 3]}"' for i in range(max(0, len(runs) - 2)))
        if not parts:
            return []
        rows = connection.execute(
            "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (parts, _TOP)
        )
        return [int(row[0]) for row in rows]

    return search


def pairs(each: str) -> list[str]:
    """Single characters and pairs."""
    return [*each, *(each[i : i + 2] for i in range(len(each) - 1))]


def measure(search: Search, queries: Sequence[tuple[str, Sequence[int]]]) -> tuple[float, ...]:
    """Return top-1, MRR@10 and the median milliseconds."""
    first, reciprocal, spent = 0, 0.0, []
    for question, right in queries:
        started = time.perf_counter()
        found = search(question)
        spent.append(time.perf_counter() - started)
        place = next((n for n, each in enumerate(found, start=1) if each in set(right)), None)
        first += place == 1
        reciprocal += 1 / place if place else 0.0
    return first / len(queries), reciprocal / len(queries), 1000 * statistics.median(spent)


def _best(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sequence[int]:
    number = min(_TOP, len(scores))
    top = np.argpartition(-scores, number - 1)[:number]
    return [int(each) for each in top[np.argsort(-scores[top], kind="stable")]]


def main(files: Sequence[str]) -> None:
    """Print one table for each file; say so when there is none."""
    if not files:
        sys.exit("name the question files; none comes with the repository")
    tokenizer = Tokenizer()
    tokenizer.warm()
    for file in files:
        data = json.loads(Path(file).read_text("utf-8"))
        corpus, queries = data["corpus"], data["queries"]
        methods: dict[str, Search] = {
            "ours": ours(corpus, tokenizer),
            "bm25s jieba": bm25s_over(corpus, tokenizer.cut),
            "bm25s characters and pairs": bm25s_over(corpus, pairs),
            "rapidfuzz WRatio": wratio(corpus),
            "SQLite FTS5 trigram": full_text(corpus),
        }
        print(f"{Path(file).name}: {len(corpus)} texts, {len(queries)} questions")
        for name, search in methods.items():
            top1, mrr, spent = measure(search, queries)
            print(f"  {name:28} top-1 {top1:.3f}  MRR@10 {mrr:.3f}  {spent:.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
