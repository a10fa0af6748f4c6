"""What people tell of themselves that postings rule out, as bits of a mask: 纹身, 怕高, 哮喘, 跛脚.

Data: ``data/limits.toml``. Pure. What is told of others (婆婆腿残疾要照顾), denied (无纹身) or over
(现在好了) is not told of the person; a posting's word counts where it bars or names work that
somebody with the condition cannot do, and not where it lets them in (残疾人也可以).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jobs_feed.normalise.of_others import of_own
from labourers.tables import Education, Health, WorkAbility
from matching.reading import bodies
from matching.reading.ailments import Ailments
from matching.reading.denial import denied
from matching.reading.harm import may_tell
from matching.reading.hazards import hazards
from matching.reading.literacy import Literacy
from matching.reading.misspelt import mended
from matching.reading.phrases import phrases
from matching.reading.role import of_role
from matching.reading.speaker import is_of_others, own_clauses

_CLAUSE = re.compile(r"[,;。!?\n]|(?<=[^\x00-\x7f])\s+")
_NOBODY = r"(?!)"
_ASKS_WHETHER = re.compile("有(?:没有?|木有|莫得|冇得?)")
_MEMO_SIZE = 8_192
_TEMPLATES = "seen_and_read"
_BY_TEMPLATES = frozenset({"sight", "colour", "letters"})
"""The conditions with templates beside their row (``data/seen_and_read.toml``)."""
_EXPOSURES = "exposures"
_EXPOSED = {"hearing": ("hearing", "spoken"), "speech": ("speech", "spoken"), "cold": ("cold",)}
"""The sections of ``data/exposures.toml`` that belong to a condition."""
_PARTS = ("told", "named", "work", "excused", "else_told", "spared", "belied")
_ALL_RIGHT = re.compile(r"没(?:有)?(?:得)?(?:问题|毛病|事|病)|正常|合格")
_THEIR_PATIENT = re.compile(
    r"[哑盲]?人?(?:学校|学生|班)|的(?:孩子|小孩|娃|学生|老太|大爷)|(?:病|性)?(?:医院|病院|院|康复中心|疗养院|门诊)(?!住|治|待过|看)|(?:的|病)*(?:病人|患者|老人|的人|人)(?!家|工)|[^,。;]{0,2}所(?:当|上班|做|工作|干)"
)
_DENIED_OF_SELF = re.compile(
    r"(?:无|没有?|没得|冇得?|莫得|未患?|不是|(?<!站)(?<!走)不(?!能|得|好)|从未|查不出)[^,。;]{0,2}$"
)
_BARRED_BEFORE = re.compile(
    r"(?:无|没有?|未患?|不(?:得|能|可以?|要|准|许)?(?:有|患|是)|严禁|禁止|谢绝|拒绝|不招|不要|不收|不用|不录用?|不宜"
    r"|不接受|不考虑|非|否决|禁忌|排除|除外?|避免|患|忌|不)(?:有|患)?(?:任何|明显|可见|大面积|严重|过|其他|各种|以下|如|等|的)?[^,。;招可优]{0,24}$"
)
_BARRED_AFTER = re.compile(
    r"^[^,。;可优]{0,14}?(?:不(?!限|影响|介意|要紧|碍|妨|怕|嫌|管|大|严重|算|是问题|问|作要求|做要求|要求)"
    r"|勿|免(?!费)|除外|禁|慎[入报]|谢绝|拒绝|莫|别(?!的))"
)
_SENT_AWAY = re.compile(
    r"^(?:的人?|者|人员)(?:请|就|都|也|一律|一概)?(?:勿|[做干来]不(?:了|得)|不(?:要|招|收|用|行|能来|可|予|得|接受|考虑|录|安排)|[别莫]来|免谈|谢绝|慎入)"
)
_NO_MATTER = re.compile(
    r"(?:不限|不介意|不嫌|不影响|(?<!不)接受|(?<!不)可以?有|(?<!不)允许)[^,。;]{0,4}$"
)
_LETS_IN = re.compile(
    r"优先|也(?:可|行|要|收|能|招)|均可|都(?:可|行|要|能)|可以|可应聘|可报名|不限|欢迎|接受(?<!不接受)"
)
_HAS_ILLNESS = re.compile(r"(?:有|患)[^,。;]{0,12}$")


@cache
def limits() -> Limits:
    """Return the conditions of the package, read once."""
    return Limits.load()


@dataclass(frozen=True, slots=True)
class Limit:
    """One condition; the patterns are those of the data file."""

    key: str
    mask: int
    label: str
    heavy: bool
    of_kin: bool
    instead: str
    told: re.Pattern[str]
    named: re.Pattern[str]
    work: re.Pattern[str]
    excused: re.Pattern[str]
    else_told: re.Pattern[str]
    spared: re.Pattern[str]
    belied: re.Pattern[str]


class Limits:
    """All conditions; reads them from people's and from postings' cleaned text."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self.all = tuple(
            Limit(
                key,
                1 << row["bit"],
                row["label"],
                row.get("heavy", False),
                row.get("of_kin", False),
                row.get("instead", ""),
                *(_pattern(key, row, part) for part in _PARTS),
            )
            for key, row in data.items()
        )
        self._mask = {limit.key: limit.mask for limit in self.all}
        self._hazards = hazards()
        self._ailments = Ailments.load(self.__getitem__)
        self._literacy = Literacy(self.__getitem__)
        self._only_hazards = ~sum(self._mask.values())
        self._told: dict[str, int] = {}
        self.of_heavy_work = sum(limit.mask for limit in self.all if limit.heavy)
        self.of_mothers = self._mask["pregnant"] | self._mask["nursing"]
        names = "|".join(limit.named.pattern for limit in self.all if limit.named.pattern)
        self._listed = re.compile(rf"({names})\s*,\s*(?=(?:有|患)?(?:{names}))")

    @classmethod
    def load(cls) -> Limits:
        """Return the conditions of the package."""
        text = (resources.files("matching") / "data" / "limits.toml").read_text("utf-8")
        return cls(tomllib.loads(text))

    def __getitem__(self, key: str) -> int:
        """Return the mask of the condition or hazard ``key``; raises KeyError for another."""
        return self._mask[key] if key in self._mask else self._hazards[key].mask

    def labels(self, mask: int) -> Iterator[str]:
        """Yield what the conditions and hazards of ``mask`` are called."""
        yield from (limit.label for limit in self.all if limit.mask & mask)
        yield from self._hazards.labels(mask & self._only_hazards)

    def told(self, text: str) -> int:
        """Return the mask of what a person's cleaned text tells of that person.

        People of a county say the same few things, so what was read is remembered.
        """
        found = self._told.get(text)
        if found is None:
            if len(self._told) >= _MEMO_SIZE:
                self._told.clear()
            found = self._told[text] = self._told_in(text)
        return found

    def _told_in(self, text: str) -> int:
        # "有没有组装手机的" asks for work, and lacks no telephone.
        text = _ASKS_WHETHER.sub("有", text)
        text = mended(text)
        hinted = [
            limit for limit in self.all if limit.told.search(text) and not limit.belied.search(text)
        ]
        tells = hinted or may_tell(text) or self._ailments.may_tell(text)
        if not tells and not self._literacy.may_tell(text):
            return 0
        clauses = own_clauses(text)
        found = sum(limit.mask for limit in hinted if any(_tells(limit, each) for each in clauses))
        for limit in hinted:
            milder = self._mask.get(limit.instead, 0)
            if found & milder:
                found = found & ~milder | limit.mask
        found = self._literacy.told(clauses, text, found | self._hazards.told(clauses, text))
        return found | self._ailments.harms(clauses, found)

    def ruled_out(self, text: str, *, heavy: bool) -> int:
        """Return the mask of what a posting's cleaned text rules out; ``heavy`` is its work."""
        text = of_own(of_role(text))
        found = self.of_heavy_work if heavy else 0
        clauses: list[str] | None = None
        for limit in self.all:
            if found & limit.mask or not _mentions(limit, text):
                continue
            if clauses is None:
                clauses = _CLAUSE.split(self._listed.sub(r"\1、", text))
            spared = limit.spared.search(text) and not bodies.all_the_same(text)
            if any(_bars(limit, each) or (not spared and _works(limit, each)) for each in clauses):
                found |= limit.mask
        return self._literacy.asked(text, found | self._hazards.shown(text))


def of_fields(
    health: Health | None,
    ability: WorkAbility | None,
    education: Education | None,
) -> int:
    """Return the mask of what the roster's fields say of a person."""
    frail = ability is WorkAbility.WEAK or health in (Health.CHRONIC, Health.SERIOUS)
    said: Iterable[tuple[bool, str]] = (
        (health is Health.CHRONIC, "chronic"),
        (health is Health.SERIOUS, "serious"),
        (health is Health.DISABLED, "disabled"),
        (frail, "frail"),
        (education is Education.NONE, "letters"),
    )
    known = limits()
    return sum(known[key] for holds, key in said if holds)


def _pattern(key: str, row: Mapping[str, Any], part: str) -> re.Pattern[str]:
    """Return the patterns of a condition's row and of its templates in one."""
    listed = [*row.get(part, ()), *bodies.more(key, part)]
    if key in _BY_TEMPLATES and (built := phrases(key, _TEMPLATES).get(part)) is not None:
        listed.append(built.pattern)
    for section in _EXPOSED.get(key, ()):
        if (built := phrases(section, _EXPOSURES).get(part)) is not None:
            listed.append(built.pattern)
    return re.compile("|".join(listed) or _NOBODY)


def _mentions(limit: Limit, text: str) -> bool:
    found = limit.work.search(text) or limit.named.search(text) or limit.told.search(text)
    return found is not None


def _tells(limit: Limit, clause: str) -> bool:
    return limit.else_told.search(clause) is None and any(
        not ((not limit.of_kin and is_of_others(before)) or _DENIED_OF_SELF.search(before))
        for before, after in (
            (clause[: match.start()], clause[match.end() :])
            for match in limit.told.finditer(clause)
            if not _ALL_RIGHT.search(match.group())
        )
        if not _THEIR_PATIENT.match(after)
    )


def _bars(limit: Limit, clause: str) -> bool:
    if limit.excused.search(clause):
        return False
    for match in limit.named.finditer(clause):
        before, after = clause[: match.start()], clause[match.end() :]
        if _LETS_IN.search(after) or _NO_MATTER.search(before):
            continue
        if _BARRED_AFTER.search(after):
            return True
        if _BARRED_BEFORE.search(before) and not _HAS_ILLNESS.fullmatch(before):
            return True
    # Employers say it as people do: 腰不好的别来.
    rests = (clause[match.end() :] for match in limit.told.finditer(clause))
    return any(_SENT_AWAY.match(rest) is not None for rest in rests)


def _works(limit: Limit, clause: str) -> bool:
    return any(
        not denied(clause[: match.start()], clause[match.end() :])
        for match in limit.work.finditer(clause)
    )
