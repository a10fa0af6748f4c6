"""What is denied twice and so neither refused nor wished (不是不出远门, 外省又不是不去). Pure.

Who says so goes on with what is really refused ("就是新疆不去"), which is read as ever; the doubly
denied itself is left out, and what the form says holds.
"""

from __future__ import annotations

import re

_GOES = "去|出|走|到|往|离|外出|跑|闯"
_FAR = (
    "(?:出(?:远)?门|外省|省外|外地|外县|县外|外[头面边]|远[处方门]?"
    "|(?:跑|走)远|出[省县去]|外出|别处)"
)
_WILL = "(?:肯|愿意?|想|敢|能够?|可以?|让|准|得|考虑|打算)"
_TWICE = re.compile(
    # 不是不肯出远门, 倒不是说不愿意去外省
    rf"(?<![是莫])(?:也|又|倒|并|可|我|俺)*(?:不是|并非|不见得)(?:说|讲)?(?:我|俺)?不{_WILL}*"
    rf"(?:(?:{_GOES})[^,，。;；!！?？不]{{0,5}}|(?:做|干|接|找)?{_FAR}[^,，。;；!！?？不]{{0,2}})(?=[,，。;；!！?？\s]|$)"
    # 远处不是不去, 外省也不是说不能去
    rf"|{_FAR}(?:的?(?:地方|活|厂))?(?:我|也|又|倒|并|都|可)*(?:不是|并非|不见得)(?:说|讲)?不{_WILL}*(?:{_GOES}|做|干|接)?"
    r"(?=[,，。;；!！?？\s]|$)"
    # 不是说外省不去
    rf"|(?:也|又|倒|并|可)*(?:不是|并非)(?:说|讲)?(?:我|凡)?{_FAR}(?:的?(?:地方|活|厂))?(?:我|就|都|一律|一概)*不{_WILL}*(?:{_GOES}|做|干|接)?"
    r"(?=[,，。;；!！?？\s]|$)"
)


def without_twice_denied(text: str) -> str:
    """Return a text, cleaned or not, without what it denies twice of going away."""
    return _TWICE.sub("", text) if "不" in text and ("是" in text or "非" in text) else text
