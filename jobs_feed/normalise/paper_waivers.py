"""Papers that a posting names without asking for them: 有证的另加200, 证进来再考, 没证的包培训.

Pure, and the same for all readers of postings. What comes before the first day (考了证再来) is no
waiver, and neither is what 必须 stands before.
"""

from __future__ import annotations

import re

from storage.phrases import phrases

_SAYS = phrases("jobs_feed.normalise", "paper_waivers", "paper_waivers")


def without_waived(text: str) -> str:
    """Return tidied or cleaned text without the papers that nobody must bring."""
    if not _SAYS["any"].search(text):
        return text
    parts = _SAYS["clause"].split(_SAYS["of_pupils"].sub("", text))
    for at in range(0, len(parts), 2):
        after = parts[at + 2] if at + 2 < len(parts) else ""
        if at + 4 < len(parts) and _SAYS["who_lacks"].fullmatch(after):
            after += parts[at + 4]
        if _is_waived(parts[at], after):
            parts[at] = _SAYS["names"].sub("", parts[at])
    return "".join(parts)


def lets_in_without(text: str) -> bool:
    """Tell whether a posting says that who has no paper yet may come, to learn or for other work.

    That somebody with one is preferred is less: of a forklift the law asks for it all the same.
    """
    return bool(_SAYS["any"].search(text)) and _SAYS["lets_in"].search(text) is not None


def _is_waived(clause: str, after: str) -> bool:
    if not _SAYS["paper"].search(clause):
        return False
    if _SAYS["not_asked"].search(clause):
        return True
    if _SAYS["must"].search(clause):
        # Who must have it, unless they are told next that it can be got later.
        return (
            _SAYS["next"].match(after) is not None and re.search(r"再来|再报|方可", clause) is None
        )
    if _SAYS["ends_lacking"].search(clause) and _SAYS["got_later"].match(after):
        return True
    return _SAYS["waived"].search(clause) is not None or _SAYS["next"].match(after) is not None
