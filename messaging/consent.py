"""Words that stop messages or bring them back, and whether a message may go to a contact.

The words are the ones Chinese carriers and SMS platforms honour; they count only when they are the
whole message, because "我没有退订" is no wish to stop.
"""

from __future__ import annotations

import unicodedata

from messaging.tables import MessageKind

OPT_OUT_WORDS = frozenset({"t", "td", "r", "n", "退订", "拒收"})
OPT_IN_WORDS = frozenset({"恢复", "订阅", "恢复订阅"})
_DECORATION = " \t\r\n。.!！,，\"'“”‘’「」"


def is_opt_out(text: str) -> bool:
    """Tell whether the whole message is a word that stops messages (width and case aside)."""
    return _word(text) in OPT_OUT_WORDS


def is_opt_in(text: str) -> bool:
    """Tell whether the whole message is a word that brings messages back."""
    return _word(text) in OPT_IN_WORDS


def may_write(kind: MessageKind, *, opted_out: bool) -> bool:
    """Tell whether a message of ``kind`` may go out: who opted out still gets answers."""
    return kind is MessageKind.REPLY or not opted_out


def _word(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(_DECORATION).casefold()
