"""Short words that lean on the answer before: 还有呢, 不是问这个, 那我老婆呢, 那去哪问, 那怎么申请.

What names a case ("如果是去昆明呢") or a part of an answer ("那材料呢") the policy service follows
itself; here is what only makes sense in a conversation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.dialogue import intents
from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import policy
from bot.dialogue.reply import Button
from bot.dialogue.turn import Say, Turn

_LONGEST: Final = 16
_SOFT: Final = r"(?:呢|吗|嘛|啊|呀|哈|嘞|咯|吧|么|了|的|撒|噻|喽)*"
_MORE: Final = re.compile(
    rf"(?:那|然后|还|接着|再|就)*(?:还有|没有?别的|有别的|然后|接着说|继续说|再说说|再讲讲|"
    rf"说完|讲完|就这些|就这样|完|没|下面)(?:没有?|什么|哪些|哪样|啥|点)?(?:别的|其他的?|要(?:说|讲)的)?{_SOFT}|"
    r"what else|anything else"
)
_NOT_THIS: Final = re.compile(
    rf"(?:我|你)?(?:问的|说的|想问的|要问的)?(?:不是|没)(?:要)?(?:问|说|讲)?(?:的)?(?:这个?|这些|这件事?|那个|这意思|这个意思|这样){_SOFT}|"
    rf"(?:你)?(?:答|说|理解|搞|弄|听)(?:错|岔|偏){_SOFT}|(?:答非所问|牛头不对马嘴|不对题|文不对题|不沾边){_SOFT}|"
    rf"(?:我)?(?:问|说)的不是(?:这个?|那个){_SOFT}|not what i (?:asked|meant)"
)
_FAMILY: Final = re.compile(
    rf"(?:那|如果是?|要是|换成|还有)*(?:我|俺|我们?)?(?:的|家)?"
    rf"(?:老婆|媳妇|婆娘|堂客|爱人|老公|男人|儿子|姑娘|女儿|崽|伢子|爸|妈|爹|娘|父母|兄弟|哥|弟弟?|姐|妹妹?|老表|亲戚|"
    rf"家里?人|邻居|朋友|老乡|别人|他|她)(?:也)?(?:能|可以|行|有|算|是)?(?:不|吗|领|报|一样)*{_SOFT}|"
    r"(?:what about )?my (?:wife|husband|son|daughter)"
)
_WHOM: Final = re.compile(
    rf"(?:那|到底|具体|究竟)*(?:我|我们)?(?:该|要|应该)?(?:去|到|上)?(?:哪里?|哪点|哪儿|什么地方|啷个|找谁|找哪个|问谁|问哪个|"
    rf"打(?:哪个|什么)电话|电话(?:是)?多少|有电话)(?:问|办|去问|问清|部门|人|咨询)*{_SOFT}"
)
_HOW_LONG: Final = re.compile(
    rf"(?:那|大概|一般|要|得|还要)*(?:等)?(?:多久|好久|几天|多长时间|几时|什么时候|啥时候)(?:能|才|可以)*"
    rf"(?:到账|到|下来|批|办好|有|拿到|解决|出结果|有结果|回话|答复)*{_SOFT}"
)
_HOW: Final = re.compile(
    rf"(?:那|具体|我)*(?:该|要|应该)?(?:怎么|咋个?|如何|啷个|怎样|郎个)(?:去)?(?:申请|办理?|弄|领|搞|报|整|申报){_SOFT}"
)
_ABOUT: Final = re.compile(rf"(.{{2,6}}?)(?:的)?(?:事情?|方面|这方面|这块|那些){_SOFT}")
_HOW_TO_ASK: Final = "去哪里办"


def hear(turn: Turn) -> Say | None:
    """Answer words that lean on the answer before; None for any other message."""
    words = re.sub(r"[\s,，。!！?？~]", "", intents.bare(turn.text))
    if turn.state.topic != "policy" or not words or len(words) > _LONGEST:
        return None
    for pattern, said in _ANSWERS:
        if pattern.fullmatch(words) or pattern.fullmatch(intents.bare(turn.text)):
            return said(turn)
    return None


def question(turn: Turn) -> str:
    """Return the turn's text as a question: of "补贴的事情" what it is about, when that helps."""
    about = _ABOUT.fullmatch(intents.bare(turn.text))
    if about is None or policy.offers(turn, turn.text) or not policy.offers(turn, about[1]):
        return turn.text
    return about[1]


def _more(turn: Turn) -> Say | None:
    return Say.text(turn.say("follow_more")) if turn.state.context is not None else None


def _not_this(turn: Turn) -> Say | None:
    """Own up to it, and offer a person for the question itself."""
    label = turn.say("button_human")
    human = Action(Verb.HUMAN)
    return Say([turn.say("follow_not_this")], options=[human], buttons=[Button(label, str(human))])


def _family(turn: Turn) -> Say | None:
    """Tell that the rule is by person, with the answer that it is about."""
    if turn.state.context is None or not turn.state.question:
        return None
    told = policy.answer(turn, turn.state.question)
    told.lines.insert(0, turn.say("follow_family"))
    return told


def _whom(turn: Turn) -> Say | None:
    """Name the number to call after a refusal; an answer names its own office."""
    if turn.state.context is not None:
        return None
    return Say.text(turn.say("follow_whom", **turn.hotline()))


def _how_long(turn: Turn) -> Say | None:
    if policy.knows(turn):
        return None
    return Say.text(turn.say("follow_how_long", **turn.hotline()))


def _how(turn: Turn) -> Say | None:
    """Take "那怎么申请" for where to go: the answer to it names what to bring as well."""
    if turn.state.context is None or policy.knows(turn):
        return None
    return policy.answer(turn, _HOW_TO_ASK)


_ANSWERS: Final[tuple[tuple[re.Pattern[str], Callable[[Turn], Say | None]], ...]] = (
    (_NOT_THIS, _not_this),
    (_MORE, _more),
    (_FAMILY, _family),
    (_WHOM, _whom),
    (_HOW_LONG, _how_long),
    (_HOW, _how),
)
