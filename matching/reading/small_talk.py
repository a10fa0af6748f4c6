"""Messages that want something else than work, whatever trade or tool they name."""

from __future__ import annotations

from matching.reading import seeking
from matching.reading.phrases import phrases
from matching.reading.text import clean

_SAYS = phrases("small_talk")


def is_remark(text: str) -> bool:
    """Tell whether a message only tells how things go ("今年好多人去广东打工呀")."""
    plain = clean(text)
    return _SAYS["remark"].search(plain) is not None and _SAYS["own_wish"].search(plain) is None


def asks_who_answers(text: str) -> bool:
    """Tell whether a message asks who or what answers ("你是人还是机器")."""
    return _SAYS["who_answers"].search(clean(text)) is not None


def is_another_matter(text: str) -> bool:
    """Tell whether a message is that of an employer, a customer or who is busy, or a remark."""
    plain = clean(text)
    if any(_SAYS[name].search(plain) for name in ("employer", "customer", "busy")):
        return True
    return is_remark(text)


def is_small_talk(text: str) -> bool:
    """Tell whether a message is no search for work.

    News ("摩托车丢了"), who is busy ("我在做饭"), customers ("找个师傅修水管"), employers
    ("我要招两个服务员") and talk for its own sake are none.
    """
    plain = clean(text)
    if is_another_matter(text) or asks_who_answers(text):
        return True
    if _SAYS["wish"].search(plain) or seeking.stance(plain) is seeking.Stance.SEEKS:
        return False
    return any(_SAYS[name].search(plain) for name in ("news", "chat"))
