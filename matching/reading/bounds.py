"""How far somebody goes at most, as notes say it: 最远到曲靖, 不出县, 坐不得长途, 只愿在大理. Pure.

The recorded willingness says what a form has room for (县内外均可, 省内); where the text of the
same person draws the line closer, the text binds. It never opens what the form leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from labourers.tables import Willingness
from matching.model import LEAVES, OWN_TOWN, lies_in
from matching.reading.place_sayings import Kind, Sayings, Statement, sayings
from matching.reading.travel import Travel
from storage.gazetteer import Gazetteer
from storage.unit_words import in_usual_words

_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_SOFT = re.compile(r"最好|尽量|优先|希望|也(?:行|可以|得|能去|考虑|去)|再说|以前|原来|去年|之前")
_FARTHEST = re.compile(
    r"最远(?![^,。;]{0,3}(?:过|可以))|(?:最多|顶多|至多)(?:只)?(?:能|想|敢|愿意?)?(?:走|去|到|跑|克)|远不过"
)
_TOO_FAR = re.compile(r"(?:以远|还远|更远|过去)[^,。;]{0,4}(?:不|莫|别)")
_BEYOND = re.compile(
    r"^(?:市|州|县|城|区|省)*(?:以外|之外|外头|外面|外)(?:的)?(?:地方|都|就|也|一概|一律)*[^,。;]{0,2}(?:不(?![限论管挑嫌怕])|莫|免|别)"
)
_NOT_OUT_OF = re.compile(
    r"(?:不(?:想|能|愿意?|敢|会|得|要)?|莫|别|没法|无法)(?:离|走|跑)?(?:出|开)(?:了|得)?$|(?:出|离)不(?:了|得|开)$"
)
_OUT_OF = re.compile(r"出(?:了|去)?$")
_NOT_THERE = re.compile(r"^(?:的|就|都|也|一概|一律)*(?:不(?:干|去|克|行|考虑|想去?|要)|免谈|莫去)")
_OUT_OF_OWN = re.compile(
    r"(?<!外)出(?:了)?(?P<unit>[市州省])(?:的|就|都|也)*(?:不(?:干|去|克|行|考虑|想去?|愿意?去?)|免谈|莫去)"
)
_ONLY = re.compile(r"(?<!最远)(?:只|仅|限)(?!制|过|有|于学|读|会|做|当|干)[^,。;过]{0,10}$")
_IN_COUNTY = re.compile(
    r"(?:不(?:想|能|愿意?|敢|会|得|要)?|莫|别)(?:离|走)?(?:出|开)(?:了|得)?(?:本)?县(?!城|内|上)|(?:出|离)不(?:了|得|开)(?:本)?县(?!城|上)"
    r"|(?:县外|外县|县以外|外面|外头|外地)(?:的)?(?:地方|都|就|也|一概|一律)*(?:不(?:去|克|考虑|想去|愿去|行|要)|莫|去不|免谈)"
    r"|(?:只|仅|限)[^,。;省市州外过]{0,6}(?:本?县(?:内|里|头|城)?)(?!外|都|级)"
    r"|回(?:来|去|到|家)?(?:本)?(?:县|老家|家乡|家门口|村|乡|镇)(?:里|上|内|头)?[^,。;]{0,3}(?:找|做|干|上班|就业)"
    r"|(?:不(?:想|能|得|敢)?再?|再不|莫再|再也不(?:想)?)出去(?:打工|做|了)(?!吃|玩)|(?:不|没法|不能|走不)出远门(?!的)|出不(?:了|得)(?:远)?门(?!的)"
    r"|不(?:能|想|得|敢|会)离开(?:本)?县|离不(?:开|得|了)(?:本)?县"
    r"|(?<!不是)(?<!并非)(?:不(?:能|得|敢)|没法)出去(?!吃|玩|耍)|就在(?:本)?县(?:里|内|头|城)(?:找|做|干|$)"
)
_NEIGHBOURS = re.compile(
    r"周边(?:的)?(?:几个)?县|邻县|隔壁(?:的)?县|附近几个县|旁边(?:的)?(?:几个)?县"
)
_NO_LONG_WAY = re.compile(
    r"(?:不(?:想|能|敢|愿|会)?|莫|别)坐(?:不得)?长途|坐不(?:得|了|起)(?:太久)?(?:的)?长途|长途(?:汽?车)?(?:坐不|受不|晕)"
)
_IN_PROVINCE = re.compile(r"(?:省内|本省)(?:都|就)?(?:可以|行|能去|考虑|找)")
_OUT_OF_PROVINCE = re.compile(r"省外|外省|出省|外地|哪里?都|随便|无所谓|不限")
_IN_TOWN = re.compile(
    r"(?:就|只)(?:能|想|得|要|在)*(?:本|这|我们|咱们?)(?:镇|乡|街道|村)(?:里|上|内|头)?(?:找|做|干|上班|的|就|$)"
    r"|(?:出|离)(?:了)?本?(?:镇|乡|村|街道)(?:的)?(?:一概|一律|都|就|活)*(?:去不|不去|不考虑|不行|不要|莫|免)"
    r"|本?(?:镇|乡|村|街道)(?:以外|之外|外)(?:的)?(?:一概|一律|都|就)*(?:去不|不去|不考虑|不行|不要|莫|免)"
)
_NOWHERE_ELSE = re.compile(
    r"(?:一定|必须|非|就|只)(?:要|得|能|想|愿意?|肯|考虑)*(?:在|到|去|做|干|找)$"
)
_IN_ITS_STREETS = re.compile(
    r"(?:一定|必须|就|只)(?:要|得|能|想|愿意?|肯|考虑)*(?:在|到|去)(?P<town>[㐀-鿿]{2,3})街"
)
_LEAVES_THE_COUNTY = re.compile("(?<=[离走])开县")
"""离开县城 names no 开县."""
_COUNTY_DIGITS, _TOWN_DIGITS = 6, 9


class Reach(NamedTuple):
    """Where somebody will work: the willingness, the places that bind and those refused."""

    willingness: Willingness
    named: tuple[str, ...]
    refused: tuple[str, ...]


def reach(
    gazetteer: Gazetteer, home: str, told: str, known: Reach, said: Sayings | None = None
) -> Reach:
    """Return ``known`` drawn closer by a person's cleaned text; ``home`` is their county.

    ``said`` are the statements of the text about places, read here where they are not given.
    """
    if known.willingness is Willingness.NOT_NOW:
        return known
    told = in_usual_words(told, home)
    said = sayings(gazetteer, home, told) if said is None else said
    for statement in said.statements:
        known = _stated(home, statement, known)
    if _IN_PROVINCE.search(told) and not _OUT_OF_PROVINCE.search(told) and not known.named:
        known = _within((f"{home[:2]}0000",), known)
    for clause in _CLAUSE.split(told):
        if clause and clause not in said.clauses:
            known = _of_clause(gazetteer, home, clause, known)
    return known


def as_far_as(home: str, told: Travel, known: Reach) -> Reach:
    """Return ``known`` drawn closer by the road that somebody takes to work."""
    if told.within == OWN_TOWN:
        known = _at_home(known)
        if known.willingness is Willingness.IN_COUNTY and not known.named:
            known = known._replace(named=(OWN_TOWN,))
    elif told.within == home:
        known = _at_home(known)
    elif told.within:
        known = _within((told.within,), known)
    far = tuple(
        code
        for code in told.too_far
        if code not in known.refused and not any(lies_in(each, code) for each in known.named)
    )
    return known._replace(refused=(*known.refused, *far)) if far else known


def _stated(home: str, statement: Statement, known: Reach) -> Reach:
    """Return ``known`` with what one statement says of its places."""
    kind, places = statement
    away = tuple(code for code in places if code[:6] != home)
    match kind:
        case Kind.REFUSED:
            named = tuple(code for code in known.named if code not in away)
            refused = tuple(dict.fromkeys((*known.refused, *places)))
            return known._replace(refused=refused, named=named or known.named)
        case Kind.OPEN:
            return _without(known, places)
        case Kind.FOR_NOW:
            return known._replace(willingness=Willingness.IN_COUNTY, named=())
        case Kind.ALSO:
            return _also(away, known)
        case Kind.ONLY if away:
            return _only(away, _without(known, places))
        case Kind.ONLY | Kind.WITHIN if _are_towns(places) and known.willingness not in LEAVES:
            return _at_home(_without(known, places))._replace(named=places)
        case Kind.WITHIN if known.willingness is Willingness.OUT_OF_PROVINCE:
            beyond = tuple(code for code in away if code[:2] != home[:2])
            return _only(beyond, _without(known, places)) if beyond else known
        case Kind.WITHIN if away:
            return _within(away, _without(known, places))
    return _at_home(_without(known, places))


def _are_towns(places: Sequence[str]) -> bool:
    return bool(places) and all(len(code) > _COUNTY_DIGITS for code in places)


def _also(places: tuple[str, ...], known: Reach) -> Reach:
    """Return ``known`` opened for places, where anything binds at all."""
    at_home = known.willingness is Willingness.IN_COUNTY
    more = tuple(code for code in places if code not in known.named)
    if not more or not (at_home or known.named):
        return known
    named = (*(each for each in known.named if len(each) <= _COUNTY_DIGITS), *more)
    return known._replace(
        willingness=Willingness.ANYWHERE if at_home else known.willingness,
        named=named if at_home else (*known.named, *more),
    )


def _of_clause(gazetteer: Gazetteer, home: str, clause: str, known: Reach) -> Reach:
    if _SOFT.search(clause):
        return known
    clause = _LEAVES_THE_COUNTY.sub("开本县", clause)
    found = gazetteer.find_in(clause, home)
    codes = tuple(dict.fromkeys(match.town or match.code for match in found))
    away = tuple(code for code in codes if code[:6] != home)
    if known.willingness is Willingness.IN_COUNTY:
        start = found[0].start if found else 0
        if (street := _IN_ITS_STREETS.search(clause)) and not found:
            town = gazetteer.town_in(home, street["town"])
            codes, start = ((town.code,), street.start("town")) if town else (codes, start)
        return _in_town(clause, home, codes, start, known)
    if (out := _OUT_OF_OWN.search(clause)) is not None and not codes:
        return _within((f"{home[:2]}0000" if out["unit"] == "省" else f"{home[:4]}00",), known)
    if any(_is_border(clause, match.start, match.end) for match in found):
        if away:
            return _within(away, _without(known, away))
        return _at_home(_without(known, codes))
    if any(_is_only_aim(clause, match.start, match.end) for match in found):
        return _only(away, _without(known, away)) if away else known
    if _FARTHEST.search(clause) or _TOO_FAR.search(clause):
        return _within(_as_far_as(home, away), _without(known, away)) if away else known
    if away and _ONLY.search(clause[: found[0].start]) and len(away) == len(codes):
        return _only(away, known)
    if not codes and _NEIGHBOURS.search(clause):
        return _within((f"{home[:4]}00",), known)
    if not away and _IN_COUNTY.search(clause):
        return _at_home(known)
    if not codes and _NO_LONG_WAY.search(clause):
        return _within((f"{home[:2]}0000",), known)
    return known


def _is_border(clause: str, start: int, end: int) -> bool:
    """Tell whether nobody goes beyond the place at ``[start, end)``: 不出曲靖, 出了云南不干."""
    before, after = clause[:start], clause[end:]
    if _OUT_OF.search(before) and _NOT_THERE.search(after):
        return True
    return bool(_NOT_OUT_OF.search(before) or _BEYOND.match(after))


def _is_only_aim(clause: str, start: int, end: int) -> bool:
    """Tell whether the place at ``[start, end)`` stands in "非昆明不去"."""
    return (
        clause[:start].endswith("非") and re.match(r"不(?:去|克|到|可)", clause[end:]) is not None
    )


def _in_town(clause: str, home: str, codes: Sequence[str], start: int, known: Reach) -> Reach:
    if known.named:
        return known
    towns = tuple(code for code in codes if len(code) == _TOWN_DIGITS and code[:6] == home)
    if towns and len(towns) == len(codes) and _NOWHERE_ELSE.search(clause[:start]):
        return known._replace(named=towns)
    return known._replace(named=(OWN_TOWN,)) if _IN_TOWN.search(clause) else known


def _at_home(known: Reach) -> Reach:
    """Return what is left to somebody who does not leave the county, unless the form says so."""
    if known.willingness is Willingness.ANYWHERE and not _are_far(known.named):
        return known._replace(willingness=Willingness.IN_COUNTY, named=())
    return known


def _are_far(named: Iterable[str]) -> bool:
    """Tell whether places bind that are no province: those were named on purpose."""
    return any(not code.endswith("0000") for code in named)


def _within(areas: tuple[str, ...], known: Reach) -> Reach:
    """Return ``known`` within ``areas``, where they lie within what binds already."""
    if known.willingness is Willingness.OUT_OF_PROVINCE:
        return known
    if known.named and not all(any(lies_in(area, each) for each in known.named) for area in areas):
        narrower = [each for each in known.named if any(lies_in(each, area) for area in areas)]
        return known._replace(named=tuple(narrower)) if narrower else known
    return known._replace(named=areas)


def _only(away: tuple[str, ...], known: Reach) -> Reach:
    """Return ``known`` for somebody who leaves the county for ``away`` alone."""
    if known.named and not all(any(lies_in(each, area) for area in known.named) for each in away):
        return known
    at_home = known.willingness is Willingness.ANYWHERE
    leaves = Willingness.OUT_OF_COUNTY if at_home else known.willingness
    return known._replace(willingness=leaves, named=away)


def _without(known: Reach, places: Sequence[str]) -> Reach:
    """Return ``known`` without a refusal of what was only the border ("曲靖以外不去")."""
    refused = tuple(code for code in known.refused if code not in places)
    named = known.named
    if len(named) > 1 and known.willingness not in LEAVES:
        named = tuple(code for code in named if code not in places) or named
    return known._replace(refused=refused, named=named)


def _as_far_as(home: str, places: Sequence[str]) -> tuple[str, ...]:
    """Return the areas from home to the farthest of ``places``."""
    prefecture, province = f"{home[:4]}00", f"{home[:2]}0000"
    areas: dict[str, None] = {}
    for code in places:
        if code[:4] == home[:4]:
            areas[prefecture] = None
        elif code[:2] == home[:2]:
            areas |= dict.fromkeys((prefecture, f"{code[:4]}00"))
        else:
            areas |= dict.fromkeys((province, code))
    return tuple(areas)
