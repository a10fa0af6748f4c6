"""What a posting says of work that others do: 扛水另有送水工; 上外架的是架子工,本岗只在地面拌灰."""

from __future__ import annotations

import re

_MAY_BE = re.compile(r"本岗|本职|另有|另外|你们?只|工人|岗只|[,,]只|别人|专人")
_CLAUSE = re.compile(r"([,;。!?\n])")
_OWN = re.compile(
    r"^(?:本岗|本职|你们?(?:只|就)|这个?岗|工人|我们?只|只(?:管|负责|要|是|在|用|做|需))"
)
_OTHERS = re.compile(
    r"另(?:有|外)|别(?:人|的人)|另一?(?:班|批|拨|组)|归[^,。;]{1,6}$|由[^,。;]{1,10}|专人|的是[^,。;]{1,8}$|在(?:外|别|隔壁|另)[^,。;]{1,8}"
    r"|有(?:另外的?|专门的?|专业的?)?[^,。;]{0,6}(?:工|员|师傅|保安|班组|队|机器|叉车|同事)$|只有[^,。;]{1,6}(?:拿|会|用|要|管)"
)
_SURELY = re.compile(
    r"另有|另外有|(?:有|归|是|由)(?:别人|专人|别的人)(?:[做干搬管弄来负责]+)?$|别人(?:[做干搬管弄]|来做|负责)$"
)


def of_own(text: str) -> str:
    """Return tidied or cleaned text without the clauses that tell what others do.

    Where the next clause tells what is done here (本岗只在地面), the one before tells of others.
    """
    if _MAY_BE.search(text) is None:
        return text
    parts = _CLAUSE.split(text)
    clauses, marks = parts[::2], [*parts[1::2], ""]
    kept: list[str] = []
    for at, (clause, mark) in enumerate(zip(clauses, marks, strict=True)):
        follows = clauses[at + 1].lstrip() if at + 1 < len(clauses) else ""
        others = _OTHERS.search(clause) is not None and _OWN.match(clause) is None
        if others and (_SURELY.search(clause) or _OWN.match(follows)):
            continue
        kept += (clause, mark)
    return "".join(kept)
