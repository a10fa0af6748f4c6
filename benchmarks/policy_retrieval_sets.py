"""The sets of questions and texts on which ranking is measured; each says when its data is absent.

``from_file`` reads any file of the form ``{"corpus": [..], "queries": [[question, [index, ..]]]}``.
The others are made here: wordings of the cards against each other, questions against the clauses
of the official texts, and real questions against the transfer-employment FAQ. Nothing that they
are made from comes with the repository but the wordings and the labels.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.policy_questions import read
from policy_faq.knowledge import Knowledge
from policy_faq.library.splitting import split
from policy_faq.ranking import OTHER, variants_of

SHARED = Path(__file__).parent.parent.parent / "shared"
"""Where the official texts and the data of others lie beside a checkout."""
LAW38 = SHARED / "data" / "eval_law38.json"
REAL = SHARED / "data" / "real_questions.jsonl"
POLICY = SHARED / "policy"
LABELS = Path(__file__).parent / "data" / "real_questions_labels.tsv"
_FAQ = "huize-transfer-faq.txt"
_FAQ_QUESTION = re.compile(r"(?m)^(?=(?:十[一二]?|[一二三四五六七八九])、)")
_FIRST = re.compile(r"[^。\n]{6,40}[。\n]")
_MARK = re.compile(r"^[一二三四五六七八九十（）()0-9.、\s]+")
_SHORTEST = 15
_REST = 40
"""Characters that must be left of a clause when its first sentence is asked."""
_MOST_OF_A_TOPIC = 6
_SEED = 7


@dataclass(frozen=True)
class Set:
    """Texts, and questions with the positions of the texts that answer them."""

    name: str
    corpus: list[str]
    queries: list[tuple[str, list[int]]]


@dataclass(frozen=True)
class Labelled:
    """A real question with the FAQ questions (1 to 12) and the topics that answer it.

    ``may_refuse`` when no text of ours answers it, so that saying so is right as well.
    """

    id: str
    question: str
    faq: tuple[int, ...]
    topics: frozenset[str]
    may_refuse: bool


def from_file(file: Path) -> Set:
    """Read a file of the form named above."""
    data = json.loads(file.read_text("utf-8"))
    return Set(file.stem, data["corpus"], [(asked, right) for asked, right in data["queries"]])


def usual() -> Iterator[Set]:
    """Yield every set whose data is here; print which ones are absent."""
    knowledge = Knowledge.load()
    if LAW38.exists():
        yield from_file(LAW38)
    else:
        print("../shared/data/eval_law38.json is absent: law38 is left out")
    if REAL.exists() and POLICY.exists():
        yield faq()
    else:
        print("../shared/data or ../shared/policy is absent: the FAQ is left out")
    yield wordings(knowledge)
    yield titles(knowledge)
    if POLICY.exists():
        yield clauses(knowledge)
        yield first_sentences(knowledge)
    else:
        print("../shared/policy is absent: the clauses are left out")


def real_questions() -> list[Labelled]:
    """Return the real questions that are labelled by hand."""
    asked = {}
    for line in REAL.read_text("utf-8").splitlines():
        row = json.loads(line)
        asked[row["id"]] = row["question"]
    found = []
    for line in LABELS.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        key, faq_numbers, topics = line.split("\t")
        named = frozenset(topics.split("|"))
        numbers = tuple(int(each) for each in faq_numbers.split("|") if each != "-")
        found.append(Labelled(key, asked[key], numbers, named - {"-"}, "-" in named))
    return found


def faq() -> Set:
    """The questions of the transfer-employment FAQ with their answers, asked real questions."""
    parts = _FAQ_QUESTION.split((POLICY / _FAQ).read_text("utf-8"))[1:]
    queries = [
        (each.question, [number - 1 for number in each.faq])
        for each in real_questions()
        if each.faq
    ]
    return Set("FAQ x real questions", [part.strip() for part in parts], queries)


def wordings(knowledge: Knowledge) -> Set:
    """Short questions for short questions: half of each topic's wordings asked for the rest."""
    chance = random.Random(_SEED)
    corpus: list[str] = []
    queries: list[tuple[str, list[int]]] = []
    for target, texts in variants_of(knowledge).items():
        if target.startswith(OTHER):
            continue
        mixed = chance.sample(texts, len(texts))
        half = max(1, len(mixed) // 2)
        right = list(range(len(corpus), len(corpus) + half))
        corpus += mixed[:half]
        asked = mixed[half:]
        queries += [(each, right) for each in asked[:_MOST_OF_A_TOPIC]]
    return Set("wordings x wordings", corpus, queries)


def titles(knowledge: Knowledge) -> Set:
    """Titles for longer texts: those of the cards against what the cards say below them."""
    corpus = ["。".join((c.answer, *c.conditions, *c.bring, c.where)) for c in knowledge.cards]
    return Set(
        "titles x cards", corpus, [(card.title, [n]) for n, card in enumerate(knowledge.cards)]
    )


def first_sentences(knowledge: Knowledge) -> Set:
    """Official language for official language: first sentences for the rest of their clauses."""
    corpus: list[str] = []
    queries: list[tuple[str, list[int]]] = []
    for _, _, text in _clauses(knowledge):
        first = _FIRST.match(text)
        if first and len(text) > first.end() + _REST:
            queries.append((_MARK.sub("", first.group().strip("。\n")), [len(corpus)]))
            corpus.append(text[first.end() :])
    return Set("first sentences x clauses", corpus, queries)


def clauses(knowledge: Knowledge) -> Set:
    """Questions of the development half against all clauses of the official texts.

    Any clause behind a card of the question's topics is right.
    """
    found = list(_clauses(knowledge))
    corpus = [text for _, _, text in found]
    position = {(key, path): number for number, (key, path, _) in enumerate(found)}
    queries = []
    for asked in (*read("development"), *read("aside")):
        cards = [c for topic in asked.topics for c in knowledge.cards_by_topic[topic]]
        right = {
            position[c.document, c.clause] for c in cards if (c.document, c.clause) in position
        }
        if right:
            queries.append((asked.question, sorted(right)))
    return Set("questions x clauses", corpus, queries)


def _clauses(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Yield document, path and text of every clause of the official texts."""
    for key, document in knowledge.documents.items():
        if document.file is None:
            continue
        for clause in split((POLICY / document.file).read_text("utf-8")).clauses:
            if len(clause.text.strip()) >= _SHORTEST:
                yield key, clause.path, clause.text.strip()
