"""Cuts an answer to what a channel can take: one bounded SMS, or a few pages of a chat."""

from __future__ import annotations

from bot.dialogue.reply import Reply
from bot.dialogue.turn import Say, Turn
from messaging import sms_text

_SIGNATURE = "署" * 10
"""Takes the room of the office's signature, which is added when the message goes out."""
WITHOUT_BUTTONS = frozenset({"wechat"})
"""Chats that show no buttons; the text says what every digit means."""
PAGE_OF = {"wechat": 600}
"""UTF-16 units a message of a channel may have where that is less than the settings allow."""


def paged(said: Say, turn: Turn) -> list[Reply]:
    """Return the replies for an answer; buttons and proof go with the last of them."""
    text = "\n".join(line for line in said.lines if line)
    settings = turn.services.settings
    if turn.wording.is_sms:
        fitted = sms_text.fit(text, settings.sms_segments, signature=_SIGNATURE)
        body = fitted.text.removeprefix(f"【{_SIGNATURE}】")
        return [Reply(body, proves=said.proves)]
    size = min(settings.page_length, PAGE_OF.get(turn.contact.channel, settings.page_length))
    parts = _parts(text, size)[: settings.pages]
    replies = [Reply(part) for part in parts[:-1]]
    buttons = () if turn.contact.channel in WITHOUT_BUTTONS else tuple(said.buttons)
    return [*replies, Reply(parts[-1], buttons, said.proves)]


def _parts(text: str, size: int) -> list[str]:
    """Split a text at line ends into parts of at most ``size`` UTF-16 units."""
    parts: list[str] = []
    used = ""
    for line in text.split("\n"):
        for piece in _pieces(line, size):
            joined = f"{used}\n{piece}" if used else piece
            if sms_text.units(joined) <= size:
                used = joined
            else:
                parts.append(used)
                used = piece
    return [*parts, used] if used or not parts else parts


def _pieces(line: str, size: int) -> list[str]:
    half = size // 2  # an emoji takes two units
    if sms_text.units(line) <= size:
        return [line]
    return [line[start : start + half] for start in range(0, len(line), half)]
