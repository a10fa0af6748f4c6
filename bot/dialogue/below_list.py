"""What a few words below a list of postings stand for; pure.

"加班我不怕" leaves the search as it is, "没做过" asks for work that is taught, and who will not go
far from home looks in the own county.
"""

from __future__ import annotations

import re
from typing import Final

_BARE_AGE: Final = re.compile(
    r"(?:我)?(?:才|都|也|今年|刚|快|已经)*([2-6]\d|[二三四五六]十[一二三四五六七八九]?)(?:了|的)?"
)
_CANNOT: Final = re.compile(
    r"(?:我|俺)?(?:都)?(?:不会|没(?:做|干|学)过|没有?(?:经验|手艺|技术)|不懂)(?:的|啊|呢|哦|做)*|"
    r"(?:有(?:没有)?人?教|包教|能学|可以学|教不教|收学徒)(?:的|吗|不|没|嘛|有没有)*[?？]?"
)
"""Who does not know a trade asks for work that is taught."""
_STAYS: Final = re.compile(
    r"(?:不|莫)(?:想|愿意?|能|肯)?(?:出去|出门|出远门|走远|出克)(?!打工|务工|做工|[了啦咯])|"
    r"(?:出|走)不(?:去|开|远)(?!了)"
)
_BEARS: Final = re.compile(
    r"(?:我|俺|咱)?(?:们)?[^,，。?？]{0,6}"
    r"(?:不怕|[受熬扛站顶干做坐倒搞]得(?:了|住|起|动|来|下)|吃得消|没关系|没得事|没事|不要紧|无所谓|没问题|不嫌)"
    r"(?:的|啊|呢|哦)*|"
    r"(?:我|俺)?(?:的)?(?:身体|力气|手脚|身子骨?|体力|精神)(?:还|都|也|很)*"
    r"(?:好|大|壮|快|麻利|结实|可以|行|不错)(?:得很|的|着呢|呢)*|"
    r"(?:我|俺)?(?:什么|啥|哪样)?(?:苦|累|脏|重)(?:点|些)?(?:活)?(?:都|也)?(?:行|可以|吃得)|"
    r"(?:我|俺)?(?:怕|嫌)(?:脏|臭|吵|生人|麻烦)|"
    r"(?:就)?(?:我们)?[两2]个人(?:一起|一路|同去|都去)*(?:去|做|干)?"
)
_DEALING: Final = r"不(?:想|要|愿意?|喜欢|会)?(?:跟|和|同)?{}[^,，。]{{0,2}}打交道"
_DEALING_WITH: Final = (
    (re.compile(_DEALING.format("(?:老人|病人)")), "不做护理"),
    (re.compile(_DEALING.format("(?:小孩|娃娃?|孩子)")), "不带孩子"),
)
_CONDITION_ASKED: Final = re.compile(
    r"(?:都|那)?(?:有|交|买|给交|签|包|管)(?:没有|不[有交买签包管])?(社保|五险|合同|宿舍|住宿|夫妻房)"
    r"(?:吗|不|没有?|么|嘛|的)*[?？]?"
)


def spelt_out(text: str) -> str:
    """Return a few words as the condition of work that they are short for, others as they are."""
    age = _BARE_AGE.fullmatch(text)
    if age is not None:
        return f"今年{age[1]}岁"
    if _CANNOT.fullmatch(text):
        return "不要经验的"
    for dealing, work in _DEALING_WITH:
        text = dealing.sub(work, text)
    return f"{text}，在本县" if stays(text) else text


def stays(text: str) -> bool:
    """Tell whether somebody will not go far from home, and does not give up looking."""
    return _STAYS.search(text) is not None


def bears(text: str) -> bool:
    """Tell whether a message only says what somebody can bear."""
    return _BEARS.fullmatch(text.strip("。!！,， ")) is not None


def condition_asked(text: str) -> str:
    """Return the condition that is asked about of all postings ("有社保吗"); empty for none."""
    found = _CONDITION_ASKED.fullmatch(text.strip("。!！,， "))
    return f"有{found[1]}的" if found is not None else ""
