"""How well somebody sees by the chart, and how well a posting wants people to, as bits. Pure.

Each step of the chart from 4.5 to 5.2 has a bit beside ``reading.limits``: a person has those of
all steps they do not reach with glasses, a posting the one it asks for. Decimals (1.0, 0.8) are
steps of GB 11533. Who tells none stays open to all; what somebody sees without glasses alone says
nothing of what they see with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.reading.limits import limits

FIRST_BIT = 264
_LEAST, _MOST = 45, 52
_WEAK = 46
"""Who sees no more than this with glasses has weak eyes, whatever is asked of them."""
_OF_DECIMALS = {
    "0.1": 40, "0.12": 41, "0.15": 42, "0.2": 43, "0.25": 44, "0.3": 45, "0.4": 46, "0.5": 47,
    "0.6": 48, "0.7": 48, "0.8": 49, "0.9": 49, "1.0": 50, "1.2": 51, "1.5": 52,
}  # fmt: skip
_STEP = re.compile(
    r"(?<![\d.])(?P<step>[45]\.[0-3]|4\.[4-9]|0\.(?:12|15|25|[1-9])|1\.[025])(?![\d.]*\d)"
)
_CLAUSE = re.compile(r"[,;。!?\n]")
_OF_SIGHT = re.compile(
    r"视力|[右左双两](?:只|边)?眼|眼睛|戴(?:上|着|了)?(?:眼)?镜|配了?(?:副)?(?:眼)?镜|矫正|裸眼|裸视|近视"
)
_NAKED = re.compile(r"裸眼|裸视|不戴|没戴|没配|摘了镜")
_GLASSES = re.compile(r"矫正|戴(?:上|着|了)?(?:眼)?镜|配(?:了)?(?:副)?(?:眼)?镜")
_OTHER_UNIT = re.compile(r"^\s*(?:米|元|块|公里|斤|吨|万|千|小时|个|度|M|K|T)")
_KIN = re.compile(r"老公|男人|媳妇|老婆|爸|妈|爹|娘|儿子|女儿|闺女|娃|崽|哥|弟|姐|妹|孩子|老人")
_OVER = re.compile(r"以前|原来|小时候|手术前|做手术之前")
_ASKS = re.compile(r"视力|矫正|裸视|视力表|戴镜|看(?:不)?(?:到|清|见)")
_NO_MUST = re.compile(r"^[^,。;]{0,8}(?:优先|更好|更佳|也(?:行|可|要|收)|都(?:行|可)|可以|左右都)")
_AT_MOST = re.compile(r"^\s*(?:及其?)?(?:以下|以内|之下)")
_SHORT_OF = re.compile(r"(?:不到|不足|低于|达不到|没到|看不(?:到|见|清))[^,。;\d]{0,3}$")
_NOT_BELOW = re.compile(r"(?:不|别)(?:得|能|可|要)?(?:低于|少于|小于)[^,。;\d]{0,3}$")
_REFUSED = re.compile(r"不(?!限|要求)|勿|刷|淘汰|免|谢绝|别|莫")
_FIGURE = re.compile(r"\d\.\d")


def told(text: str) -> int:
    """Return the mask of the steps that a person's cleaned text says they do not see."""
    if not _FIGURE.search(text):
        return 0
    seen: list[int] = []
    with_glasses: list[int] = []
    speaks = False
    for clause in _CLAUSE.split(text):
        speaks = speaks or _OF_SIGHT.search(clause) is not None
        if not speaks or _KIN.search(clause) or _OVER.search(clause):
            continue
        for found in _STEP.finditer(clause):
            before, after = clause[: found.start()], clause[found.end() :]
            if _OTHER_UNIT.match(after):
                continue
            short = 1 if _SHORT_OF.search(before) else 0
            at = _step(found["step"]) - short
            if not _NAKED.search(before):
                (with_glasses if _GLASSES.search(before) else seen).append(at)
    most = min(with_glasses or seen, default=_MOST)
    weak = limits()["sight"] if most <= _WEAK else 0
    return weak | sum(_bit(step) for step in range(max(_LEAST, most + 1), _MOST + 1))


def asked(text: str) -> int:
    """Return the mask of the step that a posting's cleaned text asks for, nothing for none."""
    if not _FIGURE.search(text):
        return 0
    most = 0
    for clause in _CLAUSE.split(text):
        if _ASKS.search(clause) is None:
            continue
        for found in _STEP.finditer(clause):
            most = max(most, _least(clause, found))
    return _bit(most) if most >= _LEAST else 0


def _least(clause: str, found: re.Match[str]) -> int:
    """Return the step that a mention asks for, 0 where it asks for none."""
    before, after = clause[: found.start()], clause[found.end() :]
    if _OTHER_UNIT.match(after) or _NO_MUST.match(after):
        return 0
    below = _AT_MOST.match(after) or _SHORT_OF.search(before)
    if below and not _NOT_BELOW.search(before) and not _REFUSED.search(after):
        return 0
    return min(_step(found["step"]), _MOST)


def labels(mask: int) -> Iterator[str]:
    """Yield what the steps of ``mask`` are called; of a posting it is the one it asks for."""
    steps = [step for step in range(_LEAST, _MOST + 1) if mask & _bit(step)]
    yield from (f"视力不到{steps[0] / 10:.1f}",) if steps else ()


def _step(written: str) -> int:
    return _OF_DECIMALS[written] if written in _OF_DECIMALS else int(written.replace(".", ""))


def _bit(step: int) -> int:
    return 1 << (FIRST_BIT + step - _LEAST)
