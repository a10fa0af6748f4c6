"""Reading a search for work out of what a person writes.

The order matters: what is understood is blanked before the next reader looks, so that "50岁" is
no wage, "要带娃" no nursery work and "不要经验" no aversion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from jobs_feed.tables import PostingKind
from matching import licences, query_places, side_by_side, wages
from matching.catalogue import Term, TermKind
from matching.content import says
from matching.features import Features
from matching.heads import heads, without
from matching.limits import limits
from matching.misheard import Misheard
from matching.model import lies_in
from matching.negation import is_negated
from matching.occupations import Lexicon
from matching.phrases import phrases
from matching.query import Area, Order, Query
from matching.query_person import (
    read_age,
    read_bearable,
    read_board,
    read_education,
    read_kinds,
    read_sex,
    wants_board,
)
from matching.query_told import Told, asks_for_other, sex_of_other, tell_apart, without_soft
from matching.text import clean, sentences
from matching.validity import ends_in, still_held
from storage.gazetteer import Gazetteer

_SAYS, _TALK = phrases("search"), phrases("small_talk")
_KINDS = {PostingKind(name): pattern for name, pattern in phrases("kind").items()}
_PERSONAL = phrases("education")
_ASIDE = tuple(
    _SAYS[name] for name in ("woman", "man", "certified", "nearer", "high_wage", "bears", "aside")
)
_HOUSEHOLDS = "domestic"
_MEMO_SIZE = 8_192
_SURE_ALONE = 72
"""How sure a guess must be that nothing around it speaks for."""
_IN_WORDS = re.compile(r"[^\W_]")
_CERTAIN, _CLEAR, _CLEARER = 100, 3, 4
_SHORT, _SHORTEST = 6, 2
"""Characters that may be left over of a wording nobody listed, and beside one that is known."""
_HANDWORK = Term(TermKind.JOB, "handicraft", 85)
"""What is done at home, where nothing else is named."""
_ASPECT = re.compile(
    r"(?<=[开养种做喂放卖修送看带洗扫摘收砌搬烧当干跑打码])"
    r"(?:了?(?:一|大?半)辈子的?|过|了|个|点|些)(?=[㐀-鿿])"
)
_TWICE = re.compile(r"([养种喂送带洗扫摘收砌搬烧跑打管守记缝摆理擦挑拣])\1(?=[㐀-鿿])")
"""A verb said twice makes light of the work ("管管仓库记记账")."""
_CONTENT = re.compile(r"[㐀-鿿]{2,}|[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads searches; ``home`` below is the county code that 本县 and 近 refer to."""

    lexicon: Lexicon
    features: Features
    gazetteer: Gazetteer
    misheard: Misheard = field(init=False, compare=False, repr=False)
    _read: dict[tuple[str, str | None, date], Query] = field(
        default_factory=dict, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        """Keep the words that are put right where they were written by ear."""
        words, lexicon = self.lexicon.catalogue.words, self.lexicon
        object.__setattr__(self, "misheard", Misheard(words, self.gazetteer, lexicon.words))

    def plain(self, text: str, home: str | None) -> str:
        """Return ``text`` cleaned, with what was written by ear put right."""
        return self.misheard.mended(clean(text), home)

    def read(self, text: str, *, home: str | None, on: date) -> Query:
        """Return what ``text`` asks for; an empty query when it asks for nothing in particular.

        People of a county say the same few things, so what was read is remembered.
        """
        key = (text, home, on)
        found = self._read.get(key)
        if found is None:
            if len(self._read) >= _MEMO_SIZE:
                self._read.clear()
            found = self._read[key] = self._understood(text, home, on)
        return found

    def _understood(self, text: str, home: str | None, on: date) -> Query:
        plain = _SAYS["questions"].sub("，", self.plain(text, home))
        plain = wages.arabic(plain)
        kinds, not_kinds = read_kinds(plain)
        age, plain = read_age(plain, on)
        held = still_held(licences.held_in(plain), ends_in(plain), on)
        board = read_board(plain)
        rest = board.rest
        asked = self.features.asked(rest)
        firm = without_soft(plain)
        soft = asked & ~self.features.asked(read_board(firm).rest)
        told = tell_apart(rest)
        where = self._where(told, home)
        by_day = bool(asked & (self.features["paid_daily"].mask | self.features["day_wage"].mask))
        wage = wages.read_wage(where.rest, by_day=by_day)
        told_more = asked or where.places or board.food or board.lodging or age
        wants, avoids, said = self._work_in(wage.rest, least=_SURE_ALONE if told_more else 0)
        if told.before and (told.old_trade or (not wants and told.same_work)):
            wants, more, _ = self._work_in(told.before, least=_SURE_ALONE)
            avoids += more
        if not wants and _SAYS["at_home"].search(plain):
            wants = (_HANDWORK,)
        area = where.area
        nearer = _SAYS["nearer"].search(plain) is not None
        if area is Area.NEAR and query_places.area_in(firm) is None:
            area, nearer = None, True
        order = Order.WAGE if wage.high else Order.NEAR if nearer else Order.FIT
        light, flexible = self.features["light_work"].mask, self.features["flexible"].mask
        leaves = (
            home is not None
            and where.places
            and not any(code.startswith(home) or lies_in(home, code) for code in where.places)
        )
        if leaves or _SAYS["leaves_home"].search(told.wish) or self._cares(wants):
            asked &= ~flexible
        if area is None and not where.places and asked & ~soft & flexible:
            area = Area.NEAR  # who looks after somebody must be home at night
        education, sex = read_education(plain), sex_of_other(plain) or read_sex(plain)
        # Beside a condition that is known, or "能干啥", an unknown word is no work asked for.
        understood = (*kinds, age, education, wage.least, board.food, board.lodging, asked)
        vague = any(understood) or _SAYS["generally"].search(plain) is not None
        return Query(
            wants=wants,
            avoids=(*avoids, *not_kinds),
            words=() if wants or vague else self._unknown(said),
            places=where.places,
            not_places=where.not_places,
            area=area,
            wage=wage.least,
            food=board.food,
            lodging=board.lodging,
            features=asked,
            soft=soft,
            soft_board=(board.food or board.lodging) and not wants_board(firm),
            soft_work=bool(wants) and bool(told_more) and self._is_extra(wage.rest),
            other=asks_for_other(plain),
            kinds=kinds,
            age=age,
            sex=sex,
            education=education,
            bearable=read_bearable(without_soft(told.wish)) if asked & light else None,
            licences=tuple(sorted(held | self.certified(plain, wants))),
            conditions=limits().told(plain),
            order=order,
        )

    def _where(self, told: Told, home: str | None) -> query_places.Where:
        """Return where work is wished; a place only told of counts when it is meant again."""
        works = self.lexicon.catalogue.words
        wish = self.features.without_asked(told.wish)
        where = query_places.read_places(self.gazetteer, wish, home, works=works)
        for joined, part in ((told.joins, told.others), (told.goes_back, told.before)):
            if joined and part and not where.places:
                there = query_places.read_places(self.gazetteer, part, home, works=works, past=True)
                where = replace(where, places=there.places)
        return where

    def _work_in(self, text: str, *, least: int) -> tuple[tuple[Term, ...], tuple[Term, ...], str]:
        """Return the work that a text wants and refuses, and the rest of it."""
        for name in ("bears", "aside"):
            text = _SAYS[name].sub("，", text)
        for pattern in _KINDS.values():
            text = pattern.sub("，", text)
        return self._occupations(text, least=least)

    def _cares(self, wants: Iterable[Term]) -> bool:
        """Tell whether looking after people is the work that is wanted, and not what hinders."""
        jobs = self.lexicon.catalogue.jobs
        return any(
            _HOUSEHOLDS in (t.key, jobs[t.key].sector if t.kind is TermKind.JOB else None)
            for t in wants
        )

    def _is_extra(self, text: str) -> bool:
        """Tell whether work is named only as what would do, too ("坐着的活，电子装配也行")."""
        naming = [part for part in sentences(text) if self.lexicon.hits(part)]
        return bool(naming) and all(_SAYS["extra"].search(part) for part in naming)

    def without_conditions(self, text: str) -> str:
        """Return cleaned text with every condition of work blanked."""
        return _SAYS["contract"].sub("，", self.features.without_asked(read_board(text).rest))

    def says_only_wishes(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether every word of ``text`` is a condition of work ("不上夜班 双休 交五险的").

        Such a message is a search whatever else its words could ask about; one with a question in
        it ("一天8小时吗") or a word left over is not.
        """
        plain = _SAYS["there_is"].sub("", self.plain(text, home))
        if _SAYS["asks"].search(plain) or self.read(text, home=home, on=on).is_empty:
            return False
        return not _IN_WORDS.search(self._left_over(plain, home, on))

    def says_only_work(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether ``text`` names work and tells nothing of it ("站柜台", "会泽 保安").

        "司机绕路" and "水管爆了" name a trade, or the thing of one, and something else.
        """
        plain = _SAYS["there_is"].sub("", self.plain(text, home))
        wants = self.read(text, home=home, on=on).wants
        if not wants:
            return False
        left = self._left_over(plain, home, on)
        if not _IN_WORDS.search(left):
            return True
        named = any(self.lexicon.hits(sentence) for sentence in sentences(plain))
        if not named and max(term.sure for term in wants) < _SURE_ALONE:
            return False
        most = _SHORTEST if named else _SHORT
        return len(left) <= most and _SAYS["told"].search(plain) is None

    def says_mostly_wishes(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether ``text`` is conditions of work and little else ("离家20里以内的")."""
        plain = _SAYS["there_is"].sub("", self.plain(text, home))
        query = self.read(text, home=home, on=on)
        told = query.features or query.kinds or query.wage or query.food or query.lodging
        if not told or _SAYS["asks"].search(plain):
            return False
        return len(_IN_WORDS.findall(self._left_over(plain, home, on))) <= _SHORTEST

    def speaks_of_wishes(self, text: str, *, home: str | None, on: date) -> bool:
        """Tell whether a message that names work wishes for it, or tells what work it should be.

        "叉车翻了" and "今天保安骂我" name a trade and wish for nothing.
        """
        plain = self.plain(text, home)
        if _TALK["wish"].search(plain) or _TALK["asked"].search(plain):
            return True
        query = self.read(text, home=home, on=on)
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
        whole = self.plain(text, home)
        plain = _SAYS["there_is"].sub("", whole)
        if _SAYS["asks"].search(plain) or _TALK["matter"].search(plain):
            return False
        query = self.read(text, home=home, on=on)
        named = any(term.sure == _CERTAIN for term in query.wants)
        told = (
            bool(query.places or query.area),
            query.wage is not None,
            bool(query.features),
            bool(query.age or query.sex or query.education),
            query.food or query.lodging,
            bool(query.licences),
            bool(query.avoids or query.not_places),
            query.order is not Order.FIT,
            bool(query.conditions),
            bool(query.kinds),
            plain != whole,
            _TALK["wishful"].search(plain) is not None,
        )
        clauses = sentences(plain)
        leads = len(clauses) > 1 or (named and not doubted)
        leads = leads and self.says_only_work(clauses[0], home=home, on=on)
        about_work = bool(query.wants or query.avoids or query.features or query.not_places)
        about_work = about_work or bool(query.kinds)
        about_work = about_work or (told[0] and told[1])
        clear = 2 * named + bool(query.wants) + sum(told) + leads
        return about_work and clear > (_CLEARER if doubted else _CLEAR)

    def _left_over(self, plain: str, home: str | None, on: date) -> str:
        """Return what of cleaned text is neither work nor a condition of it nor a filler."""
        plain = wages.arabic(_SAYS["questions"].sub("，", plain))
        _, plain = read_age(plain, on)
        plain = self.features.without_asked(read_board(plain).rest)
        works = self.lexicon.catalogue.words
        where = query_places.read_places(self.gazetteer, plain, home, works=works)
        rest = query_places.without_areas(wages.read_wage(where.rest).rest)
        for pattern in (*_KINDS.values(), *_PERSONAL.values(), *_ASIDE):
            rest = pattern.sub("，", rest)
        _, _, rest = self._occupations(rest)
        return _SAYS["soft"].sub("", _SAYS["no"].sub("，", rest))

    def skills(self, text: str) -> tuple[Term, ...]:
        """Return the occupations a person's skill text names ("会缝纫，开过叉车")."""
        wants, _, _ = self._occupations(clean(text))
        return wants

    def trades_of(self, held: frozenset[str]) -> list[Term]:
        """Return the occupations that the licences of a person are for."""
        jobs = self.lexicon.catalogue.jobs.values()
        return [Term(TermKind.JOB, job.key) for job in jobs if held & set(job.papers)]

    def certified(self, text: str, terms: Iterable[Term]) -> frozenset[str]:
        """Return the licences of the named trades when cleaned text says "有证" without a name."""
        if not _SAYS["certified"].search(text):
            return frozenset()
        known = self.lexicon.catalogue.jobs
        jobs = [
            known[term.key] for term in terms if term.kind is TermKind.JOB and term.sure == _CERTAIN
        ]
        return frozenset(licence for job in jobs for licence in job.papers)

    def _occupations(
        self, text: str, *, least: int = 0
    ) -> tuple[tuple[Term, ...], tuple[Term, ...], str]:
        """Return the work wanted and refused, and the rest; a guess is at least ``least`` sure.

        Among other conditions a vague likeness of a wording to work says little.
        """
        wants: list[Term] = []
        avoids: list[Term] = []
        rest = []
        named: tuple[Term, ...] = ()
        denied: list[Term] = []
        for sentence in sentences(_ASPECT.sub("", _TWICE.sub(r"\1", text))):
            hits = self.lexicon.hits(sentence)
            if not hits and _SAYS["gave_up"].search(sentence):
                avoids += named
                continue
            named = tuple(term for hit in hits for term in hit.terms)
            if _SAYS["without_paper"].search(sentence):
                denied += [term for term in named if self._papers(term)]
            negated = is_negated(sentence, [(hit.start, hit.end) for hit in hits])
            kept = heads(self.lexicon, sentence, hits, negated)
            for hit, no in zip(hits, negated, strict=True):
                if no:
                    avoids += hit.terms
            for hit in kept:
                wants += hit.terms
            rest.append(without(sentence, hits))
        if not wants:
            for at, sentence in enumerate(rest):
                if not is_negated(sentence, [(0, len(sentence))])[0]:
                    guessed = self._guessed(sentence, leads=at == 0)
                    wants += [term for term in guessed if len(rest) == 1 or term.sure >= least]
        others = [term for term in wants if term not in denied]
        wants = self.trade_before_general(others or wants)
        avoids += denied if others else ()
        unique = tuple(dict.fromkeys(avoids))
        return tuple(dict.fromkeys(t for t in wants if t not in unique)), unique, "，".join(rest)

    def _papers(self, term: Term) -> tuple[str, ...]:
        return self.lexicon.catalogue.jobs[term.key].papers if term.kind is TermKind.JOB else ()

    def _guessed(self, sentence: str, *, leads: bool) -> Iterable[Term]:
        """Return what a sentence without known words most likely asks for.

        Work stands first or behind a word of wishing; elsewhere, and of others in the family, more
        must speak for it ("..., 戴助听器").
        """
        content = [word for word in self.lexicon.words(sentence) if says(word)]
        terms = self.lexicon.guess("".join(content))
        own = (leads or _SAYS["cued"].search(sentence)) and not _SAYS["others"].search(sentence)
        return terms if own else [term for term in terms if term.sure >= _SURE_ALONE]

    def trade_before_general(self, terms: list[Term]) -> list[Term]:
        """Return the terms with "普工" weakened where a trade of factories is named beside it."""
        return side_by_side.trade_before_general(self.lexicon.catalogue, terms)

    def work_before_trade(self, terms: list[Term]) -> list[Term]:
        """Return the terms with a trade weakened where an occupation of it is named beside it."""
        return side_by_side.work_before_trade(self.lexicon.catalogue, terms)

    def _unknown(self, text: str) -> tuple[str, ...]:
        words = []
        for sentence in sentences(text):
            if is_negated(sentence, [(0, len(sentence))])[0]:
                continue
            for word in self.lexicon.words(sentence):
                if _CONTENT.fullmatch(word) and says(word):
                    words.append(word)
        return tuple(dict.fromkeys(words))
