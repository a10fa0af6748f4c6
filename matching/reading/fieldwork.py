"""Work in fields and gardens, named by what is done to what grows there: 摘咖啡, 种三七, 茶园.

Pure. What grows stands in ``data/crops.txt``; a wording is made of a verb and a crop, so that no
crop has to be listed with every verb, and 咖啡 behind 摘 is no coffee shop.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources

PICKER, PLANTER = "picker", "planter"
_VERBS = {
    PICKER: "采摘|采收|收割|摘|采|捡|拾|收|掰|割|剪|挖|刨|拔|砍|剥",
    PLANTER: "种植|栽培|种|栽|育|薅",
}
_GARDEN = "园|基地|庄园|地里|林里|林地|种植园|种植基地|大棚|种植"
_NOT_BEFORE = "[不未托代接播火物手]"
_NOT_BEHIND = "店|馆|师|厅|厂|机|楼|行|商|批发|市场|艺|粉|酒|油厂|生意|刀|匠|鞋"


@functools.cache
def _said() -> re.Pattern[str]:
    text = (resources.files("matching") / "data" / "crops.txt").read_text("utf-8")
    crops = "|".join(sorted(text.split(), key=lambda crop: -len(crop)))
    alternatives = [
        f"(?<!{_NOT_BEFORE})(?P<{job}>(?:{verbs})(?:点|些|了)?(?:{crops})(?:叶|果|豆|子)?)"
        f"(?!{_NOT_BEHIND})"
        for job, verbs in _VERBS.items()
    ]
    longer = "|".join(crop for crop in crops.split("|") if len(crop) > 1 or crop in "茶果菜")
    garden = f"(?P<garden>(?:{longer})(?:{_GARDEN}))"
    return re.compile("|".join((*alternatives, garden)))


def field_work(clause: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a cleaned clause names work in the fields, and which occupation it is."""
    for found in _said().finditer(clause):
        job = PICKER if found.lastgroup == PICKER else PLANTER
        yield found.start(), found.end(), job
