"""The words of a push: a few postings in the fewest SMS, or in full for a chat.

Pure. Phones are shared in a household, so an SMS begins with the person's name, masked where the
phone is known to be shared; it holds nothing else about the person. A chat outside the country
holds not even the name. Signature and opt-out wording are added by ``messaging.rendering``; their
length is counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from matching.push_cuts import Line, described, fewest, rows, within
from messaging import sms_text

GREETING = "您好"
VALUE_LENGTH = 35
"""Characters of one posting in a provider's template: what Aliyun takes in one variable."""
_HOW_SMS = "回1看详情，回报名1报名"
_HOW_CHAT = "回复数字看详情，回复“报名1”报名，“换一批”看别的。"


@dataclass(frozen=True, slots=True)
class PushText:
    """The text, how many SMS it is billed as (0 for a chat), and what was left out of it.

    ``cut`` has one sentence for each field that was dropped or shortened, for staff. ``params`` are
    the same facts for providers that send approved templates only: ``name`` and ``job1``, ``job2``…
    of at most 35 characters each; empty for a chat.
    """

    text: str
    segments: int
    cut: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def sms(
    name: str,
    lines: Sequence[Line],
    *,
    signature: str = "",
    opt_out_wording: str = "",
    whole: Callable[[Mapping[str, str]], str | None] | None = None,
) -> PushText:
    """Return the push as an SMS of the fewest billed messages that still names every posting.

    Fields are dropped or shortened only where that saves a message, and no more of them than that
    takes: food and lodging first, then titles, then places. Number, wage and how to answer always
    stay. Where the provider sends templates only, ``whole`` returns the complete message for the
    values of one, None when they fit into none; that is what is billed then.
    """

    def billed(told: Sequence[str]) -> int:
        filled = whole(_params(name, lines, told)) if whole is not None else None
        if filled is None:
            body = _body(name, told)
            filled = sms_text.compose(body, signature=signature, opt_out_wording=opt_out_wording)
        return sms_text.segments(filled)

    cuts = fewest(lines, billed)
    told = rows(lines, cuts)
    return PushText(
        _body(name, told),
        billed(told),
        described(lines, cuts),
        MappingProxyType(_params(name, lines, told)),
    )


def chat(name: str | None, lines: Sequence[Line]) -> PushText:
    """Return the push for a chat; ``name`` is None where no personal data may go."""
    said = [f"{name or GREETING}，有{len(lines)}个适合您的岗位："]
    for number, line in enumerate(lines, start=1):
        facts = [part for part in (line.place, line.wage, line.board) if part]
        why = f"（{line.reason}）" if line.reason else ""
        said.append(f"{number} {line.title}，{'，'.join(facts)}{why}")
    said.append(_HOW_CHAT)
    return PushText("\n".join(said), 0)


def board_words(food: bool | None, lodging: bool | None) -> str:
    """Return 包吃住, 包吃, 包住 or nothing."""
    if food and lodging:
        return "包吃住"
    return "包吃" if food else "包住" if lodging else ""


def _params(name: str, lines: Sequence[Line], told: Sequence[str]) -> dict[str, str]:
    """Return the values for a template: the rows, each as long as one variable may be."""
    return {"name": name} | {
        f"job{number}": row if len(row) <= VALUE_LENGTH else within(line, VALUE_LENGTH)
        for number, (line, row) in enumerate(zip(lines, told, strict=True), start=1)
    }


def _body(name: str, told: Sequence[str]) -> str:
    numbered = [f"{number} {row}" for number, row in enumerate(told, start=1)]
    return "\n".join((f"{name}：", *numbered, _HOW_SMS))


__all__ = ["VALUE_LENGTH", "Line", "PushText", "board_words", "chat", "sms"]
