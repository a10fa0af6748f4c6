"""Postings whose place is no single one: several to choose from, or the worker's own home. Pure.

南昌/厦门/赣州,可自选站点 suits whom one of them suits; what is handed out to be made at home (领料
回家做) suits whoever lives in the county and can leave neither village nor house.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jobs_feed.normalise.place_roles import said_to_work
from storage.gazetteer import Gazetteer
from storage.places import within
from storage.unit_words import in_usual_words

_PARTS = re.compile(r"[、/,，;；|]|或者?|以及|还有|和(?!县|田|平|顺|林|政|布|静|硕|龙)")
_LONGEST, _FEWEST = 60, 2
_NOT_CHOSEN = re.compile(
    r"服从(?:分配|安排|调配)|(?:统一|随机|公司|按需)(?:分配|安排|调配)|轮[流换岗]|不(?:能|可)(?:自)?选"
)
_CHOSEN = re.compile(r"自选|可选|任选|选择|就近|自愿")
_AT_HOME = re.compile(
    r"(?:领|拿|取|发|送|配)(?:材|原)?料[^,。;]{0,6}(?:回家|到家|上门|进村|入户|在家|回去|家里)"
    r"|(?:送料|收货|送货)[^,。;]{0,4}(?:上门|进村|到村|到户|入户)|(?:上门|进村|到村|到户|入户)[^,。;]{0,4}(?:送料|收货|收件|发料|收活)"
    r"|(?:可以?|能|允许|也可|均可|都可)?(?:带|拿|领)回(?:家|去|屋)[^,。;]{0,3}(?:做|干|加工|编|绣|缝|织|穿|组装|弄|钩)"
    r"|(?:在|回|到)(?:自己)?(?:家|屋)(?:里|中|头)?(?:就|也|都|即)?(?:能|可以?|可)?(?:做(?!饭|客|家务|月子)|加工|完成|制作|编织|钩织|缝制|绣|串珠)"
    r"|居家(?:做(?!饭)|加工|就业|灵活|手工|制作|办公|完成)|足不出户|不(?:用|必|需)(?:出门|出村|到厂|进厂|来厂|到车间)"
)
_BROUGHT = re.compile(
    r"(?:送料|发料|收货|送货|收件|收活|配送)[^,。;]{0,4}(?:上门|进村|到村|到户|入户|到家)"
    r"|(?:上门|进村|到村|到户|入户)[^,。;]{0,4}(?:送料|收货|收件|发料|收活|送货)|足不出户|不(?:用|必|需)(?:出门|出村)"
    r"|料[^,。;]{0,4}送(?:货|料)?(?:上门|进村|到村|到户|入户|到家)(?!口)"
)
_SPREAD = re.compile(
    r"(?P<towns>[㐀-鿿]{2,6}(?:(?:[、,和及与]|以及)[㐀-鿿]{2,6}?){1,9}?)(?:等)?[两三四五六七八九十\d]*个?"
    r"(?:乡镇|镇|乡|街道|地方|点|处)?(?:都|均|皆|各)(?:有|设|开)(?:了|着)?[^,。;]{0,4}(?:车间|厂|点|店|门店|分厂|站|基地)"
)
_AND = re.compile("[、,和及与]|以及")
_COUNTY_DIGITS = 6
_NOT_AT_HOME = re.compile(
    r"不(?:能|可|可以|得|准|许|允许|支持|提供|让)[^,。;]{0,4}(?:回家|在家|居家|外发|拿回|带回|领回)"
    r"|(?:必须|须|要|得|只能)(?:到|在|来)(?:厂|车间|现场|点)[^,。;]{0,4}(?:做|干|上班|作业|完成)|雇主家|客户家|东家|住家"
)


class Sites(NamedTuple):
    """Where the work of a posting may be done.

    ``places`` are adcodes, nearest to what was written first; one of them is enough where they are
    ``chosen``. ``at_home`` says that it is done in the worker's home around the first of them.
    """

    places: tuple[str, ...]
    chosen: bool = True
    at_home: bool = False


def read_sites(place: str | None, cell: str, text: str, gazetteer: Gazetteer) -> Sites | None:
    """Return the sites of a posting in ``place`` with its cleaned cell and text.

    None where there is nothing more to tell than ``place``.
    """
    if place is None:
        return None
    listed = _listed(place, cell, gazetteer) or _spread(place, text, gazetteer)
    told = f"{cell}。{text}"
    at_home = _AT_HOME.search(told) is not None and _NOT_AT_HOME.search(told) is None
    # What is fetched in a town has to be fetched there; what is brought reaches everybody.
    at_home = at_home and (len(place) <= _COUNTY_DIGITS or _BROUGHT.search(told) is not None)
    if len(listed) < _FEWEST and not at_home:
        return None
    chosen = not _NOT_CHOSEN.search(told) or _CHOSEN.search(told) is not None
    return Sites(listed or (place,), chosen, at_home)


def _spread(place: str, text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the towns of a county in each of which a posting has works (三个镇都有车间)."""
    found = _SPREAD.search(text) if len(place) == _COUNTY_DIGITS else None
    if found is None:
        return ()
    named = (gazetteer.town_in(place, name) for name in _AND.split(found["towns"]))
    towns = tuple(town.code for town in named if town is not None)
    return towns if len(towns) >= _FEWEST else ()


def _listed(place: str, cell: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the places that a cell lists beside each other, none of which holds another."""
    cell = said_to_work(cell) or ""
    if len(cell) > _LONGEST or not _PARTS.search(cell):
        return ()
    home = place[:6]
    found: dict[str, None] = {}
    for part in _PARTS.split(in_usual_words(cell, home)):
        match = gazetteer.resolve(part, home) if part.strip() else None
        if match is not None:
            found[match.town or match.code] = None
    codes = [
        code for code in found if not any(other != code and within(other, code) for other in found)
    ]
    return tuple(codes) if any(within(code, place) or code == place for code in codes) else ()
