"""The official wording as an answer, where no card of ours answers; pure.

How much of a question a clause covers is weighed by how rare its words are in the shared index,
so that a library of one document judges like a full one. Only clauses of documents in force for
the person take part. The bounds were chosen on data (``benchmarks/policy_quotes.py``): a wrong
quote misleads, a missing one only leaves the question to the caseworker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policy_faq.answer import SMS_LIMIT, Answer, Citation
from policy_faq.bm25 import Bm25
from policy_faq.compose import fitted
from policy_faq.local_cards import day_in_words
from policy_faq.official import OfficialClause, OfficialText
from policy_faq.places import rank
from policy_faq.tokens import PLACE_MARK, importance

COVERED = 0.5
"""Share of what a question says that a clause must say too."""
PLAINLY = 0.75
"""The same for a question that could also lean on the one before it."""
NO_NUMBER = "无文号"
WORDS = 3
"""Words of two characters or more that both must have, those of asking not counted."""
_SHORT_QUESTION = 8
"""Pairs of characters in a question as short as 养蜂有补助吗."""
_SHORTLY = 0.55
"""What a sentence with a figure must cover of a short question, its rarest word included."""
_WHAT_IS_PAID = re.compile(r"[补贴奖钱]|多少|好多|几多")
_FIGURE_SET = re.compile(r"\d+(?:\.\d+)?万?元|[一二两三四五六七八九十百千万]元")
_HEADING = 8
"""Characters of a heading that names a matter; longer ones are sentences."""
_RARE = 4.0
"""Information of a word that our own index does not know."""
QUOTE_LENGTH = 160
"""Characters of the official wording in a full answer."""
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_FIGURE = re.compile(r"\d{2,}")
_LAST = re.compile(r"(?:[(（][^()（）]*[)）]|第?[^()（）第]+)$")
"""The last step of a clause's path."""
_SHORTEST_SENTENCE = 8
_HAN = 2


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause that says what was asked about; ``covered`` is the share of it, 0 to 1."""

    text: OfficialText
    clause: OfficialClause
    passage: str
    covered: float
    beside: tuple[str, ...] = ()
    """What the clauses next to it say that cover the question as well, itself among them."""

    @property
    def in_full(self) -> str:
        """The passage, with its neighbours where all have room."""
        joined = "".join(self.beside)
        return joined if self.passage in joined and len(joined) <= QUOTE_LENGTH else self.passage


class Quotes:
    """The clauses of the texts that can speak to one county; read by many threads.

    ``tokens_of`` gives the text tokens of a text, ``index`` tells how rare they are; ``carded``
    are the keys of texts that cards were written from.
    """

    def __init__(
        self,
        county: str,
        texts: Iterable[OfficialText],
        tokens_of: Callable[[str], Sequence[str]],
        index: Bm25,
        carded: Container[str] = (),
    ) -> None:
        self.county = county
        self._carded = carded
        self._tokens_of = tokens_of
        self._index = index
        self._clauses = [(text, clause) for text in texts for clause in text.clauses]
        self._holding: dict[str, set[int]] = {}
        for number, (_, clause) in enumerate(self._clauses):
            for token in self._tokens(f"{clause.above}。{clause.text}"):
                self._holding.setdefault(token, set()).add(number)
        self._titled: dict[str, set[int]] = {}
        for number, (text, _) in enumerate(self._clauses):
            for token in self._tokens(text.title):
                self._titled.setdefault(token, set()).add(number)

    def find(
        self,
        question: str,
        on: date,
        *,
        new_only: bool = False,
        least: float = COVERED,
        allowed: Callable[[OfficialText], bool] = lambda _: True,
        like: str = "",
        words: int = WORDS,
        sets: Callable[[str], bool] | None = None,
        titled: bool = False,
    ) -> Quote | None:
        """Return the clause that clearly says what a cleaned question asks about, or None.

        Of clauses that cover it alike the most local one is quoted, and of those the one that
        shares most with ``like``. With ``new_only`` texts that cards were written from take no
        part: what those do not say, the text does not set. ``allowed`` leaves out further texts,
        ``words`` is how many words both must have; a short question has fewer, and is taken by its
        rarest word, in a text of which no cards were written. With ``sets`` one sentence of what is
        shown must pass and cover the question; where ``titled``, together with its headings and the
        title of the text.
        """
        asked, near = self._tokens(question), self._tokens(like)
        whole = self._index.information(asked)
        if whole <= 0:
            return None
        score: dict[int, float] = {}
        shared: dict[int, int] = {}
        closeness: dict[int, float] = {}
        key = self._key(asked)
        short = (
            sum(map(_is_word, asked)) <= _SHORT_QUESTION
            and _WHAT_IS_PAID.search(question) is not None
        )
        for token in asked:
            worth = self._index.information((token,))
            above = self._titled.get(token, set()) if titled else set()
            for number in self._holding.get(token, set()) | above:
                score[number] = score.get(number, 0.0) + worth
                shared[number] = shared.get(number, 0) + _is_word(token)
        for token in near:
            worth = self._index.information((token,))
            for number in self._holding.get(token, ()):
                closeness[number] = closeness.get(number, 0.0) + worth
        ranked = sorted(
            (
                -round(gained / whole, 2),
                rank(self._clauses[number][0].place),
                -closeness.get(number, 0.0),
                number,
            )
            for number, gained in score.items()
            if (gained / whole >= least and shared[number] >= words)
            or (short and number in self._holding.get(key, ()) and gained / whole >= _SHORTLY)
        )
        for *_, number in ranked:
            text, clause = self._clauses[number]
            carded = (new_only or shared[number] < words) and text.key in self._carded
            if text.speaks(on) and allowed(text) and not carded:
                passage = self._passage(clause.text, asked | near)
                if shared[number] < words and not self._sets_shortly(passage, key, asked, whole):
                    continue
                if titled and self._is_of_its_own(number, asked):
                    continue
                around = f"{text.title}。{clause.above}。" if titled else ""
                if sets and not any(
                    sets(each)
                    and self._said(each, asked) > 0
                    and self._said(around + each, asked) >= least * whole
                    for each in _SENTENCE.findall(cut(passage, QUOTE_LENGTH))
                ):
                    continue
                beside = tuple(
                    " ".join(self._clauses[each][1].text.split())
                    for each in sorted(each for *_, each in ranked)
                    if self._clauses[each][0] is text and _siblings(self._clauses[each][1], clause)
                )
                return Quote(text, clause, passage, score[number] / whole, beside)
        return None

    def answer(self, quote: Quote, phone: str) -> Answer:
        """Return the answer that quotes a clause: marked as official wording, with its source."""
        text, clause = quote.text, quote.clause
        full = (
            "这件事我没有现成的说法，下面是文件的原话：\n"
            f"“{cut(quote.passage, QUOTE_LENGTH)}”\n"
            f"{source_of(quote, phone)}\n"
            "原话怎么用到您身上，由工作人员回答，我把问题转过去。"
        )
        cited = text.title if text.number == NO_NUMBER else text.number
        source = f"据{cut(cited, 30)}{clause.path}({text.issued[:4]}年)，转工作人员"
        room = SMS_LIMIT - len(source) - len("文件原话:“”")
        short = fitted(f"文件原话:“{cut(quote.passage, room)}”", source)
        return Answer(
            text=full,
            sms=short,
            citations=(citation_of(quote),),
            confidence=quote.covered,
            handoff=True,
            quote=clause.id,
        )

    def _key(self, asked: set[str]) -> str:
        """Return the word of a question that says most."""
        named = [each for each in asked if each.startswith("/")]
        return max(named, key=lambda each: (self._index.information((each,)), each), default="")

    def _sets_shortly(self, passage: str, key: str, asked: set[str], whole: float) -> bool:
        """Tell whether one sentence sets a figure for what a short question names."""
        return any(
            _FIGURE_SET.search(each)
            and key in self._tokens(each)
            and self._said(each, asked) >= _SHORTLY * whole
            for each in _SENTENCE.findall(passage)
        )

    def _is_of_its_own(self, number: int, asked: set[str]) -> bool:
        """Tell whether the headings of a clause name a matter of which the title says nothing."""
        text, clause = self._clauses[number]
        named = (*clause.above.split(), clause.heading)
        headings = self._tokens("。".join(each for each in named if len(each) <= _HEADING))
        return any(
            each.startswith("/") and self._index.information((each,)) >= _RARE
            for each in headings - asked - self._tokens(text.title)
        )

    def _said(self, sentence: str, asked: set[str]) -> float:
        return self._index.information(sorted(self._tokens(sentence) & asked))

    def _tokens(self, text: str) -> set[str]:
        return set(self._tokens_of(text.replace(PLACE_MARK, "")))

    def _passage(self, words: str, asked: set[str]) -> str:
        """Return the clause from the sentence on that says most of what was asked."""
        best, start = 0.0, 0
        for match in _SENTENCE.finditer(words):
            if len(match.group()) < _SHORTEST_SENTENCE:
                continue
            said = self._index.information(sorted(self._tokens(match.group()) & asked))
            if said > best:
                best, start = said, match.start()
        if len(words) <= QUOTE_LENGTH:
            start = 0
        return " ".join(words[start:].split())


def source_of(quote: Quote, phone: str) -> str:
    """Return the line that says where a quote stands, who issued it and how long it holds."""
    text = quote.text
    number = "" if text.number == NO_NUMBER else f"（{text.number}）"
    until = (
        f"有效期到{day_in_words(text.valid_until)}"
        if text.valid_until
        else f"文件没写到哪天为止，办之前先打{phone}确认"
    )
    return (
        f"依据：《{text.title}》{number}{quote.clause.path}，{text.issuer}，"
        f"{text.issued[:4]}年；{until}。"
    )


def citation_of(quote: Quote) -> Citation:
    """Return the source of a quote as answers cite theirs."""
    text = quote.text
    return Citation(
        text.number, text.title, quote.clause.path, text.place, text.valid_until, expired=False
    )


def passage(wording: str, like: str, room: int) -> str:
    """Return the part of a clause that says what ``like`` says, within ``room`` characters.

    It begins with the sentence that shares most with ``like``; what is left out is marked.
    """
    wording = " ".join(wording.split())
    if len(wording) <= room:
        return wording
    wanted = _pairs(like)
    best, start = 0, 0
    for match in _SENTENCE.finditer(wording):
        shared = len(wanted & _pairs(match.group()))
        if shared > best:
            best, start = shared, match.start()
    return cut(("……" if start else "") + wording[start:], room)


def _pairs(text: str) -> set[str]:
    bare = "".join(filter(str.isalnum, text))
    return {bare[at : at + 2] for at in range(len(bare) - 1)} | set(_FIGURE.findall(text))


def cut(text: str, room: int) -> str:
    """Return ``text`` within ``room`` characters, what is left out marked."""
    return text if len(text) <= room else text[: max(room - 1, 0)] + "…"


def _siblings(one: OfficialClause, other: OfficialClause) -> bool:
    """Tell whether two clauses stand side by side in a clause above them."""
    above = _LAST.sub("", one.path)
    return bool(above) and one.above == other.above and above == _LAST.sub("", other.path)


def _is_word(token: str) -> bool:
    bare = token.lstrip("/")
    return len(bare) >= _HAN and importance(token) == 1.0 and not token.startswith("/")
