"""Who cannot stay at a post: some season or event takes them away, or they want a short one. Pure.

What takes them (a month, a harvest, a birth, a house to build, papers on their way) and that it
does (要回去, 干到, 才走得开), or work for no longer than some weeks. What is over, done by others
or given up takes nobody. Data: ``data/short_stays.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.reading.phrases import phrases

_HINTS = re.compile(
    "[月年春夏秋冬农季收种割采摘栽挖放养短零临等前后才暂签证考兵嫁婚生孙房假学伏霜雪清谷立端中寒暑攒挣一几两三半守回走返完]"
)


def leaves_soon(clauses: Sequence[str]) -> bool:
    """Tell whether somebody says in these clauses that they will not stay."""
    says = phrases("stay", "short_stays")
    told = [each for each in clauses if _HINTS.search(each)]
    if not told or not any(says["told"].search(each) for each in told):
        return False
    if any(says["not_so"].search(each) for each in clauses):
        return False
    return any(says["told"].search(each) and not says["past"].search(each) for each in told)
