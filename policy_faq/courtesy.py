"""Thanks, greetings and "I see": short messages that want a short kind word, not a refusal."""

from __future__ import annotations

import re
from enum import StrEnum

from policy_faq.literals import letters

_LONGEST = 24
"""Characters; a longer message says more than thanks."""
_THANKS = (
    r"(?:非常|太|真是?|实在|十分)?(?:感谢|谢谢|谢了|谢啦|谢过|多谢|3q|thanks?(?: you)?|thank u|"
    r"辛苦|麻烦|打扰|劳烦|费心|难为)"
)
_BYE = r"(?:拜拜?|再见|回头见|回聊|下次再问|晚安|慢走|bye)"
_SEEN = (
    r"(?:好|好的|好嘞|好滴|好呢|好勒|要得|中|行|可以|嗯|恩|哦|噢|喔|收到|知道|晓得|明白|清楚|了解|懂|记住|"
    r"记下|没事|没问题|不用|算了|没有了|ok|okay)"
)
_HELLO = (
    r"(?:你们?好|您好|嗨|哈喽|哈啰|喂|在吗|在不在|在不|有人吗|早上好|上午好|中午好|下午好|晚上好|早安|"
    r"早上|hello|hi|hey)"
)
_TO_WHOM = (
    r"(?:你们?|您|老师|师傅|同志|大哥|大姐|领导|政府|客服|机器人|小助手|助手|哥|姐|妹子|家|各位|"
    r"大家|我)"
)
_MOOD = r"[了啦哈啊呀呢嘛哩喽咯呐哦噢吧嘎哇的着么呗嘞滴就先再那都也很咧,，。.!！~～、\s]"


class Courtesy(StrEnum):
    """What a message of courtesy does; the value is the answer to it."""

    THANKS = "不客气！还想问车票补助、招工、培训、欠薪的事，直接发给我。"
    BYE = "再见，路上平安！有事再问我。"
    SEEN = "好的。还想问车票补助、招工、培训、欠薪的事，直接发给我。"
    HELLO = "您好，我是就业政策助手，可以问我：车票补助、招工信息、培训、创业、欠薪怎么办。"


_KINDS = tuple(
    (courtesy, re.compile(words))
    for courtesy, words in (
        (Courtesy.THANKS, _THANKS),
        (Courtesy.BYE, _BYE),
        (Courtesy.HELLO, _HELLO),
        (Courtesy.SEEN, _SEEN),
    )
)
# Atomic, so that a long row of 好的好的 is read in one way only.
_NOTHING_ELSE = re.compile(
    rf"(?>{_THANKS}|{_BYE}|{_HELLO}|{_SEEN}|{_TO_WHOM}|{_MOOD})+", re.IGNORECASE
)


_LETTERS = letters(_NOTHING_ELSE)


def courtesy_in(text: str) -> Courtesy | None:
    """Return what a cleaned message does that holds nothing but courtesy; None for any other."""
    if len(text) > _LONGEST or _LETTERS.fullmatch(text) is None:
        return None
    if _NOTHING_ELSE.fullmatch(text) is None:
        return None
    return next((courtesy for courtesy, words in _KINDS if words.search(text)), None)
