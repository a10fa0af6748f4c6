"""Reading a search for work out of what a person writes.

The order matters: what is understood is blanked before the next reader looks, so that "50岁" is
no wage, "要带娃" no nursery work and "不要经验" no aversion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_

from jobs_feed.tables import PostingKind
from matching.catalogue import Term, TermKind
from matching.model import lies_in
from matching.reading import height, query_beside, query_places, side_by_side, substances, wages
from matching.reading.content import says
from matching.reading.features import Features
from matching.reading.heads import heads, refused_in, without
from matching.reading.licences import DRIVING
from matching.reading.limits import limits
from matching.reading.misheard import Misheard
from matching.reading.negation import is_negated
from matching.reading.occupations import Lexicon
from matching.reading.papers_told import held_in
from matching.reading.phrases import phrases
from matching.reading.query import Area, Order, Query
from matching.reading.query_person import (
    read_age,
    read_bearable,
    read_board,
    read_education,
    read_kinds,
    read_sex,
    wants_board,
)
from matching.reading.query_told import (
    Told,
    as_their_own,
    asks_for_other,
    sex_of_other,
    tell_apart,
    without_soft,
)
from matching.reading.run_on import parted
from matching.reading.text import clean, sentences
from matching.reading.validity import ends_in, still_held
from matching.reading.wished_hours import wished_hours, without_hours
from storage.gazetteer import Gazetteer

_SAYS = phrases("search")
_OWN_DEBT = phrases("seeking")["own_debt"]
_FOR_OTHER = phrases("told")["for_other"]
_KINDS = {PostingKind(name): pattern for name, pattern in phrases("kind").items()}
_HOUSEHOLDS, _FARM = "domestic", "farm"
_MEMO_SIZE = 8_192
_SURE_ALONE = 72
"""How sure a guess must be that nothing around it speaks for."""
_CERTAIN, _PAIR = 100, 2
_HANDWORK = Term(TermKind.JOB, "handicraft", 85)
"""What is done at home, where nothing else is named."""
_DRIVER = Term(TermKind.JOB, "driver", 90)
_NANNY = "baby_nurse"
_MINDING = Term(TermKind.JOB, "housekeeper", 90)
"""What somebody can do who minds children and cooks."""
_ASPECT = re.compile(
    r"(?<=[开养种做喂放卖修送看带洗扫摘收砌搬烧当干跑打码焊刷铺扎拉杀绣缝踩裁烫验插贴包装割剪磨抬挖铲炒切掰捡选分])"
    r"(?:了?(?:一|大?半)辈子的?|过|了|个|点|些)(?=[㐀-鿿])"
)
_TWICE = re.compile(r"([养种喂送带洗扫摘收砌搬烧跑打管守记缝摆理擦挑拣])\1(?=[㐀-鿿])")
"""A verb said twice makes light of the work ("管管仓库记记账")."""
_THING = re.compile(
    r"^(?:[挖摘采砍种做搬割掰捡拣修]|养(?!老)|收(?![银费货]))|[里上头的]+$|(?<=养老)院$"
)
"""What stands around the thing that a word of work names."""
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
        return self.misheard.mended(parted(clean(text)), home)

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
        plain = self._prepared(text, home)
        kinds, not_kinds = read_kinds(plain)
        age, plain = read_age(plain, on)
        held = still_held(held_in(plain), ends_in(plain), on)
        board = read_board(plain)
        rest = board.rest
        asked = self.features.asked(rest)
        firm = without_soft(plain)
        soft = asked & ~self.features.asked(read_board(firm).rest) | self._either(rest)
        if not _SAYS["paid_by_day"].search(plain):
            soft |= asked & self.features["day_wage"].mask  # a sum is asked for, not how it is paid
        told = tell_apart(rest)
        where = self._where(told, home)
        liked = self._liked(where, plain, home)
        paid_by_day = self.features["paid_daily"].mask | self.features["day_wage"].mask
        wage = wages.read_wage(where.rest, by_day=bool(asked & paid_by_day))
        hours = wished_hours(plain, by_day=bool(asked & self.features["day_shift"].mask))
        known = (asked or hours.are_told, board.food, board.lodging, age, wage.least)
        told_more = any((*known, where.places, where.area, wage.high))
        wants, avoids, said = self._work_in(without_hours(wage.rest), surely=told_more)
        things = query_beside.things_refused(self.lexicon, wage.rest)
        if things:  # who will not dig potatoes may pick beans
            avoids = tuple(term for term in avoids if self._family(term) != _FARM)
        by_habit = False
        if told.before and (told.old_trade or (not wants and told.same_work)):
            before, more, _ = self._work_in(told.before, surely=True)
            wants = tuple(term for term in before if term.sure >= _SURE_ALONE)
            avoids += more
            trades = [term for term in wants if term.kind is TermKind.JOB]
            # A factory like the last would be nice, and any trade of before for who joins family.
            joins = told.joins and bool(told.others)
            by_habit = not told.old_trade and (not trades or joins)
        if not wants and held & DRIVING and query_beside.drives(plain):
            wants = (_DRIVER,)
        if not wants and _SAYS["at_home"].search(plain):
            wants = (_HANDWORK,)
        if _SAYS["minds_children"].search(plain) and _NANNY not in {term.key for term in wants}:
            wants = tuple(dict.fromkeys((*wants, _MINDING)))
        area = where.area
        nearer = _SAYS["nearer"].search(plain) is not None
        places = query_beside.around(self.gazetteer, plain, where.places, home)
        if area is Area.NEAR and query_places.area_in(firm) is None:
            area, nearer = None, True
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
        vague = any((*kinds, *known, education)) or _SAYS["generally"].search(plain) is not None
        return Query(
            wants=wants,
            avoids=(*avoids, *not_kinds),
            words=() if wants or vague else self._unknown(said),
            places=tuple(code for code in places if code not in liked) or tuple(places),
            not_places=where.not_places,
            liked=liked,
            area=area,
            wage=wage.least,
            full_board=board.food and query_beside.wants_full_board(plain),
            floor=wage.floor,
            around=wage.around,
            no_less=wage.no_less,
            things=things,
            bare_hands=not held and query_beside.has_no_papers(self.lexicon, plain, wants),
            learns=query_beside.wants_to_learn(plain),
            food=board.food,
            lodging=board.lodging,
            features=asked,
            soft=soft,
            soft_board=(board.food or board.lodging) and not wants_board(firm),
            soft_work=bool(wants) and bool(told_more) and (by_habit or self._is_extra(wage.rest)),
            other=asks_for_other(plain),
            kinds=kinds,
            age=age,
            sex=sex,
            education=education,
            bearable=read_bearable(without_soft(told.wish)) if asked & light else None,
            licences=tuple(sorted(held | self.certified(plain, wants))),
            conditions=limits().told(as_their_own(plain)) | height.shortfall_told(clean(text)),
            harmful=substances.told(as_their_own(plain)),
            named=self._named(wage.rest) if wants else (),
            order=Order.WAGE if wage.high else Order.NEAR if nearer else Order.FIT,
            parts=hours.parts,
            free=hours.free,
        )

    def _prepared(self, text: str, home: str | None) -> str:
        """Return a message put right, without what says nothing of the search."""
        plain = query_beside.without_address(self.plain(text, home))
        plain = _SAYS["either_way"].sub("，", plain)
        plain = _SAYS["still_able"].sub(self._only_work, plain)
        plain = _OWN_DEBT.sub("，", plain)
        plain = _SAYS["questions"].sub("，", plain)
        return wages.arabic(plain)

    def _only_work(self, found: re.Match[str]) -> str:
        """Return what a clause of a pain that hinders nobody says of work, without the pain."""
        return "，" if not self.lexicon.hits(found.group()) else found.group()

    def _either(self, text: str) -> int:
        """Return the features of which one or the other will do ("双休或者白班")."""
        found = 0
        for sentence in sentences(text):
            asked = [self.features.asked(part) for part in _SAYS["or_else"].split(sentence)]
            if sum(map(bool, asked)) > 1:
                found |= reduce(or_, asked)
        return found

    def _where(self, told: Told, home: str | None) -> query_places.Where:
        """Return where work is wished; a place only told of counts when it is meant again."""
        works = self.lexicon.catalogue.words
        wish = self.features.without_asked(told.wish)
        where = query_places.read_places(self.gazetteer, wish, home, works=works)
        if where.not_places:
            where = replace(where, rest=query_beside.without_not_there(where.rest))
        for joined, part in ((told.joins, told.others), (told.goes_back, told.before)):
            if joined and part and not where.places:
                there = query_places.read_places(self.gazetteer, part, home, works=works, past=True)
                where = replace(where, places=there.places)
                if there.places and where.area is Area.NEAR:
                    where = replace(where, area=None)  # near to those who are there
        return where

    def _liked(self, where: query_places.Where, text: str, home: str | None) -> tuple[str, ...]:
        """Return the places asked for that would merely be nice ("者海最好")."""
        firm = without_soft(text)
        if not where.places or len(firm) >= len(",".join(sentences(text))):
            return ()
        works = self.lexicon.catalogue.words
        meant = query_places.read_places(self.gazetteer, firm, home, works=works).places
        return tuple(code for code in where.places if code not in meant)

    def _work_in(
        self, text: str, *, surely: bool
    ) -> tuple[tuple[Term, ...], tuple[Term, ...], str]:
        """Return the work that a text wants and refuses, and the rest; ``surely`` no guesses."""
        for name in ("bears", "aside"):
            text = _SAYS[name].sub("，", text)
        text = query_beside.without_fillers(_FOR_OTHER.sub("，", text))
        for pattern in _KINDS.values():
            text = pattern.sub("，", text)
        return self.occupations(text, least=_SURE_ALONE if surely else 0)

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

    def skills(self, text: str) -> tuple[Term, ...]:
        """Return the occupations a person's skill text names ("会缝纫，开过叉车")."""
        wants, _, _ = self.occupations(clean(text))
        return wants

    def trades_of(self, held: frozenset[str]) -> list[Term]:
        """Return the occupations that the licences of a person are for."""
        jobs = self.lexicon.catalogue.jobs.values()
        return [Term(TermKind.JOB, job.key) for job in jobs if held & set(job.papers)]

    def certified(self, text: str, terms: Iterable[Term]) -> frozenset[str]:
        """Return the licences of the named trades when cleaned text says "有证" without a name."""
        if not _SAYS["certified"].search(_SAYS["other_certificate"].sub("", text)):
            return frozenset()
        known = self.lexicon.catalogue.jobs
        jobs = [
            known[term.key] for term in terms if term.kind is TermKind.JOB and term.sure == _CERTAIN
        ]
        return frozenset(licence for job in jobs for licence in job.papers)

    def occupations(
        self, text: str, *, least: int = 0
    ) -> tuple[tuple[Term, ...], tuple[Term, ...], str]:
        """Return the work wanted and refused, and the rest; a guess is at least ``least`` sure.

        Among other conditions a vague likeness of a wording to work says little.
        """
        wants: list[Term] = []
        avoids: list[Term] = []
        rest = []
        named: tuple[Term, ...] = ()
        near: list[Term] = []
        denied: list[Term] = []
        for sentence in sentences(_ASPECT.sub("", _TWICE.sub(r"\1", text))):
            hits = self.lexicon.hits(sentence)
            if not hits and _SAYS["gave_up"].search(sentence):
                avoids += named
                continue
            named = tuple(term for hit in hits for term in hit.terms)
            near += named
            if _SAYS["without_paper"].search(sentence):
                denied += [term for term in named if self._papers(term)]
            negated = is_negated(sentence, [(hit.start, hit.end) for hit in hits])
            refused, negated = refused_in(sentence, hits, negated)
            avoids += refused
            kept = heads(self.lexicon, sentence, hits, negated)
            for hit in kept:
                wants += hit.terms
            rest.append(without(sentence, hits))
        if not wants:
            for at, sentence in enumerate(rest):
                if not is_negated(sentence, [(0, len(sentence))])[0]:
                    guessed = self._guessed(sentence, leads=at == 0)
                    wants += [term for term in guessed if len(rest) == 1 or term.sure >= least]
        wants = side_by_side.lathe_or_needle(self.lexicon.catalogue, wants, text, near)
        others = [term for term in wants if term not in denied]
        wants = self.trade_before_general(others or wants)
        avoids += denied if others else ()
        unique = tuple(dict.fromkeys(avoids))
        return tuple(dict.fromkeys(t for t in wants if t not in unique)), unique, "，".join(rest)

    def _family(self, term: Term) -> str:
        catalogue = self.lexicon.catalogue
        if term.kind is TermKind.JOB:
            return catalogue.family_of(term.key)
        return catalogue.sectors[term.key].family if term.kind is TermKind.SECTOR else term.key

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
        own = own and not limits().told(sentence)
        return terms if own else [term for term in terms if term.sure >= _SURE_ALONE]

    def trade_before_general(self, terms: list[Term]) -> list[Term]:
        """Return the terms with "普工" weakened where a trade of factories is named beside it."""
        return side_by_side.trade_before_general(self.lexicon.catalogue, terms)

    def work_before_trade(self, terms: list[Term]) -> list[Term]:
        """Return the terms with a trade weakened where an occupation of it is named beside it."""
        return side_by_side.work_before_trade(self.lexicon.catalogue, terms)

    def _named(self, text: str) -> tuple[str, ...]:
        """Return the words of what is wished that titles may hold, without what is refused.

        Of a longer word the thing in it is meant as well: 洋芋 in 挖洋芋, 大棚 in 大棚里的.
        """
        named: list[str] = []
        for sentence in sentences(text):
            hits = self.lexicon.hits(sentence)
            if any(is_negated(sentence, [(hit.start, hit.end) for hit in hits])):
                continue
            words = [sentence[hit.start : hit.end] for hit in hits]
            words += [w for w in self.lexicon.words(sentence) if _CONTENT.fullmatch(w) and says(w)]
            named += [_THING.sub("", word) if len(word) > _PAIR else word for word in words]
        return tuple(dict.fromkeys(named))

    def _unknown(self, text: str) -> tuple[str, ...]:
        words = []
        for sentence in sentences(text):
            if is_negated(sentence, [(0, len(sentence))])[0] or limits().told(sentence):
                continue
            for word in self.lexicon.words(sentence):
                if _CONTENT.fullmatch(word) and says(word):
                    words.append(word)
        return tuple(dict.fromkeys(words))
