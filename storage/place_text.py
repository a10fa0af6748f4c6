"""Finds places in what people write: cells of tables, addresses, whole sentences.

Pure. A place is read as a chain from the larger to the smaller unit (江苏省 / 苏州 / 常熟); each
further name narrows what the names before it left open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from storage import towns
from storage.place_chain import Chain, ChainFinder, tells_towns, within
from storage.place_names import Level, PlaceNames, trimmed

#: Names shared by units of equal weight: bare, they mean nobody's first choice.
_UNDECIDED = frozenset({"朝阳"})
#: Nicknames of several cities: each means the one that is nearer, elsewhere the first listed.
_NICKNAMES = frozenset({"乌市"})
#: Names that every town has a place for: bare, they mean one only at home.
_EVERYWHERE = frozenset(
    "老城 老城区 新城 新城区 古城 古城区 城关 城关区 城区 城东 城西 城南 城北 城中 "
    "郊区 矿区 市中 市中区 新市 新市区 港口 港口区 山城 山城区".split()
)
#: What may stand around a place in a cell without making it less exact.
_FILLER = re.compile(
    r"[\s/\\|>,，、·•\-—–_()（）:：;；。.]|不限|均可|各地|全境|市辖区|境内|全[省市县区国]|"
    r"中国|工作|地点|就业|务工|等地|附近|周边"
)
_BEFORE_PLACE = frozenset("去到在往来从赴回至离于是由进跑")
_GOING = frozenset("去到往赴回")
_NOT_NEAR = re.compile(r"[局厅社院所站银厂公共政法机关组]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CITY_OF_A_KIND = re.compile(r".城市")
_TOWN = re.compile(r"镇|乡(?![镇下里村])")
_UNIT_OF_TOWN = re.compile(r"镇|乡|街道")
_LONGEST_TOWN = 12
_GENERIC_COUNTY = re.compile(r"(?:[小大新老旧外邻别某各每哪好穷富]|其[他它]|别的)$")
_HOME_WORDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?:本|我们?|咱们?|全)县|县[内里城](?!外)|本地|当地|家门口"), 6),
    (re.compile(r"(?:本|我们?|咱们?)[市州]|[市州]内(?!外)"), 4),
    (re.compile(r"(?:本|我们?|咱们?)省|省内(?!外)"), 2),
)
#: A character of every pattern above.
_HOME_WORD_SIGN = re.compile(r"[县地门市州省]")
_BELOW_TOWN = re.compile(r"(?:村|嘎查|社区|组|委会|[户号])$")
_ELSEWHERE = re.compile(r"[县市州省][外]")


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place named in a text.

    ``code`` is its six-digit adcode and ``level`` the level of that code; when the text names a
    town of a place whose towns are known, ``town`` is the nine-digit town code. ``text`` is the
    stretch ``[start, end)`` of the text. ``exact`` is False when more was written than was
    understood (合肥经开区 gives 合肥市).
    """

    code: str
    name: str
    level: Level
    text: str
    start: int
    end: int
    exact: bool
    town: str | None = None

    @property
    def adcode(self) -> str:
        """Return ``code``: the six digits of the place."""
        return self.code


class PlaceReader:
    """Reads places out of text with the given names."""

    def __init__(self, names: PlaceNames) -> None:
        self._names = names
        self._finder = ChainFinder(names)

    @property
    def begin(self) -> frozenset[str]:
        """The first two characters of all names."""
        return self._names.begin

    @property
    def home_words(self) -> tuple[str, ...]:
        """Regular expressions of the words that mean home."""
        return tuple(words.pattern for words, _ in _HOME_WORDS)

    def named(self, name: str) -> tuple[str, ...]:
        """Return the codes of all places above the towns that are written exactly so."""
        return () if name in _EVERYWHERE else self._names.forms.get(name, ())

    def cell(self, text: str, home: str | None) -> PlaceMatch | None:
        """Return the place that a whole cell means, or None when it names none or several alike."""
        plain = _plain(text)
        if home is not None and towns.towns_of(home).whole(plain.strip()):
            # 乐业镇 of the own county, rather than 乐业县 elsewhere
            return self._home_town(text, plain, home)
        town = self._known_town(plain, home)
        for chain in self._finder.chains(plain, home, alone=_stands_in_cell):
            code = self._decide(chain, home)
            if town is not None and self._is_better(town, chain, code):
                break
            if code is not None and chain.form in _EVERYWHERE and not chain.narrowed:
                code = code if home is not None and code.startswith(home[:4]) else None
            if code is not None:
                rest = plain[: chain.start] + plain[chain.end :]
                exact = chain.exact and not _FILLER.sub("", rest)
                if code == home and chain.town is None:
                    chain.town = _town_within(rest, home)  # 凌云县人民医院(泗城镇)
                return self._match(text, chain, code, exact)
            return None
        if town is not None:
            rest = plain[: town.start] + plain[town.end :]
            return self._match(text, town, town.codes[0], not _FILLER.sub("", rest))
        return self._home_town(text, plain, home) or self._home_word(text, plain, home)

    def _known_town(self, plain: str, home: str | None) -> Chain | None:
        """Return the first town named in full whose name no other town has (盛泽镇), or None."""
        for unit in _UNIT_OF_TOWN.finditer(plain):
            for start in range(max(0, unit.end() - _LONGEST_TOWN), unit.start()):
                name = plain[start : unit.end()]
                county = towns.of_one_county(name)
                if county is not None:
                    told = tells_towns(county, home)
                    code = towns.towns_of(county).forms.get(name) if told else None
                    return Chain((county,), start, unit.end(), name, town=code)
        return None

    def _is_better(self, town: Chain, chain: Chain, code: str | None) -> bool:
        """Tell whether the county of a town tells more than a chain of larger places.

        Of "虎门镇富民路" the town says where it is, of "苏州市 盛泽镇" both do.
        """
        if chain.town is not None:
            return False
        if town.start < chain.start:
            return True
        above = code is not None and len(trimmed(code)) < len(town.codes[0])
        return above and within(town.codes[0], code or "")

    def town(self, text: str, county: str) -> str | None:
        """Return the code of the town of ``county`` that a cell names, or None."""
        plain = _plain(text).strip()
        known = towns.towns_of(county)
        for form in sorted(filter(plain.__contains__, known.forms), key=len, reverse=True):
            at = plain.find(form)
            rest = plain[at + len(form) :]
            if rest and not known.whole(form) and not _BELOW_TOWN.search(rest):
                continue
            if at == 0:
                return known.forms[form]
            above = self.cell(plain[:at], county)
            if above is not None and above.exact and within(county, above.code):
                return known.forms[form]
        return None

    def sentence(self, text: str, home: str | None) -> list[PlaceMatch]:
        """Return the places a sentence names, in its order; they do not overlap."""
        plain = _plain(text)
        found: list[PlaceMatch] = []
        for chain in self._finder.chains(plain, home, alone=self._stands_alone):
            code = self._decide(chain, home)
            if code is not None:
                found.append(self._match(text, chain, code, chain.exact))
        taken = [(match.start, match.end) for match in found]
        if home is not None:
            found += [
                match
                for match in self._home_mentions(text, plain, home)
                if all(match.end <= start or end <= match.start for start, end in taken)
            ]
        return sorted(found, key=lambda match: match.start)

    # -- which of several, and whether at all ----------------------------------------------

    def _decide(self, chain: Chain, home: str | None) -> str | None:
        codes = chain.codes
        if len(codes) == 1:
            return codes[0]
        units = self._names.units
        top = [code for code in codes if units[code].level is units[codes[0]].level]
        undecided = chain.form in _UNDECIDED and not chain.narrowed
        nickname = chain.form in _NICKNAMES
        settled = units[top[0]].level is not Level.COUNTY and not undecided and not nickname
        if len(top) == 1 and settled:
            return top[0]
        if settled and units[top[0]].level is Level.PREFECTURE:
            codes = tuple(top)
        for prefix in (home[:6], home[:4], home[:2]) if home else ():
            near = [code for code in codes if code.startswith(prefix)]
            if len(near) == 1:
                return near[0]
        if nickname:
            return codes[0]
        return self._common(codes, chain) if chain.narrowed else None

    def _common(self, codes: tuple[str, ...], chain: Chain) -> str | None:
        """Return the smallest unit that holds all ``codes`` (江苏鼓楼 is at least in 江苏)."""
        chain.exact = False
        for digits in (4, 2):
            heads = {code[:digits] for code in codes}
            if len(heads) == 1 and (code := heads.pop().ljust(6, "0")) in self._names.units:
                return code
        return None

    def _stands_alone(self, text: str, token: Chain, home: str | None) -> bool:
        """Tell whether a name without a larger one before it is meant as a place in a sentence."""
        units = self._names.units
        level = units[token.codes[0]].level
        opens = _opens(text, token)
        before = text[token.start - 1 : token.start]
        ordinary = token.form in self._names.ordinary
        if not _may_begin(text, token, opens=opens):
            return False
        if level is not Level.COUNTY:
            return opens or not ordinary
        if ordinary:
            return opens and self._near(text, token, home, going=before in _GOING)
        if any(code == home for code in token.codes):
            return True
        return opens or len(token.form) > 2

    def _near(self, text: str, token: Chain, home: str | None, *, going: bool) -> bool:
        """Tell whether an everyday word is a county near home that people there speak of.

        富源 for somebody of the same prefecture; 去安宁 for somebody of the same province.
        """
        if home is None or len(token.form) < 2 or _NOT_NEAR.match(text, token.end):
            return False
        generic = token.form[-1] in "区郊"
        near = home[:2] if going else home[:4]
        return not generic and any(code.startswith(near) for code in token.codes)

    # -- words that mean home --------------------------------------------------------------

    def _home_town(self, text: str, plain: str, home: str | None) -> PlaceMatch | None:
        town = self._finder.town_at((home,), plain.strip(), 0) if home else None
        if home is None or town is None:
            return None
        start = plain.index(town[0])
        chain = Chain((home,), start, start + len(town[0]), town[0], town=town[1])
        return self._match(text, chain, home, town[0] == plain.strip())

    def _home_word(self, text: str, plain: str, home: str | None) -> PlaceMatch | None:
        if home is None or _ELSEWHERE.search(plain):
            return None
        return next(iter(self._home_mentions(text, plain, home)), None)

    def _home_mentions(self, text: str, plain: str, home: str) -> Iterator[PlaceMatch]:
        units = self._names.units
        for pattern, digits in _HOME_WORDS if _HOME_WORD_SIGN.search(plain) else ():
            code = home[:digits].ljust(6, "0")
            if code in units:
                for word in pattern.finditer(plain):
                    if self._is_of_another(plain, word.start()):
                        continue
                    chain = Chain((code,), word.start(), word.end(), word[0])
                    yield self._match(text, chain, code, word[0] == plain.strip())
        named: list[range] = []
        for form, town in towns.towns_of(home[:6]).begun(plain):
            if form not in plain or form in self._names.ordinary:
                continue
            for word in re.finditer(re.escape(form), plain):
                if any(word.start() in one for one in named):  # 伶站 in 伶站瑶族乡
                    continue
                named.append(range(word.start(), word.end()))
                chain = Chain((home[:6],), word.start(), word.end(), form, town=town)
                yield self._match(text, chain, home[:6], form == plain.strip())

    def _is_of_another(self, plain: str, start: int) -> bool:
        """Tell whether the 县 at ``start`` ends the name of some county, or means any (小县城)."""
        if not plain.startswith("县", start):
            return False
        if _GENERIC_COUNTY.search(plain[:start]):
            return True
        names = (plain[at : start + 1] for at in range(max(0, start - 3), start))
        return any(name in self._names.forms for name in names)

    def _match(self, text: str, chain: Chain, code: str, exact: bool) -> PlaceMatch:
        unit = self._names.units[code]
        stretch = text[chain.start : chain.end]
        return PlaceMatch(
            code, unit.name, unit.level, stretch, chain.start, chain.end, exact, chain.town
        )


def _stands_in_cell(text: str, token: Chain, _home: str | None) -> bool:
    return _may_begin(text, token, opens=_opens(text, token))


def _town_within(text: str, home: str) -> str | None:
    """Return the town of ``home`` that is named with its unit in the rest of a cell, or None."""
    known = towns.towns_of(home)
    return next(
        (code for form, code in known.begun(text) if known.whole(form) and form in text), None
    )


def _opens(text: str, token: Chain) -> bool:
    """Tell whether a name begins a phrase, or follows a word of going or staying."""
    before = text[token.start - 1 : token.start]
    return not _CHINESE.match(before) or before in _BEFORE_PLACE


def _may_begin(text: str, token: Chain, *, opens: bool) -> bool:
    """Tell whether a name can be one at all: 沿海城市 is not 海城市, 长安镇 is not 长安区."""
    if not opens and _CITY_OF_A_KIND.fullmatch(token.form):
        return False
    short = len(token.form) == 2 or token.form[-1] not in "省市县区州旗"
    return not (short and _TOWN.match(text, token.end))


def _plain(text: str) -> str:
    """Fold full-width letters and digits one for one, so that positions stay those of ``text``."""
    if unicodedata.is_normalized("NFKC", text):  # as cleaned messages are; many times faster
        return text
    folded = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))
