"""Whom posts are kept for and who is of them: 仅安置零就业家庭, 只招搬迁群众, 一户一岗, 限退役军人.

Data: ``data/reserved.toml``. Pure. Most of it no roster tells, so it bars whom their own text shows
to be outside (俺家没吃低保); where those outside are silent (退役军人, 残疾人) it bars whoever
does not tell that they belong. A post that only likes them (脱贫户优先) bars nobody.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_NOBODY = "(?!)"
_NAMED = re.compile(r"\{([a-z]+)\}")
_MEMO_SIZE = 8_192
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_KEPT_BEFORE = re.compile(
    r"(?:只|仅|限(?!制)|专(?:门|为|招|收|用)|定向|凭|持有?|(?<!无)(?<!不)须|必须(?:是|为)?|(?<!无)(?<!不)需(?:要|是)?|(?<![不只首主])要(?:是|求)?|得是|面向(?=[^,。;]{0,4}残))[^,。;优]{0,12}$"
)
_KEPT_BEHIND = re.compile(
    r"^[^,。;优]{0,8}?(?:定向(?:招|安置|吸纳|安排|录)|专岗|专场|专属|专项岗|(?:成员|人员|家庭)?岗(?=$)|才(?:能|可|行|要|收|招|安排|录|办|给|予|报)|以外的?[^,。;]{0,4}(?:不|勿|免|莫)|的?(?:来|报名?)?就(?:要|收)?,?别的不)"
)
_NOT_ASKED = re.compile(
    r"优先|不限|也(?:可|行|要|收|能|招)|均可|都(?:可|行|要|能|收)|不(?:作|做)?要求|最好|更好|照顾|补贴|补助|政策|奖励|另(?:有|加|给)|欢迎|主要|重点|为主|享受[^,。;]{0,6}(?:减免|待遇)"
)
_SET_UP = re.compile(r"(?:给|为|替)[^,。;优]{0,8}$")
_SET_UP_FOR = re.compile(
    r"^[^,。;优]{0,12}?(?:留|设|办|开|腾|准备|安排|定制)(?:出|下|立|置)?的[^,。;]{0,4}(?:$|岗|专场|名额|活|位|厂|车间|班|店)"
)
_NAMED_BEFORE = re.compile(r"(?:面向|针对|收|招|录|用|要|安置|安排|凭|带|看|是)[^,。;优]{0,8}$")
_NAMED_BEHIND = re.compile(r"^[^,。;优]{0,6}?(?:的来|来(?:报|做)?(?=$|[,。;])|报名|录用|上岗)")
_OTHERS_SENT_AWAY = re.compile(
    r"(?:其[他它余]|别的|旁的|外面的?|普通|没证的?|没有证的?|无证的?|没有?[^,。;]{1,6}的|不是的)(?:人员?|群众|人|者|的)*"
    r"[^,。;]{0,3}(?:不(?:收(?!费)|招|要(?!紧|求)|录|受理|考虑|予|行|用(?!带|怕)|进|在(?:此|这)?范围)|绕行|绕道|勿|莫|免(?!费)|请(?:到|看|去|绕|回)|谢绝|到别|另找|让一让)"
)
_OTHERS_TOO = re.compile(
    r"^(?:附近|周边|其他|其它|别的|当地|一般|普通|外面|非)[^,。;]{0,8}(?:也|均|都|可|照)(?:可|行|要|收|招|能|以)"
)
_DENIED_BEFORE = re.compile(
    r"(?:没(?!事)|未(?!来)|不是|不算|不属|没有|没得|冇|无|莫|非|不够|没谁|没人|不(?:会|懂|通)|[听说讲]不)[^,。;是]{0,4}$"
)
_DENIED_BEHIND = re.compile(
    r"^[^,。;]{0,4}(?:没(?:有)?(?:去|当|办|批|评|考|下|成|拿)|不是我|被?取消|停了|退了|不给|(?:去年|前年|已经?|早就?)?(?:被)?(?:注销|收回|作废|吊销|清退)|批不|办不|没我|不(?:会|懂|行|标准)|[听说讲]不)"
    # 脱贫户、监测户都不是, 脱贫户也冇轮到
    r"|^[^,。;是有]{0,12}(?:都|也|均|皆|全|倒|哪样|哪个|[两样边头]样?)+(?:都|也)?(?:不(?:是|算|属|沾(?!光)|占)|(?:没|冇|莫|未)(?:有|得)?(?:评|轮|份|纳入|列|挨|我家?的|$)|(?:轮|挨|够|评)不)"
)
_OF_KIN = re.compile(
    r"老公|男人|丈夫|爱人|媳妇|老婆|婆娘|堂客|老伴|儿子|闺女|女儿|姑娘|女婿|爸|妈|爹|娘|父亲|母亲|爷|奶|公公|婆婆|哥|弟|姐|妹|叔|伯|舅|姑|姨|亲戚|朋友|邻居|孩子|娃|崽|伢|别人|人家"
)


@dataclass(frozen=True, slots=True)
class Reserve:
    """Those that posts are kept for, or what posts ask of a household; see the data file."""

    key: str
    mask: int
    label: str
    unless_told: bool
    own: bool
    asks_hints: frozenset[str]
    told_hints: frozenset[str]
    within: str
    group: re.Pattern[str]
    asks: re.Pattern[str]
    belongs: re.Pattern[str]
    is_not: re.Pattern[str]
    over: re.Pattern[str]


@cache
def reserves() -> Reserves:
    """Return those of the package, read once."""
    text = (resources.files("matching") / "data" / "reserved.toml").read_text("utf-8")
    return Reserves(tomllib.loads(text))


class Reserves:
    """All that posts may be kept for; reads them from people's and postings' cleaned text."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        words: Mapping[str, str] = data.get("words", {})

        def compiled(row: Mapping[str, Any], part: str) -> re.Pattern[str]:
            told = "|".join(row.get(part, ())) or _NOBODY
            return re.compile(_NAMED.sub(lambda found: f"(?:{words[found[1]]})", told))

        self.all = tuple(
            Reserve(
                key,
                1 << row["bit"],
                row["label"],
                row.get("unless_told", False),
                row.get("own", False),
                frozenset(row["asks_hints"]),
                frozenset(row["told_hints"]),
                row.get("within", ""),
                *(compiled(row, part) for part in ("group", "asks", "is", "is_not", "over")),
            )
            for key, row in data.items()
            if key != "words"
        )
        self._mask = {each.key: each.mask for each in self.all}
        self._of_silent = sum(each.mask for each in self.all if each.unless_told)
        self._told: dict[str, int] = {}

    def __getitem__(self, key: str) -> int:
        """Return the mask of ``key``; raises KeyError for an unknown one."""
        return self._mask[key]

    def labels(self, mask: int) -> Iterator[str]:
        """Yield what the conditions of ``mask`` are called."""
        return (each.label for each in self.all if each.mask & mask)

    def outside(self, text: str) -> int:
        """Return the mask of what somebody is not, or has, by a cleaned text of theirs."""
        if not text:
            return self._of_silent
        found = self._told.get(text)
        if found is None:
            if len(self._told) >= _MEMO_SIZE:
                self._told.clear()
            found = self._told[text] = self._outside(text)
        return found

    def _outside(self, text: str) -> int:
        characters = frozenset(text)
        found, clauses = 0, _CLAUSE.split(text)
        for each in self.all:
            if each.told_hints.isdisjoint(characters) or not _tells(each, text):
                found |= each.mask if each.unless_told else 0
            elif _is_outside(each, clauses):
                found |= each.mask
        # A post for the wider group takes those of the narrower as well (脱贫户和监测户).
        for each in self.all:
            if each.within and not found & each.mask and _belongs(each, text):
                found &= ~self._mask[each.within]
        return found

    def kept(self, text: str) -> int:
        """Return the mask of what a posting's cleaned text keeps it for, or asks."""
        characters = frozenset(text)
        named = [
            each
            for each in self.all
            if not each.asks_hints.isdisjoint(characters)
            and (each.asks.search(text) or each.group.search(text))
        ]
        if not named:
            return 0
        found = 0
        clauses = _CLAUSE.split(text)
        alone = _OTHERS_SENT_AWAY.search(text) is not None
        for at, clause in enumerate(clauses):
            if _NOT_ASKED.search(clause) or _OTHERS_TOO.match("".join(clauses[at + 1 : at + 2])):
                continue
            told = ",".join(clauses[at : at + 2])
            kept = [each for each in named if _keeps(each, clause, told, alone=alone)]
            kept = [each for each in kept if all(each.within != other.key for other in kept)]
            if len(kept) == 1 or any(each.asks.search(clause) for each in kept):
                found |= sum(each.mask for each in kept)
        return found


def _keeps(each: Reserve, clause: str, told: str, *, alone: bool) -> bool:
    """Tell whether a clause keeps a post for a group; ``alone`` where others are sent away.

    ``told`` is the clause with the one behind it, in which they may be.
    """
    if each.asks.search(clause) or _begins_within(each.asks.search(told), clause):
        return True
    for found in each.group.finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        if _KEPT_BEFORE.search(before) or _KEPT_BEHIND.match(after):
            return True
        if _SET_UP.search(before) and _SET_UP_FOR.match(after):
            return True
        if alone and (_NAMED_BEFORE.search(before) or _NAMED_BEHIND.match(after)):
            return True
    return False


def _begins_within(found: re.Match[str] | None, clause: str) -> bool:
    return found is not None and found.start() < len(clause)


def _tells(each: Reserve, text: str) -> bool:
    return (each.belongs.search(text) or each.is_not.search(text)) is not None


def _belongs(each: Reserve, text: str) -> bool:
    return each.belongs.search(text) is not None


def _is_outside(each: Reserve, clauses: Sequence[str]) -> bool:
    """Tell whether somebody is outside: they say so, or say nothing where that tells it."""
    if any(each.over.search(clause) for clause in clauses):
        return False
    belongs = False
    for clause in clauses:
        for found in each.belongs.finditer(clause):
            before, after = clause[: found.start()], clause[found.end() :]
            if each.own and _OF_KIN.search(before):
                continue
            if _DENIED_BEFORE.search(before) or _DENIED_BEHIND.match(after):
                return True
            belongs = True
        if not belongs and any(
            not (each.own and _OF_KIN.search(clause[: found.start()]))
            for found in each.is_not.finditer(clause)
        ):
            return True
    return each.unless_told and not belongs
