"""SMS text as Chinese carriers bill it, and how to make it fit.

Up to 70 UTF-16 units are one message; a longer text is billed in parts of 67, because each part
carries a header. Signature 【…】 and opt-out wording are part of the text; an emoji is 2 units.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SINGLE_UNITS = 70
PART_UNITS = 67
ELLIPSIS = "…"
_BREAKS = "\n。；！？;!?"
_SOFT_BREAKS = "，、, "


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that fits, and what had to be cut from its end (empty when nothing)."""

    text: str
    cut: str


def units(text: str) -> int:
    """Return the length in UTF-16 units, which is what carriers count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def segments(text: str) -> int:
    """Return how many messages a carrier bills for the complete text; 0 for an empty one."""
    length = units(text)
    if length <= SINGLE_UNITS:
        return 1 if length else 0
    return -(-length // PART_UNITS)


def whole_parts(text: str) -> list[str]:
    """Return the parts in which a text goes where none may end within a pair of surrogates.

    An emoji at the seam goes into the next part, which can make one part more than ``segments``
    counts; a carrier bills what it is given.
    """
    if units(text) <= SINGLE_UNITS:
        return [text]
    found, start, used = [], 0, 0
    for place, char in enumerate(text):
        width = units(char)
        if used + width > PART_UNITS:
            found.append(text[start:place])
            start, used = place, 0
        used += width
    return [*found, text[start:]]


def capacity(count: int) -> int:
    """Return how many UTF-16 units fit into ``count`` billed messages."""
    return SINGLE_UNITS if count == 1 else count * PART_UNITS


def compose(body: str, *, signature: str = "", opt_out_wording: str = "") -> str:
    """Return ``body`` as it goes out: signature before it, opt-out wording after it.

    A body that already begins with a signature keeps its own; wording that is there already is not
    repeated. A non-breaking space becomes an ordinary one and other invisible characters vanish:
    they are billed like letters and show nothing.
    """
    return framed(tidy(body), signature=signature, opt_out_wording=opt_out_wording)


def framed(text: str, *, signature: str = "", opt_out_wording: str = "") -> str:
    """Return a tidy ``text`` as ``compose`` does."""
    if signature and not text.startswith("【"):
        text = f"【{signature}】{text}"
    if opt_out_wording and not text.endswith(opt_out_wording):
        separator = "" if text.endswith(("。", "！", "？", "\n")) else "\n"
        text = f"{text}{separator}{opt_out_wording}"
    return text


def tidy(text: str) -> str:
    """Return ``text`` without characters that cost money and show nothing."""
    spaced = text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\u3000", " ")
    lines = spaced.split("\n")
    if not all(map(str.isprintable, lines)):
        lines = ["".join(filter(_shows, line)) for line in lines]
    return "\n".join(map(str.rstrip, lines)).strip()


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf")


def fit(body: str, limit: int, *, signature: str = "", opt_out_wording: str = "") -> Fitted:
    """Return the composed text in at most ``limit`` billed messages, and what was cut.

    The cut falls behind a sentence or line where one ends in the second half of the room, else
    behind a comma, else anywhere, and is shown by "…". Raises ValueError when not even signature
    and wording fit.
    """
    whole = compose(body, signature=signature, opt_out_wording=opt_out_wording)
    if segments(whole) <= limit:
        return Fitted(whole, "")
    text = tidy(body)
    added = "" if text.startswith("【") else signature
    frame = compose(ELLIPSIS, signature=added, opt_out_wording=opt_out_wording)
    room = capacity(limit) - units(frame)
    if room < 0:
        raise ValueError("signature and opt-out wording alone are longer than the limit")
    kept = shorten(text, room)
    shown = compose(kept + ELLIPSIS, signature=added, opt_out_wording=opt_out_wording)
    return Fitted(shown, text[len(kept) :].strip())


def shorten(text: str, room: int) -> str:
    """Return the longest good beginning of ``text`` that has at most ``room`` UTF-16 units."""
    used = end = 0
    for char in text:
        used += units(char)
        if used > room:
            break
        end += 1
    head = text[:end]
    for marks in (_BREAKS, _SOFT_BREAKS):
        at = max(head.rfind(mark) for mark in marks) + 1
        if at > end // 2:
            return head[:at].rstrip("\n，、, ")
    return head
