"""The occupations the service knows, how alike they are, and what each asks of a body.

Data: ``data/occupations.toml``. Pure; built once by whoever needs it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from importlib import resources
from typing import Any, NamedTuple


class Demand(IntEnum):
    """How hard a work is on the body."""

    LIGHT = 0
    MODERATE = 1
    HEAVY = 2


class Skill(IntEnum):
    """How long a work takes to learn: nothing, days or weeks, a trade."""

    NONE = 0
    QUICK = 1
    TRADE = 2


class TermKind(StrEnum):
    """What a wording can name."""

    JOB = "job"
    SECTOR = "sector"
    FAMILY = "family"


class Term(NamedTuple):
    """What a wording means: an occupation, a sector ("电子厂"), a family ("工地").

    ``sure`` (0 to 100) says how certain the reading is; a likeness is scaled by it.
    """

    kind: TermKind
    key: str
    sure: int = 100


BY_PAPER = 99
"""How sure it is that somebody can do what only a licence of theirs is for."""
WITHIN = 98
"""How sure it is that somebody wants what they can do of a trade that they asked for."""


@dataclass(frozen=True, slots=True)
class Work:
    """What work a posting is: its occupations (the first is the main one) and the employer's trade.

    ``title`` is kept only where no occupation was recognised.
    """

    jobs: tuple[str, ...] = ()
    sector: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A broad field of work; ``kin`` is the likeness of two of its occupations."""

    key: str
    name: str
    kin: int


@dataclass(frozen=True, slots=True)
class Sector:
    """A trade; ``kin`` is the likeness of two of its occupations.

    ``hands`` is what a general hand (普工) is called in it, where that is no factory work.
    """

    key: str
    name: str
    family: str
    kin: int
    hands: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """An occupation; ``generic`` ones take the employer's trade ("普工" of an 电子厂).

    ``licence`` is what the law asks of everybody in it, ``certificate`` what "有证" means in it.
    """

    key: str
    name: str
    sector: str
    demand: Demand
    skill: Skill
    generic: bool
    licence: str | None
    certificate: str | None
    on_request: bool

    @property
    def papers(self) -> tuple[str, ...]:
        """The licence the law asks for and the certificate usual in the trade."""
        return tuple(paper for paper in (self.licence, self.certificate) if paper)


# Asked for every term and work: looking a member up in its enumeration takes longer than the rest.
_A_JOB, _A_SECTOR = TermKind.JOB, TermKind.SECTOR
_LINE_MATCH, _ONE_FLOOR = 90, ("factory", "transport")
_HEAVY_SHARE = 3
"""A trade is a heavy one when one in so many of its occupations is."""
_SECTOR_MATCH, _SECTOR_TRADE, _CONTEXT_MATCH, _HOME_SECTOR = 100, 80, 50, 95
_FAMILY_MATCH, _FAMILY_QUICK, _FAMILY_TRADE = 90, 78, 60
_OF_FAMILY = {
    Skill.NONE: _FAMILY_MATCH,
    Skill.QUICK: _FAMILY_QUICK,
    Skill.TRADE: _FAMILY_TRADE,
}


class Catalogue:
    """All occupations with their likenesses; every answer is a function of the data file alone."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.families = {
            key: Family(key, row["name"], row["kin"]) for key, row in data["families"].items()
        }
        self.sectors = {
            key: Sector(key, row["name"], row["family"], row["kin"], row.get("hands"))
            for key, row in data["sectors"].items()
        }
        self.jobs = {
            key: Job(
                key,
                row["name"],
                row["sector"],
                Demand(row["demand"]),
                Skill(row["skill"]),
                row.get("generic", False),
                row.get("licence"),
                row.get("certificate"),
                row.get("on_request", False),
            )
            for key, row in data["jobs"].items()
        }
        self._near: dict[tuple[str, str], int] = {}
        for group in data["near"]:
            for one, other, value in group["pairs"]:
                self._near[one, other] = self._near[other, one] = value
        self._of_field: dict[tuple[str, str], int] = {
            (field, job): value for field, job, value in data["fields"]["pairs"]
        }
        self._homely = frozenset(data["traits"]["homely"])
        self._seldom = frozenset(data["traits"]["seldom"])
        self._heavy: dict[Term, bool] = {}
        self._peopled = {job.sector for job in self.jobs.values()}
        self.name_parts = {
            part: key
            for key, row in data["sectors"].items()
            for part in str(row.get("names", "")).split()
        }
        self.cues = {key: str(row.get("cues", "")).split() for key, row in data["jobs"].items()}
        self.words: dict[str, tuple[Term, ...]] = _words(data)

    @classmethod
    def load(cls) -> Catalogue:
        """Return the catalogue of the package."""
        text = (resources.files("matching") / "data" / "occupations.toml").read_text("utf-8")
        return cls(tomllib.loads(text))

    def name(self, term: Term) -> str:
        """Return the Chinese name of what ``term`` names."""
        if term.kind is TermKind.JOB:
            return self.jobs[term.key].name
        if term.kind is TermKind.SECTOR:
            return self.sectors[term.key].name
        return self.families[term.key].name

    def family_of(self, job: str) -> str:
        """Return the family of the occupation ``job``."""
        return self.sectors[self.jobs[job].sector].family

    def demand(self, work: Work) -> Demand:
        """Return how hard the main occupation of ``work`` is; an unknown one counts as moderate."""
        return self.jobs[work.jobs[0]].demand if work.jobs else Demand.MODERATE

    def on_request(self, work: Work) -> bool:
        """Tell whether people take this work only on their own wish (sales, nursing, the sea)."""
        return bool(work.jobs) and self.jobs[work.jobs[0]].on_request

    def homely(self, work: Work) -> bool:
        """Tell whether the main occupation is work like that of a home: rooms, dishes, sewing."""
        return bool(work.jobs) and work.jobs[0] in self._homely

    def seldom(self, work: Work) -> bool:
        """Tell whether the main occupation is one that few take up who did not name it."""
        return bool(work.jobs) and work.jobs[0] in self._seldom

    def is_trade(self, term: Term) -> bool:
        """Tell whether ``term`` names an occupation that takes years to learn."""
        return term.key in self.jobs and self.jobs[term.key].skill is Skill.TRADE

    def is_heavy(self, term: Term) -> bool:
        """Tell whether a third of what ``term`` names is heavy: true of a porter and of a site."""
        if term not in self._heavy:
            if term.kind is _A_JOB:
                of_it = [self.jobs[term.key]] if term.key in self.jobs else []
            else:
                of_it = [job for job in self.jobs.values() if self.holds(term, Work((job.key,)))]
            heavy = sum(job.demand is Demand.HEAVY for job in of_it)
            self._heavy[term] = heavy * _HEAVY_SHARE >= max(len(of_it), 1)
        return self._heavy[term]

    def skill(self, work: Work) -> Skill:
        """Return how long the main occupation of ``work`` takes to learn."""
        return self.jobs[work.jobs[0]].skill if work.jobs else Skill.QUICK

    def likeness(self, term: Term, work: Work) -> int:
        """Return how well ``work`` is what ``term`` names, 0 (not at all) to 100 (exactly).

        A posting for several occupations is as good as the best of them. An occupation that is in
        the catalogue no more (an old refusal may name one) is like nothing.
        """
        if not (work.jobs or work.sector) or (term.kind is _A_JOB and term.key not in self.jobs):
            return 0
        if term.kind is _A_JOB:
            alike = [self._jobs_alike(term.key, job, work.sector) for job in work.jobs]
            found = max(alike, default=0)
            if not work.jobs and work.sector == self.jobs[term.key].sector:
                found = self.sectors[work.sector].kin
        elif term.kind is _A_SECTOR:
            found = self._in_sector(term.key, work)
        else:
            found = self._in_family(term.key, work)
        return found * term.sure // 100

    def belongs(self, family: str, work: Work) -> int:
        """Return how far ``work`` is what a family of work may mean at all, 0 to 100.

        Unlike ``likeness``, which tells what of the family people mean first.
        """
        own = (job for job in work.jobs if self.family_of(job) == family)
        return max((_OF_FAMILY[self.jobs[job].skill] for job in own), default=0)

    def rivals(self, wants: Iterable[Term], avoids: Iterable[Term]) -> tuple[Term, ...]:
        """Return what of ``wants`` may be had of what is refused at the same time.

        Who wants the plug-in line and no hand's work takes the line, but who wants to be a hand or
        a packer and refuses shoe factories is none in a shoe factory.
        """
        fields = [term for term in avoids if term.kind is not _A_JOB]
        return tuple(
            term
            for term in wants
            if term.kind is not _A_JOB or all(self._is_of(term, field) for field in fields)
        )

    def _is_of(self, job: Term, field: Term) -> bool:
        """Tell whether an occupation belongs to a field and is done nowhere else."""
        known = self.jobs.get(job.key)
        return known is None or (not known.generic and self.holds(field, Work((job.key,))))

    def holds(self, term: Term, work: Work) -> bool:
        """Tell whether an occupation of ``work`` is one of the sector or family ``term`` names."""
        sectors = {self.jobs[job].sector for job in work.jobs}
        if work.sector is not None and (not work.jobs or self.jobs[work.jobs[0]].generic):
            sectors.add(work.sector)
        if term.kind is _A_SECTOR:
            return term.key in sectors
        return any(self.sectors[each].family == term.key for each in sectors)

    def _jobs_alike(self, wanted: str, offered: str, trade: str | None) -> int:
        if wanted == offered:
            return 100
        one, other = self.jobs[wanted], self.jobs[offered]
        near = self._near.get((wanted, offered))
        if other.generic and trade is not None and one.sector == trade:
            in_factory = self.sectors[trade].family == "factory"
            simple = in_factory and other.skill is one.skill is Skill.NONE
            return max(_HOME_SECTOR if simple else self.sectors[trade].kin, near or 0)
        if near is not None:
            return near
        if one.sector == other.sector:
            return self.sectors[one.sector].kin
        family = self.sectors[one.sector].family
        return self.families[family].kin if family == self.sectors[other.sector].family else 0

    def _in_sector(self, sector: str, work: Work) -> int:
        within = [self.jobs[job] for job in work.jobs if self.jobs[job].sector == sector]
        if within:
            trades = all(job.skill is Skill.TRADE for job in within)
            return _SECTOR_TRADE if trades else _SECTOR_MATCH
        if work.sector == sector:
            if not work.jobs or self.jobs[work.jobs[0]].generic or sector not in self._peopled:
                return _SECTOR_MATCH
            return self._in_context(sector, work)
        family = self.sectors[sector].family
        sectors = {self.jobs[job].sector for job in work.jobs} | {work.sector}
        kin = [s for s in sectors if s is not None and self.sectors[s].family == family]
        near = max((self._of_field.get((sector, job), 0) for job in work.jobs), default=0)
        return max(self.families[family].kin if kin else 0, near)

    def _in_context(self, sector: str, work: Work) -> int:
        """Return how far other work at an employer of a trade is work of that trade.

        Who sews in a shoe factory works in a shoe factory; its guard does not.
        """
        main = self.jobs[work.jobs[0]]
        family = self.sectors[sector].family
        akin = family in _ONE_FLOOR and family == self.family_of(main.key)
        return _LINE_MATCH if akin and main.skill is not Skill.TRADE else _CONTEXT_MATCH

    def _in_family(self, family: str, work: Work) -> int:
        best = 0
        for job in work.jobs:
            if self.family_of(job) == family:
                usual = _OF_FAMILY[self.jobs[job].skill]
                best = max(best, self._of_field.get((family, job), usual))
        if not work.jobs and work.sector and self.sectors[work.sector].family == family:
            best = _FAMILY_MATCH
        return best


def _words(data: Mapping[str, Any]) -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}

    def add(word: str, term: Term) -> None:
        found.setdefault(word.upper(), []).append(term)

    kinds: Iterable[tuple[TermKind, str]] = (
        (TermKind.JOB, "jobs"),
        (TermKind.SECTOR, "sectors"),
        (TermKind.FAMILY, "families"),
    )
    for kind, section in kinds:
        for key, row in data[section].items():
            for word in dict.fromkeys(str(row.get("words", "")).split()):
                add(word, Term(kind, key))
    # What we call an occupation ourselves must be understood when somebody says it back.
    for kind, section in kinds:
        for key, row in data[section].items():
            found.setdefault(row["name"].upper(), [Term(kind, key)])
    return {word: tuple(terms) for word, terms in found.items()}
