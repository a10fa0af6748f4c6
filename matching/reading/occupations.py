"""From wording to occupations: what work a text names.

A clause is cut by jieba once and remembered; the catalogue's words are found on its word
boundaries, longest first. Only a clause that names nothing known is compared with the whole
dictionary: by rapidfuzz for a slip of the pen, by rare characters for a wording nobody listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz, process

from matching.catalogue import Catalogue, Term, TermKind, Work
from matching.reading.cutting import Cut
from matching.reading.evidence import Evidence
from matching.reading.fieldwork import field_work
from matching.reading.text import clauses, clean, sound

V = TypeVar("V")

CALLED = frozenset(
    "阿姨 工人 员工 小工 学徒 学徒工 普工 操作工 操作员 作业员 女工 男工 杂工 临时工 助理 "
    "服务员 司机 驾驶员".split()
)
"""Words for who does the work that is named before them."""
_HANDS = CALLED - {"阿姨", "小工", "服务员", "助理"}
_WHERE = re.compile(r"(?:工?厂|车间|公司|作坊|[夜白晚]班)$")
_AT_THE_WHEEL = frozenset({"司机", "驾驶员"})
_WITH_MACHINES = frozenset({"roadwork", "driving", "warehouse", "construction", "mining"})
"""Trades whose occupations somebody called a driver may have (铲车司机, but not 商务司机)."""
_HAND_ON_SITES = "labourer_building"
_LATHE, _MACHINE = "machinist", re.compile(r"(?<![控普床])车(?:工|位)")
_SEWN = {"garment": "sewing", "shoes": "sewing", "textile": "sewing"}
"""What a 车工 is in the trades where 车 is a sewing machine."""
_SORTS = (["sorter"], ["packer"])
_OF_FARMS = re.compile("合作社|种植|农业|农场|薯|洋芋|土豆|蔬菜|果蔬|花卉|鲜花|水果|烤烟|药材")
"""Who sorts what grows works on a farm, too."""
_BOARD = re.compile(
    "(?:食堂|饭堂|餐厅)(?:自费|自理|免费|吃饭|就餐|便宜|补贴|有补)|"
    "(?:有|设|提供|带)(?:员工|职工)?(?:食堂|饭堂)"
)
"""Where the workers of a place eat is no work that it offers."""
_OLD_HANDS = re.compile("老?师傅|(?:要|能|须|需)?会(?:开车|骑车|用电脑|用手机)")
"""Who is called so in a text teaches nobody, and what anybody may be asked names no work."""
_AIDE, _POST = "village_aide", re.compile("公益|公岗|公共服务岗")
"""What a post made for the poor is called, beside what is done in it (公益性岗位(保洁))."""
_MEMO_SIZE = 200_000
_RANKS = frozenset({"manager", "store_manager", "guard_captain"})
_MOST_JOBS = 4
_LOOSE_SURE, _TYPO_SURE, _FIELD_SURE = 80, 85, 95
_SHORT, _AKIN, _WITHIN = 8, 46, 60
_SURE_OF_REST, _SURE_OF_TRADE = 60, 68
"""How sure the guess must be of what stands before "普工", "操作工", "司机"."""
_TYPO_RATIO, _TYPO_LENGTH = 80.0, 4
_EMPTY = re.compile(
    r"随便|除了|除开|有没有|有木有|有莫得|测试(?=职位|岗位)|职位名称|希望|愿意|[一两几]个|[一两几]家|打算|准备|想找个?|想要|当个?|想做|想干|想去|想学|找个|找份|帮我|给我|介绍|哪里|什么|可以|能不能|能做|能干|适合|"
    r"的活路?|活儿|活计|活路|工作|岗位|职位|招聘|招人|招工|诚聘|急招|高薪|长期|兼职|全职|若干|名额|有吗|没得|还有|还要|"
    r"打工|干活|上班|师傅|人员|[我想找要做干会过年的了吗呢吧啊嘛个份点去在有没得活名\d]"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch ``[start, end)`` of a clause and what it names."""

    start: int
    end: int
    terms: tuple[Term, ...]


class Lexicon:
    """Reads occupations out of text; pure but for its memory of clauses seen."""

    def __init__(self, catalogue: Catalogue, cut: Cut) -> None:
        self.catalogue = catalogue
        self._cut = cut
        self._words = catalogue.words
        self._longest = max(map(len, self._words))
        self._beginnings = frozenset(word[0] for word in self._words)
        self._known: dict[str, tuple[Hit, ...]] = {}
        self._guessed: dict[str, tuple[Term, ...]] = {}
        self._evidence: Evidence | None = None
        self._sounds: dict[str, str] | None = None

    def hits(self, clause: str) -> tuple[Hit, ...]:
        """Return what a cleaned clause names, in its order, without overlap."""
        found = self._known.get(clause)
        if found is None:
            found = self._on_boundaries(clause) or self._anywhere(clause)
            found = self._refined(clause, self._in_the_fields(clause, found))
            _remember(self._known, clause, found)
        return found

    def guess(self, clause: str) -> tuple[Term, ...]:
        """Return what a clause without any known word most likely names; often nothing."""
        found = self._guessed.get(clause)
        if found is None:
            found = self._guess(_EMPTY.sub("", clause))
            _remember(self._guessed, clause, found)
        return found

    def words(self, clause: str) -> list[str]:
        """Return the words of a cleaned clause, in order."""
        return self._cut(clause)

    def work(self, title: str, *, employer: str = "", text: str = "") -> Work:
        """Return what work a posting is, from its title, its employer's name and its text.

        The title decides the occupation; the employer's trade is taken from the title, then the
        employer's name, then the text. A title that says nothing lets the text speak.
        """
        cleaned = clean(title)
        jobs: list[str] = []
        sector: str | None = None
        for clause in clauses(cleaned) or [cleaned]:
            clause_jobs, clause_sector = self._read_title(clause)
            jobs += [job for job in clause_jobs if job not in jobs]
            sector = sector or clause_sector
        guessed = (
            [] if jobs else [term for term in self.guess(cleaned) if term.sure >= _SURE_OF_TRADE]
        )
        if not jobs:
            jobs = [term.key for term in guessed if term.kind is TermKind.JOB]
        if not jobs:
            jobs, inner = self._read_text(_OLD_HANDS.sub("", clean(text)))
            sector = sector or inner
        if not jobs:
            jobs = [term.key for term in self.guess(cleaned) if term.kind is TermKind.JOB]
        jobs = self._main_first(jobs)[:_MOST_JOBS]
        if sector is None:
            named = clean(employer)
            sector = (
                self._trade(named, last=True)
                or self._trade(clean(text))
                or self._trade_by_name(named)
            )
        if jobs[:1] == [_LATHE] and sector in _SEWN and _MACHINE.search(cleaned):
            jobs = [_SEWN[sector], *jobs[1:]]
        if jobs[:1] in _SORTS and _OF_FARMS.search(f"{cleaned}。{clean(employer)}"):
            jobs = [*jobs, "picker"]
        if not jobs and sector is not None and self.catalogue.sectors[sector].family == "factory":
            jobs = ["general_worker"]
        if len(jobs) > 1 and _POST.search(cleaned):
            jobs = [job for job in jobs if job != _AIDE] or jobs
        if jobs and sector is not None and self._is_a_hand(jobs[0], sector):
            hands = self.catalogue.sectors[sector].hands
            jobs = [hands, *jobs] if hands else jobs
        return Work(tuple(jobs), sector, "" if jobs else cleaned)

    # -- wording ------------------------------------------------------------------------------

    def _on_boundaries(self, clause: str) -> tuple[Hit, ...]:
        ends: list[int] = []
        for word in self._cut(clause):
            ends.append((ends[-1] if ends else 0) + len(word))
        bounds = {0, *ends}
        return tuple(self._scan(clause, bounds))

    def _anywhere(self, clause: str) -> tuple[Hit, ...]:
        loose = self._scan(clause, None)
        return tuple(
            Hit(hit.start, hit.end, tuple(_less_sure(term, _LOOSE_SURE) for term in hit.terms))
            for hit in loose
        )

    def _in_the_fields(self, clause: str, found: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return the hits with the work in the fields that no listed word names."""
        more = [
            Hit(start, end, (Term(TermKind.JOB, job, _FIELD_SURE),))
            for start, end, job in field_work(clause)
            if all(hit.end <= start or end <= hit.start for hit in found)
        ]
        return tuple(sorted((*found, *more), key=lambda hit: hit.start)) if more else found

    def _refined(self, clause: str, found: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return the hit of a short clause with the occupation the rest of the clause points to.

        "超市店员" names a trade and, unlisted, an occupation of it; "大巴司机" a kind of driver.
        """
        if len(found) != 1 or len(found[0].terms) != 1 or len(clause) > _SHORT:
            return found
        hit, term = found[0], found[0].terms[0]
        around = clause[: hit.start] + clause[hit.end :]
        rest = _EMPTY.sub("", around)
        if not rest:
            return found
        if term.kind is not TermKind.JOB and (doing := self._doing_around(around)):
            return (Hit(hit.start, hit.end, doing),)
        if clause[hit.start :] in _HANDS and (called := self._called(term, rest)) is not None:
            return (Hit(hit.start, hit.end, (called,)),)
        guessed = self.evidence.best(_EMPTY.sub("", clause))
        if guessed is None or not self.evidence.speaks(rest, guessed.key):
            return found
        if guessed.sure < (_SURE_OF_REST if term.kind is TermKind.JOB else _SURE_OF_TRADE):
            return found
        if term.kind is TermKind.JOB:
            if guessed.sure < term.sure < 100:
                return found
            closer = self.catalogue.likeness(Term(TermKind.JOB, term.key), Work((guessed.key,)))
            if term.sure == 100 and closer < _AKIN:
                return found
        elif self.catalogue.likeness(term, Work((guessed.key,))) < _WITHIN:
            return found
        if guessed.key == term.key:
            return found
        return (Hit(hit.start, hit.end, (guessed,)),)

    def _called(self, term: Term, rest: str) -> Term | None:
        """Return what somebody does who is only called a hand or a driver behind ``rest``."""
        guessed = self.evidence.best(_WHERE.sub("", rest))
        if guessed is None or guessed.sure < _SURE_OF_REST or guessed.key == term.key:
            return None
        drives = self.catalogue.jobs[guessed.key].sector in _WITH_MACHINES
        return guessed if drives or term.key != "driver" else None

    def _doing_around(self, around: str) -> tuple[Term, ...]:
        """Return the occupation that is said around a place of work ("看工厂门" is 看门)."""
        rest = around.removesuffix("的").removesuffix("的活")
        for word in (rest, _EMPTY.sub("", rest)):
            terms = self._words.get(word, ())
            if len(word) > 1 and terms and all(term.kind is TermKind.JOB for term in terms):
                return terms
        return ()

    @property
    def evidence(self) -> Evidence:
        """What tells the occupation of an unknown wording; built with the first of them."""
        if self._evidence is None:
            self._evidence = Evidence(self.catalogue)
        return self._evidence

    def _scan(self, clause: str, bounds: set[int] | None) -> Iterable[Hit]:
        at, length = 0, len(clause)
        while at < length:
            found = None
            if clause[at] in self._beginnings and (bounds is None or at in bounds):
                for end in range(min(length, at + self._longest), at, -1):
                    if (bounds is None or end in bounds) and clause[at:end] in self._words:
                        found = Hit(at, end, self._words[clause[at:end]])
                        break
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def _guess(self, residue: str) -> tuple[Term, ...]:
        if len(residue) < 2:
            return ()
        if len(residue) >= _TYPO_LENGTH:
            typo = process.extractOne(
                residue, self._words.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_RATIO
            )
            if typo is not None:
                return tuple(_less_sure(term, _TYPO_SURE) for term in self._words[typo[0]])
        if self._sounds is None:
            self._sounds = {sound(word): word for word in self._words if len(word) > 1}
        # A word of the language is meant as it stands, whatever else sounds like it (服侍, 服饰).
        is_word = not residue.isascii() and self._cut(residue) == [residue]
        alike = None if is_word else self._sounds.get(sound(residue))
        if alike is not None:
            return tuple(_less_sure(term, _TYPO_SURE) for term in self._words[alike])
        found = self.evidence.best(residue)
        return () if found is None else (found,)

    # -- postings -----------------------------------------------------------------------------

    def _read_title(self, clause: str) -> tuple[list[str], str | None]:
        jobs: list[str] = []
        sector = None
        for hit in self.hits(clause):
            if jobs and self._only_calls(clause[hit.start : hit.end], jobs[-1]):
                continue  # 客房阿姨, 挖掘机驾驶员: the word before says what they do
            for term in hit.terms:
                if term.kind is TermKind.JOB and term.key not in jobs:
                    jobs.append(term.key)
                elif term.kind is TermKind.SECTOR and sector is None:
                    sector = term.key
        # The head of a Chinese title stands last (厨房洗碗工); what stands before it describes it.
        return jobs[-1:] + jobs[:-1], sector

    def _only_calls(self, word: str, job: str) -> bool:
        """Tell whether ``word`` only says who does ``job``, which was named before it."""
        if word in _AT_THE_WHEEL:
            return self.catalogue.jobs[job].sector in _WITH_MACHINES
        return word in CALLED

    def _is_a_hand(self, job: str, sector: str) -> bool:
        """Tell whether ``job`` is only the general name of who helps in a trade (烧烤店小工)."""
        if job == _HAND_ON_SITES:
            return self.catalogue.sectors[sector].family == "service"
        return job == "general_worker"

    def _main_first(self, jobs: list[str]) -> list[str]:
        exact = [job for job in jobs if not self.catalogue.jobs[job].generic]
        general = [job for job in jobs if self.catalogue.jobs[job].generic]
        general.sort(key="general_worker".__eq__)
        # A rank counts when it is the head (保洁主管), not when it is one of a list.
        if exact and exact[0] not in _RANKS:
            exact.sort(key=lambda job: (job in _RANKS) * 2 + (job == "clerk"))
        return exact + general

    def _read_text(self, text: str) -> tuple[list[str], str | None]:
        for clause in clauses(text):
            if _BOARD.search(clause):
                continue
            jobs, sector = self._read_title(clause)
            if jobs:
                return jobs[:1], sector
        return [], None

    def _trade_by_name(self, employer: str) -> str | None:
        parts = self.catalogue.name_parts
        return next((sector for part, sector in parts.items() if part in employer), None)

    def _trade(self, text: str, *, last: bool = False) -> str | None:
        """Return the trade a text names first, or of several in one name the last (塑胶电子)."""
        for clause in clauses(text):
            for hits in (self.hits(clause), tuple(self._scan(clause, None))):
                for hit in reversed(hits) if last else hits:
                    for term in hit.terms:
                        if term.kind is TermKind.SECTOR:
                            return term.key
        return None


def _less_sure(term: Term, sure: int) -> Term:
    return Term(term.kind, term.key, min(term.sure, sure))


def _remember(memory: dict[str, V], clause: str, found: V) -> None:
    if len(memory) >= _MEMO_SIZE:
        memory.clear()
    memory[clause] = found
