"""What kind of message speaks of work: nothing but conditions, a trade alone, a clear wish.

Rules over what ``reading.query_text`` reads of a message and what it leaves over. Pure but for the
reader's memory.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from jobs_feed.tables import PostingKind
from matching.reading import query_beside, query_places, wages
from matching.reading.phrases import phrases
from matching.reading.query import Order, Query
from matching.reading.query_person import read_age, read_board
from matching.reading.query_text import Reader
from matching.reading.text import clean, sentences
from matching.reading.wished_hours import without_hours

_SAYS, _TALK = phrases("search"), phrases("small_talk")
_KINDS = {PostingKind(name): pattern for name, pattern in phrases("kind").items()}
_PERSONAL = phrases("education")
_ASIDE = tuple(
    _SAYS[name] for name in ("woman", "man", "certified", "nearer", "high_wage", "bears", "aside")
)
_SURE_ALONE = 72
"""How sure a guess must be that nothing around it speaks for."""
_A_FACTORY = re.compile(r"[^\W\d我你他她谁哪这那不没了进出倒关黑在和去]{1,5}厂(?:里|的)?")
_IN_WORDS = re.compile(r"[^\W_]")
_CERTAIN, _CLEAR, _CLEARER = 100, 3, 4
_KINDS_OF_CONDITION = 5
"""Place, pay, features, the person, board: three of them said together are a search."""
_TITLE = 8
"""Characters of words that name work as a title does ("菜市场帮人卖菜")."""
_A_WORD_OR_TWO = 4
_SHORT, _SHORTEST = 6, 2
"""Characters that may be left over of a wording nobody listed, and beside one that is known."""


def is_a_factory(text: str) -> bool:
    """Tell whether ``text`` is a factory and no more ("奶粉厂"), whatever its words are for."""
    return _A_FACTORY.fullmatch(clean(text)) is not None


class Sayings:
    """Judges messages that a reader of searches reads; ``home`` below is the county code."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, text: str, *, home: str | None, on: date) -> Query:
        """Return what ``text`` asks for."""
        return self._reader.read(text, home=home, on=on)

    def without_conditions(self, text: str) -> str:
        """Return cleaned text with every condition of work blanked."""
        return _SAYS["contract"].sub(
            "，", self._reader.features.without_asked(read_board(text).rest)
        )

    def says_only_wishes(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether every word of ``text`` is a condition of work ("不上夜班 双休 交五险的").

        Such a message is a search whatever else its words could ask about; one with a question in
        it ("一天8小时吗") or a word left over is not.
        """
        plain = self._told_skills_apart(_SAYS["there_is"].sub("", self._reader.plain(text, home)))
        if _SAYS["asks"].search(plain) or self._reader.read(text, home=home, on=on).is_empty:
            return False
        return not _IN_WORDS.search(self._left_over(plain, home, on))

    def says_only_work(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether ``text`` names work and tells nothing of it ("站柜台", "会泽 保安").

        "司机绕路" and "水管爆了" name a trade, or the thing of one, and something else.
        """
        plain = _SAYS["there_is"].sub("", self._reader.plain(text, home))
        wants = self._reader.read(text, home=home, on=on).wants
        if not wants:
            return False
        left = self._left_over(plain, home, on)
        if not _IN_WORDS.search(left):
            return True
        named = any(self._reader.lexicon.hits(sentence) for sentence in sentences(plain))
        if not named and max(term.sure for term in wants) < _SURE_ALONE:
            return False
        most = _SHORTEST if named else _SHORT
        return len(left) <= most and _SAYS["told"].search(plain) is None

    def says_mostly_wishes(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether ``text`` is conditions of work and little else ("离家20里以内的")."""
        plain = _SAYS["there_is"].sub("", self._reader.plain(text, home))
        query = self._reader.read(text, home=home, on=on)
        told = any((query.features, query.kinds, query.wage, query.food, query.lodging))
        told = told or bool(query.parts or query.free)
        if not told or _SAYS["asks"].search(self._told_skills_apart(plain)):
            return False
        return len(_IN_WORDS.findall(self._left_over(plain, home, on))) <= _SHORTEST

    def names_place(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether ``text`` is a place and a word or two ("中山 灯饰"), and asks nothing."""
        plain = self._told_skills_apart(_SAYS["polite"].sub("", self._reader.plain(text, home)))
        if any(words.search(plain) for words in (_SAYS["asks"], _SAYS["told"], _TALK["matter"])):
            return False
        if not self._reader.read(text, home=home, on=on).places:
            return False
        return len(_IN_WORDS.findall(self._left_over(plain, home, on))) <= _A_WORD_OR_TWO

    def speaks_of_wishes(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether a message that names work wishes for it, or tells what work it should be.

        "叉车翻了" and "今天保安骂我" name a trade and wish for nothing.
        """
        plain = self._reader.plain(text, home)
        if _TALK["wish"].search(plain) or _TALK["asked"].search(plain):
            return True
        query = self._reader.read(text, home=home, on=on)
        if not query.wants or query.conditions or replace(query, wants=()) != Query():
            return True
        said = sentences(plain)
        clauses = said[:1] if _TALK["matter"].search(plain) else said
        return any(self.says_only_work(each, home=home, on=on) for each in clauses)

    def is_clear_wish(
        self, text: str, *, home: str | None, on: date, doubted: bool = False
    ) -> bool:
        """Tell whether a message without a word of searching is a wish for work all the same.

        It names work or refuses some, tells conditions of it, and neither asks nor tells of a
        trouble ("珠三角的五金厂，做过三年冲床"). More must be told where its words are ``doubted``
        because a policy has them, too ("养老院护工，夜班也可以，女49").
        """
        whole = self._reader.plain(text, home)
        plain = _SAYS["there_is"].sub("", whole)
        if _SAYS["asks"].search(self._told_skills_apart(plain)) or _TALK["matter"].search(plain):
            return False
        query = self._reader.read(text, home=home, on=on)
        named = any(term.sure == _CERTAIN for term in query.wants)
        told = (
            bool(query.places or query.area),
            query.wage is not None,
            bool(query.features or query.parts),
            bool(query.age or query.sex or query.education),
            query.food or query.lodging,
            bool(query.licences),
            bool(query.avoids or query.not_places),
            query.order is not Order.FIT,
            bool(query.conditions),
            bool(query.kinds),
            len(query.wants) > 1,
            bool(query.places and query.age),
            plain != whole,
            _TALK["wishful"].search(plain) is not None,
        )
        clauses = sentences(plain)
        short = named and not doubted and len(plain) <= _TITLE and not _SAYS["told"].search(plain)
        leads = len(clauses) > 1 or (named and not doubted)
        leads = short or (leads and self.says_only_work(clauses[0], home=home, on=on))
        about_work = bool(query.wants or query.avoids or query.features or query.not_places)
        about_work = about_work or bool(query.kinds or query.parts)
        about_work = about_work or (told[0] and (told[1] or bool(query.age)))
        clear = 2 * named + bool(query.wants) + sum(told) + leads
        plenty = not doubted and sum(told[:_KINDS_OF_CONDITION]) >= _CLEAR
        return about_work and (plenty or clear > (_CLEARER if doubted else _CLEAR))

    def _told_skills_apart(self, plain: str) -> str:
        """Return cleaned text without "啥技术都没有", which has a word of asking and asks none."""
        feature = self._reader.features["no_experience"]
        return feature.ask.sub("，", plain) if _SAYS["asks"].search(plain) else plain

    def _left_over(self, plain: str, home: str | None, on: date) -> str:
        """Return what of cleaned text is neither work nor a condition of it nor a filler."""
        plain = wages.arabic(_SAYS["questions"].sub("，", plain))
        _, plain = read_age(plain, on)
        plain = self._reader.features.without_asked(without_hours(read_board(plain).rest))
        works = self._reader.lexicon.catalogue.words
        where = query_places.read_places(self._reader.gazetteer, plain, home, works=works)
        rest = query_places.without_areas(wages.read_wage(where.rest).rest)
        for pattern in (*_KINDS.values(), *_PERSONAL.values(), *_ASIDE):
            rest = pattern.sub("，", rest)
        _, _, rest = self._reader.occupations(query_beside.without_fillers(rest))
        rest = query_beside.without_refusals(rest)
        return _SAYS["soft"].sub("", _SAYS["no"].sub("，", rest))
