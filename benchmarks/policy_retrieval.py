"""Our lexical ranking beside the usual ones, on the same questions in one run.

    python -m benchmarks.policy_retrieval [FILE ...] [--semantic]

Each file holds ``{"corpus": [text, ..], "queries": [[question, [index, ..]], ..]}``, where the
indices are the texts that answer the question. Without files the sets of
``policy_retrieval_sets`` are ranked. Prints top-1, MRR@10 and the median milliseconds of a query
(tokens included) for every method, and the mean over the sets. ``--semantic`` adds the optional
embedding (``policy_faq.semantic``), alone and together with ours; it takes minutes.

In code: ``policy_faq.corpus.rank(corpus, questions)`` gives the positions of the best texts.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from benchmarks.policy_retrieval_sets import Set, from_file, usual
from policy_faq.corpus import Corpus
from policy_faq.semantic import SemanticCorpus, load_embedder
from policy_faq.tokens import Tokenizer
from policy_faq.unavailable import SemanticUnavailableError

Search = Callable[[str], Sequence[int]]
Build = Callable[[Sequence[str]], Search]
_TOP = 10


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


def tfidf(corpus: Sequence[str], *, sublinear: bool) -> Search:
    """scikit-learn's TF-IDF over single characters and pairs, by cosine."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - for this table only

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=sublinear)
    texts = vectorizer.fit_transform(corpus).T.tocsr()
    return lambda question: _best((vectorizer.transform([question]) @ texts).toarray()[0])


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


def _best(scores: NDArray[np.float64]) -> Sequence[int]:
    return [int(each) for each in np.argsort(-scores, kind="stable")[:_TOP]]


def methods(tokenizer: Tokenizer, *, semantic: bool) -> dict[str, Build]:
    """Return how each method is built over a corpus."""

    def ours(corpus: Sequence[str]) -> Search:
        index = Corpus(corpus, tokenizer)
        return lambda question: [found.text for found in index.search(question, _TOP)]

    found: dict[str, Build] = {
        "ours": ours,
        "bm25s, jieba": lambda corpus: bm25s_over(corpus, tokenizer.cut),
        "bm25s, characters and pairs": lambda corpus: bm25s_over(corpus, pairs),
        "rapidfuzz WRatio": wratio,
        "SQLite FTS5 trigram": full_text,
    }
    try:
        import sklearn  # noqa: F401, PLC0415 - asked for only to say so when it is absent
    except ImportError:
        print("scikit-learn is absent (it comes with the development lock): TF-IDF is left out")
    else:
        found["TF-IDF, characters and pairs"] = lambda corpus: tfidf(corpus, sublinear=False)
        found["TF-IDF, sublinear"] = lambda corpus: tfidf(corpus, sublinear=True)
    if semantic:
        try:
            embedder = load_embedder()
        except SemanticUnavailableError as error:
            print(error)
            return found

        def meaning(corpus: Sequence[str]) -> Search:
            index = SemanticCorpus(corpus, tokenizer, embedder)
            return lambda question: _best(index.scores(question))

        found["ours with the semantic extra"] = meaning
    return found


def measure_all(
    sets: Sequence[Set], tokenizer: Tokenizer, *, semantic: bool = False
) -> dict[str, list[float]]:
    """Print a table for each set and the means; return the top-1 shares of each method."""
    built = methods(tokenizer, semantic=semantic)
    tops: dict[str, list[float]] = {name: [] for name in built}
    ranks: dict[str, list[float]] = {name: [] for name in built}
    for each in sets:
        print(f"{each.name}: {len(each.corpus)} texts, {len(each.queries)} questions")
        for name, build in built.items():
            top1, mrr, spent = measure(build(each.corpus), each.queries)
            tops[name].append(top1)
            ranks[name].append(mrr)
            print(f"  {name:30} top-1 {top1:.3f}  MRR@10 {mrr:.3f}  {spent:7.2f} ms")
    if len(sets) > 1:
        print(f"mean of the {len(sets)} sets")
        ours = statistics.mean(tops["ours"])
        for name in built:
            top1, mrr = statistics.mean(tops[name]), statistics.mean(ranks[name])
            print(
                f"  {name:30} top-1 {top1:.3f}  MRR@10 {mrr:.3f}  ours is {ours / top1:.2f} times"
            )
    return tops


def main(arguments: Sequence[str]) -> None:
    """Rank the named files, or the usual sets."""
    files = [Path(each) for each in arguments if not each.startswith("-")]
    sets = [from_file(file) for file in files] or list(usual())
    tokenizer = Tokenizer()
    tokenizer.warm()
    measure_all(sets, tokenizer, semantic="--semantic" in arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
