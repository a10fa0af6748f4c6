"""What somebody says of where they will and will not work, as statements about places. Pure.

A sentence is read with a sign for every place in it (``data/places_said.toml``), so that one
turn of phrase serves all provinces, counties and lists of them: 湖南的门槛不准跨出去 and
出了云南不干 draw the same kind of border.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple, TypeAlias

from matching.reading.phrases import each_phrase, phrases
from storage.gazetteer import Gazetteer
from storage.regions import regions_in
from storage.towns import seat

_FILE = "places_said"
_SENTENCE = re.compile(r"[。;!?\n]+|\s{1,4}(?=[^\s]{4})")
_NAMED, _LIKED = "Ⓟ", re.compile(r"最好|尽量|优先|希望|首选|再说|为主")
_SIGNS = {
    "seat": "Ⓢ",
    "county": "Ⓒ",
    "beyond_province": "Ⓞ",
    "beyond_prefecture": "Ⓨ",
    "beyond_county": "Ⓧ",
    "elsewhere": "Ⓔ",
}
_HINT = re.compile(
    r"[不莫别勿免拒限只仅单非除休甭才嫌远挑选]|没有|(?:^|,)就|最远|最多|顶多|没[门得兴]|算了|[够怕伤厌腻]了|[冒冇唔]|之?前|期间|也|近|遭|受|拉黑|排除|范围|以[内外]|门槛|界|谢绝|回绝|怕|分钟|公里|钟头|就是|一[起路块道]"
)
"""Without one of these words nobody draws a line."""


class Kind(StrEnum):
    """What a statement says of its places."""

    REFUSED = "refused"
    ONLY = "only"
    WITHIN = "within"
    ALSO = "also"
    FOR_NOW = "for_now"
    OPEN = "open"


class Statement(NamedTuple):
    """Something said of ``places`` (adcodes); of ``FOR_NOW`` it is the own county."""

    kind: Kind
    places: tuple[str, ...]


class Sayings(NamedTuple):
    """The statements of a text, and the clauses in which they stand."""

    statements: tuple[Statement, ...]
    clauses: frozenset[str]


_KINDS = {
    "open": Kind.OPEN,
    "only_but": Kind.ONLY,
    "all_but": Kind.REFUSED,
    "only_there": Kind.ONLY,
    "only_with_kin": Kind.ONLY,
    "refused_too": Kind.REFUSED,
    "refused_there": Kind.REFUSED,
    "refused_province": Kind.REFUSED,
    "too_far": Kind.WITHIN,
    "border": Kind.WITHIN,
    "refused": Kind.REFUSED,
    "also": Kind.ALSO,
}
_TELLS = frozenset(_KINDS) | {
    *("seat_only", "stays", "stays_in_prefecture", "stays_in_province", "refused_home", "until"),
}
_OF_ANYBODY = frozenset({"open", "until", "only_with_kin", "refused_there", "refused_province"})
_BINDS_THOUGH_LIKED = frozenset({"only_but", "only_there", "all_but"})
"""优先考虑浙江,别的免了 is no mere liking."""


def sayings(gazetteer: Gazetteer, home: str, told: str) -> Sayings:
    """Return what cleaned text says of places; ``home`` is the adcode of the own county."""
    if not _HINT.search(told):
        return Sayings((), frozenset())
    found: list[Statement] = []
    clauses: set[str] = set()
    for sentence in _SENTENCE.split(told):
        if len(sentence) >= _LEAST and _HINT.search(sentence):
            for statement, clause in _of_sentence(gazetteer, home, sentence):
                found.append(statement)
                clauses.update(clause)
    return Sayings(tuple(found), frozenset(clauses))


_LEAST = 3
_MAY_SAY = re.compile(
    f"[{_NAMED}{''.join(_SIGNS.values())}]|前|期间|现在|目前|眼下|陪读|照看|带娃|伺候|守"
)
"""A sentence without a place, and without a word of how long somebody stays, says nothing."""
_CUE = re.compile(r"[盯认奔冲限选派推荐发除避拒怕只仅虑绍找]|非(?!洲)")
"""Behind these a name is a place as behind a word of going (专盯义乌)."""


_Stretch: TypeAlias = tuple[int, int, str, tuple[str, ...]]
_LISTED, _LISTED_BEFORE = (
    re.compile("或者?|、|要么|/|和|跟"),
    re.compile("(?:或者?|、|要么|/|和|跟)(?:在|去|到)?$"),
)


class Signed(NamedTuple):
    """A sentence with signs for its places, what each sign means, and where it stood."""

    text: str
    codes: Mapping[int, tuple[str, ...]]
    origin: tuple[int, ...]


def _of_sentence(
    gazetteer: Gazetteer, home: str, sentence: str
) -> Iterator[tuple[Statement, list[str]]]:
    signed = with_signs(gazetteer, home, sentence)
    text = signed.text
    if not _MAY_SAY.search(text):
        return
    for name, pattern in _patterns():
        for match in list(pattern.finditer(text)):
            if any(each == _TAKEN for each in text[match.start() : match.end()]):
                continue
            start, end = match.span()
            clause_start = text.rfind(",", 0, start) + 1
            liked = _LIKED.search(text[clause_start:end]) and name not in _BINDS_THOUGH_LIKED
            of_others = name not in _OF_ANYBODY and _told_of().search(text[clause_start:end])
            if liked or of_others:
                continue
            statement = _statement(name, match, signed, home)
            if statement is None:
                continue
            yield statement, _clauses_at(sentence, signed, start, end)
            keep = "," if name == "also" else _TAKEN
            text = text[:start] + keep * (end - start) + text[end:]


_TAKEN = "\x00"


def _statement(name: str, match: re.Match[str], signed: Signed, home: str) -> Statement | None:
    match name:
        case "seat_only":
            return Statement(Kind.ONLY, seat(home) or (home,))
        case "stays":
            return Statement(Kind.WITHIN, (home,))
        case "stays_in_prefecture":
            return Statement(Kind.WITHIN, (f"{home[:4]}00",))
        case "stays_in_province":
            return Statement(Kind.WITHIN, (f"{home[:2]}0000",))
        case "refused_home":
            return Statement(Kind.REFUSED, (home,))
        case "until":
            return Statement(Kind.FOR_NOW, (home,))
    at = range(match.start("list"), match.end("list"))
    codes = [code for each in at for code in signed.codes.get(each, ())]
    if name == "refused_province":
        codes = [f"{code[:2]}0000" for code in codes]
    if name == "too_far":
        codes = _nearer(codes, home)
    return Statement(_KINDS[name], tuple(dict.fromkeys(codes))) if codes else None


def _nearer(codes: Sequence[str], home: str) -> list[str]:
    """Return what is left to who finds even these places too far away."""
    if any(code[:2] != home[:2] for code in codes):
        return [f"{home[:2]}0000"]
    return [home if any(code[:4] == home[:4] for code in codes) else f"{home[:4]}00"]


def _clauses_at(sentence: str, signed: Signed, start: int, end: int) -> list[str]:
    """Return the clauses of the sentence as written that a stretch with signs touches."""
    begin = signed.origin[start]
    finish = signed.origin[end] if end < len(signed.origin) else len(sentence)
    begin = sentence.rfind(",", 0, begin) + 1
    close = sentence.find(",", finish)
    return sentence[begin : len(sentence) if close < 0 else close].split(",")


def with_signs(gazetteer: Gazetteer, home: str, sentence: str) -> Signed:
    """Return the sentence with a sign for every place and every word of near and far."""
    stretches: list[_Stretch] = []
    for name, pattern in phrases("words", _FILE).items():
        for found in pattern.finditer(sentence):
            stretches.append((found.start(), found.end(), _SIGNS[name], ()))
    for region in regions_in(sentence):
        stretches.append((region.start, region.end, _NAMED, region.codes))
    for found in _own_name(gazetteer, home).finditer(sentence):
        stretches.append((found.start(), found.end(), _NAMED, (home,)))
    stretches = [_in_list(home, sentence, each) for each in stretches]
    words = [(start, end) for start, end, _, _ in stretches]
    for place in gazetteer.find_in(_CUE.sub("去", sentence), home):
        if any(start < place.end and place.start < end for start, end in words):
            continue
        codes = _each(gazetteer, place.text, place.town or place.code)
        stretches.append((place.start, place.end, _NAMED, codes))
    text, origin, codes_at, at = "", [], {}, 0
    for start, end, sign, codes in sorted(stretches):
        if start < at:
            continue
        origin += [*range(at, start), start]
        text += sentence[at:start] + sign
        codes_at[len(text) - 1] = codes
        at = end
    origin += range(at, len(sentence))
    return Signed(text + sentence[at:], codes_at, tuple(origin))


def _in_list(home: str, sentence: str, stretch: _Stretch) -> _Stretch:
    """Return the seat of the county as the place it is where others are named beside it."""
    start, end, sign, _ = stretch
    if sign != _SIGNS["seat"] or not (
        _LISTED_BEFORE.search(sentence, 0, start) or _LISTED.match(sentence, end)
    ):
        return stretch
    towns = seat(home)
    return (start, end, _NAMED, towns) if towns else stretch


@cache
def _own_name(gazetteer: Gazetteer, home: str) -> re.Pattern[str]:
    """Return how the own county is named, though its name may be an everyday word (永顺)."""
    full, short = gazetteer.name(home), re.escape(gazetteer.short_name(home))
    stands = rf"(?<=[出在离到去回本限开])(?:{short})|{short}(?=[县境内外以之的这那就都也不莫别,]|$)"
    return re.compile(rf"{re.escape(full)}(?!城)|(?:{stands})(?!县城|城)县?")


def _each(gazetteer: Gazetteer, text: str, code: str) -> tuple[str, ...]:
    """Return the places of a chain written as a list, whose smaller lies in its larger."""
    parts = [part for part in re.split(r"[、/和跟或与]", text) if part]
    if len(parts) == 1:
        return (code,)
    named = [gazetteer.resolve(part) for part in parts]
    codes = tuple(each.town or each.code for each in named if each is not None)
    return codes if len(codes) == len(parts) else (code,)


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return the turns of phrase in the order they are looked for, with what each tells."""
    every = each_phrase("says", _FILE).items()
    return [(name, pattern) for name, patterns in every if name in _TELLS for pattern in patterns]


def without_kin(told: str) -> str:
    """Return cleaned text without what others of the family wish ("丈夫只肯在本镇干")."""
    return phrases("not", _FILE)["wish_of_kin"].sub("", told)


def _told_of() -> re.Pattern[str]:
    return phrases("not", _FILE)["told_of"]
