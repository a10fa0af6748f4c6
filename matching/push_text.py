"""The words of a push: a few postings in the fewest SMS, or in full for a chat.

Pure. Phones are shared in a household, so an SMS begins with the person's name; it holds nothing
else about the person. A chat outside the country holds not even the name. Signature and opt-out
wording are added by ``messaging.rendering``; their length is counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from messaging import sms_text

GREETING = "您好"
_HOW_SMS = "回1看详情，回报名1报名"
_LENGTHS = ((12, 8), (8, 6), (6, 4), (4, 3))
"""Characters of title and place, tried in turn."""
_HOW_CHAT = "回复数字看详情，回复“报名1”报名，“换一批”看别的。"


@dataclass(frozen=True, slots=True)
class Line:
    """One posting as a push tells it: what, where, how much, board, and why it suits."""

    title: str
    place: str
    wage: str
    board: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PushText:
    """The text, how many SMS it is billed as (0 for a chat), and what was left out of it."""

    text: str
    segments: int
    cut: tuple[str, ...] = ()


def sms(
    name: str, lines: Sequence[Line], *, signature: str = "", opt_out_wording: str = ""
) -> PushText:
    """Return the push as an SMS of the fewest billed messages that still says all of it.

    Titles and places are shortened only where that saves a message; wage, food and lodging of every
    posting always stay, because people decide by them.
    """

    def billed(body: str) -> int:
        whole = sms_text.compose(body, signature=signature, opt_out_wording=opt_out_wording)
        return sms_text.segments(whole)

    full = _body(name, lines, *_LENGTHS[0])
    needed, fewest = billed(full), billed(_body(name, lines, *_LENGTHS[-1]))
    if needed == fewest:
        return PushText(full, needed)
    shorter = (_body(name, lines, *lengths) for lengths in _LENGTHS[1:])
    chosen = next(body for body in shorter if billed(body) == fewest)
    return PushText(chosen, fewest, ("标题和地点缩短",))


def chat(name: str | None, lines: Sequence[Line]) -> PushText:
    """Return the push for a chat; ``name`` is None where no personal data may go."""
    rows = [f"{name or GREETING}，有{len(lines)}个适合您的岗位："]
    for number, line in enumerate(lines, start=1):
        facts = [part for part in (line.place, line.wage, line.board) if part]
        why = f"（{line.reason}）" if line.reason else ""
        rows.append(f"{number} {line.title}，{'，'.join(facts)}{why}")
    rows.append(_HOW_CHAT)
    return PushText("\n".join(rows), 0)


def _body(name: str, lines: Sequence[Line], title: int, place: int) -> str:
    rows = [f"{name}："]
    for number, line in enumerate(lines, start=1):
        facts = (_short(line.title, title), _short(line.place, place), line.wage, line.board)
        rows.append(f"{number} " + "，".join(part for part in facts if part))
    rows.append(_HOW_SMS)
    return "\n".join(rows)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length]


def board_words(food: bool | None, lodging: bool | None) -> str:
    """Return 包吃住, 包吃, 包住 or nothing."""
    if food and lodging:
        return "包吃住"
    return "包吃" if food else "包住" if lodging else ""
