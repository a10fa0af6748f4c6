"""Reads chains of place names out of text: 江苏省 / 苏州 / 常熟 narrows from unit to unit. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import add

from storage import towns
from storage.place_names import ABROAD, Level, PlaceNames, trimmed

_JOINERS = re.compile(r"[\s/\\|>,，、·•\-—–_的()（）]*")
_UNIT_MARKS = {
    "省": (Level.PROVINCE,),
    "州": (Level.PREFECTURE,),
    "盟": (Level.PREFECTURE,),
    "地区": (Level.PREFECTURE,),
    "市": (Level.PREFECTURE, Level.COUNTY, Level.PROVINCE),
    "县": (Level.COUNTY,),
    "旗": (Level.COUNTY,),
    "区": (Level.COUNTY,),
}
_NOT_A_UNIT = re.compile(r"市[场值价面]|区[域别分间]|县[级]|州际|省[钱力心]")
_SEAT = re.compile(r"城(?:区|关|里|内|的)?")
#: A street or dish named after a place is not that place (南京东路, 兰州拉面).
_NAMESAKE = re.compile(
    r"[东南西北中一二三]?(?:路(?![桥南北费补])|街(?!道)|大道|大街|巷|弄|拉面|菜|烧烤|话|银行)"
)


@dataclass(slots=True)
class Chain:
    """Names that narrow each other, and the codes they leave open.

    ``form`` is the last name as written; ``narrowed`` says that a larger one stood before it.
    """

    codes: tuple[str, ...]
    start: int
    end: int
    form: str
    exact: bool = True
    town: str | None = None
    narrowed: bool = False


_COUNTY_DIGITS = 6

#: Says whether a name may begin a chain in this text, for somebody of this home.
Alone = Callable[[str, Chain, str | None], bool]


class ChainFinder:
    """Finds the chains of names in a text."""

    def __init__(self, names: PlaceNames) -> None:
        self._names = names

    def chains(self, text: str, home: str | None, alone: Alone) -> Iterator[Chain]:
        """Yield the chains in ``text`` from left to right; ``alone`` lets a name begin one."""
        heads = self._names.lengths.keys()
        if heads.isdisjoint(map(add, text, text[1:])):  # most sentences name no place at all
            return
        chain: Chain | None = None
        at = 0
        while at < len(text) - 1:
            if chain is not None:
                if self._extend(chain, text, home):
                    at = chain.end
                    continue
                at = max(at, chain.end)
                yield chain
                chain = None
            token = self._token(text, at) if text[at : at + 2] in heads else None
            if token is not None and alone(text, token, home):
                chain, at = token, token.end
            else:
                at += 1
        if chain is not None:
            while self._extend(chain, text, home):
                pass
            yield chain

    def _token(self, text: str, at: int) -> Chain | None:
        """Return the longest name that begins at ``at``, with a unit mark it may carry."""
        for length in self._names.lengths.get(text[at : at + 2], ()):
            form = text[at : at + length]
            codes = self._names.forms.get(form)
            if codes is None or len(form) < length:
                continue
            end = at + length
            if _NOT_A_UNIT.match(text, end - 1) or _NAMESAKE.match(text, end):
                continue
            if form[-1] == "城" and text.startswith("市", end) and not self._was_city(form, codes):
                continue  # 大城市 is a big city, not 大城县
            if len(codes[0]) > _COUNTY_DIGITS:
                parent = towns.parent_of(codes[0])
                return Chain((parent,), at, end, form, town=codes[0])
            return self._with_mark(text, Chain(codes, at, end, form))
        return None

    def _was_city(self, form: str, codes: tuple[str, ...]) -> bool:
        """Tell whether 市 may follow a name that ends in 城: a district that was a city (增城)."""
        if form in self._names.ordinary:
            return False
        return any(not self._names.units[code].name.endswith("县") for code in codes)

    def _with_mark(self, text: str, chain: Chain) -> Chain:
        """Swallow a unit mark after a short name (永川市, today 永川区) and let it choose."""
        if chain.form[-1] in _UNIT_MARKS or chain.codes == (ABROAD,):
            return chain
        mark = "地区" if text.startswith("地区", chain.end) else text[chain.end : chain.end + 1]
        if mark not in _UNIT_MARKS or _NOT_A_UNIT.match(text, chain.end):
            return chain
        units = self._names.units
        chosen = tuple(code for code in chain.codes if units[code].level in _UNIT_MARKS[mark])
        if not chosen and units[chain.codes[0]].level is Level.PREFECTURE and mark in "县区旗":
            return chain
        return Chain(chosen or chain.codes, chain.start, chain.end + len(mark), chain.form + mark)

    def _extend(self, chain: Chain, text: str, home: str | None) -> bool:
        """Narrow ``chain`` by the name that follows it, if that lies inside what it means.

        Of towns only those count that are told apart for somebody of ``home``.
        """
        if chain.town is not None:
            return False
        gap = _JOINERS.match(text, chain.end)
        at = gap.end() if gap else chain.end
        token = self._token(text, at)
        told = [code for code in chain.codes if tells_towns(code, home)]
        town = self.town_at(told, text, at)
        if town is None and told and (seat := _SEAT.match(text, at)) is not None:
            at = seat.end()
            town = self.town_at(told, text, at)  # 宁远县城文庙街道
        if town is not None and (token is None or len(town[0]) >= token.end - at):
            chain.town, chain.end = town[1], at + len(town[0])
            return True
        if token is None:
            return False
        inside = [c for c in token.codes if any(within(c, outer) for outer in chain.codes)]
        deeper = [c for c in inside if any(within(c, o) and c != o for o in chain.codes)]
        if not inside:
            return False
        chain.codes, chain.end, chain.form = tuple(deeper or inside), token.end, token.form
        chain.town, chain.narrowed = token.town, True
        return True

    def town_at(self, codes: Sequence[str], text: str, at: int) -> tuple[str, str] | None:
        """Return form and code of the town of one of ``codes`` that stands at ``at``, or None."""
        for code in codes:
            forms = towns.towns_of(code).forms
            hits = [form for form in forms if text.startswith(form, at)]
            if hits:
                form = max(hits, key=len)
                return form, forms[form]
        return None


def tells_towns(code: str, home: str | None) -> bool:
    """Tell whether the towns of a place are told apart for somebody of ``home``.

    Those of the own county are, those of a city without counties (东莞), and all for nobody's home;
    of counties elsewhere people know no more than the county.
    """
    return home is None or code == home[:_COUNTY_DIGITS] or trimmed(code) != code


def within(code: str, outer: str) -> bool:
    """Tell whether ``code`` is ``outer`` or lies in it."""
    return code.startswith(trimmed(outer))
