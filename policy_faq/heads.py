"""How many people a question counts: taken on or sent, how many of them stayed, how many moved.

会政发〔2018〕20号 三(四)16 pays by those who stay, and pays more for relocated people (搬迁群众).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policy_faq.sieve import Sifted, Sighting, bits, pattern, sight

_DIGIT = re.compile(r"\d")
_ONE = r"(?:个|名|人|位)"
_PEOPLE = pattern(
    r"(\d{1,5})(?:多|来)?(?:个|名)?(?!户)(?:[^,，。?!\d]{0,6}?)"
    r"(?:人(?!民)|老乡|建档立卡|搬迁|群众|农民|贫困户|脱贫户|卡户|劳动力|村民|农户|员工|一般户)"
)
_HEADS = pattern(
    r"(?:招|雇|请|聘|收|带|送|帮|组织|动员|介绍|输出|输送|吸纳)(?:了|用|到|来|进|走|出去)?"
    r"(?:将近|差不多|大概|约)?(\d{1,5})(?:多|来)?(?:个|名|人|位)(?!月)"
)
_STAYED: tuple[Sifted, ...] = (
    pattern(
        r"(?:只有|只剩下?|还剩下?|剩下?(?:了|来)?|留下(?:了|来)?|留住(?:了)?|还有|就剩下?|"
        r"还在的?(?:有|是)?|在岗的?(?:有|是)?|稳定(?:的|下来)?(?:有|了)?)(?:的)?(?:大概|差不多)?"
        rf"(\d{{1,5}}){_ONE}(?!月)(?!没|走|跑|不)"
    ),
    pattern(r"(?:只剩下?|还剩下?|剩下?|留下|还有|还在)(?:了)?(\d{1,5})(?=[,，。?]|$)"),
    pattern(
        rf"(\d{{1,5}}){_ONE}(?!月)(?:人|老乡)?(?:都|还|能|一直|稳定)*"
        r"(?:[干做打](?:工)?(?:满|够|到)|满了?\d|还?在(?:岗|那|厂|干|做|的|$|[,，。])|稳定|留下|坚持|没走)"
    ),
    pattern(rf"(?:[干做]|稳定)(?:满|够|到)[^,，。]{{0,6}}?(?:的|有|才)+(\d{{1,5}}){_ONE}(?!月)"),
)
_LEFT: tuple[Sifted, ...] = (
    pattern(
        rf"(?:(?<![带送领])走(?:掉)?了|跑(?:掉|回来?|了)+|回来了?|回家了?|离开了?|辞职?了)(\d{{1,5}}){_ONE}(?!月)"
    ),
    pattern(
        rf"(\d{{1,5}}){_ONE}(?!月)(?:人|老乡)?(?:又|都|就|自己|中途|半路|提前|已经)*"
        r"(?:走了|跑|回来|回家|回去|离开|辞|没[干做]?(?:满|够|到)|不[干做]|没留)"
    ),
)
_ALL_STAYED = pattern(
    r"都(?:还|一直|仍)?在(?=那|厂|岗|干|做|上班|的|[,，。?!]|$)|全在|"
    r"(?:(?:一个|谁|1个)(?:都|也)?|都)没(?:有)?(?:走|跑|回)"
)
_FEWER = pattern(r"(?:不够|不到|不足|少于|没满|没到|凑不[够齐]|不满)\d{1,5}(?:个|名|人|位)+(?!月)")
"""Fewer than so many: nobody says how many."""
_SHARE_OF = r"(?:其中|里面|里头|当中|含|有|,|，)"
_MOVED = pattern(
    rf"{_SHARE_OF}[^,，。\d]{{0,4}}(\d{{1,5}}){_ONE}?[^,，。\d]{{0,4}}搬迁|搬迁(?:的|群众|户|人口)*(?:只)?(?:有|占|是)(\d{{1,5}})"
)
_RELOCATED = pattern(r"搬迁|搬进城|搬下来|搬下山|搬出来|山上[^,，。]{0,4}搬")
_NOT_RELOCATED = pattern(
    r"(?:(?<![是有])(?:不是|不算|没有?|没得|非|不属于|不含|不包括|除[了开]?)|一个都不是|都不是|(?<!\d)0个)"
    r"[^,，。]{0,4}搬|搬[^,，。]{0,6}(?:没有?|没得|不是|不算|一个都|(?<!\d)0个)"
)


COUNTS = bits((_PEOPLE, _HEADS, *_STAYED, *_LEFT, _ALL_STAYED, _MOVED, _RELOCATED, _NOT_RELOCATED))
"""Without one of these a text counts nobody."""


@dataclass(frozen=True, slots=True)
class Heads:
    """People of a question; None is "not said".

    ``people`` were taken on or sent, ``stayed`` of them are still there; ``moved`` of them are
    relocated people, 0 when somebody says that none is. ``short`` is True when some are counted
    who did not work long enough.
    """

    people: int | None = None
    stayed: int | None = None
    moved: int | None = None
    short: bool = False


_NOBODY = Heads()


def heads(text: str) -> Heads:
    """Read the people out of a question whose numerals are digits."""
    if not sight(text).may & COUNTS or _DIGIT.search(text) is None:
        return _NOBODY
    said = sight(sight(text).sub(_FEWER, ","))
    stayed, left = _first(_STAYED, said), _first(_LEFT, said)
    rest = said.text
    for found in (left, stayed):
        if found is not None:
            rest = rest[: found.start()] + "," * len(found.group()) + rest[found.end() :]
    share = sight(rest).search(_MOVED)
    whole = _people(rest)
    if share is not None and whole is None:
        whole = _people(f"{rest[: share.start()]},{rest[share.end() :]}")
    else:
        share = None
    remaining = _remaining(whole, stayed, left)
    if stayed is None and left is None and said.search(_ALL_STAYED):
        remaining = whole
    return Heads(
        people=whole,
        stayed=remaining,
        moved=_moved(sight(text), share, whole),
        short=left is not None,
    )


def _first(counted: tuple[Sifted, ...], said: Sighting) -> re.Match[str] | None:
    return next(filter(None, map(said.search, counted)), None)


def _remaining(
    whole: int | None, stayed: re.Match[str] | None, left: re.Match[str] | None
) -> int | None:
    if stayed is not None:
        return int(stayed.group(1))
    if left is None or whole is None or int(left.group(1)) > whole:
        return None
    return whole - int(left.group(1))


def _moved(said: Sighting, share: re.Match[str] | None, whole: int | None) -> int | None:
    if said.search(_NOT_RELOCATED):
        return 0
    if share is not None:
        return int(share.group(1) or share.group(2))
    return whole if said.search(_RELOCATED) else None


def _people(text: str) -> int | None:
    """Return how many people were taken on or sent.

    "One" without such a verb is mostly the price of one head; two different numbers (so many of
    one kind and of another) are left to the reader of the card.
    """
    said = sight(text)
    taken = [int(match.group(1)) for match in said.finditer(_HEADS)]
    counted = [int(match.group(1)) for match in said.finditer(_PEOPLE)]
    several = {*taken, *(number for number in counted if number > 1)}
    return several.pop() if len(several) == 1 else None
