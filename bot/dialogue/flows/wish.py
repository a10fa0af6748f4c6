"""A message that may wish for work: weighed against what else it may want, then searched.

Its words speak first (``bot.dialogue.intents``); here the whole of it is weighed: a story that ends
in a wish is a search whatever troubles it tells, and a question for a rule is none whatever trade
it names.
"""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import below_list, intents, past_troubles
from bot.dialogue.flows import detail, follow, handoff, listing, policy, search
from bot.dialogue.intents import Intent
from bot.dialogue.redact import redacted
from bot.dialogue.session import KEPT_TEXT
from bot.dialogue.turn import Say, Turn
from matching.reading import seeking
from matching.reading.seeking import Stance
from matching.reading.text import clean, sentences
from matching.reading.wish_beside import tells_only_limits
from policy_faq.urgent import Alarm, Danger
from policy_faq.urgent_shunned import is_all_shunned, names_shunned

_ABOUT_SHOWN: Final = re.compile(
    r"(?:这个|那个)?(?:电话|联系(?:方式|电话|人)|地址|地点|位置|在哪里?|在哪点|怎么去|要求|工资|工价|吃住|包吃住|"
    r"(?:一?天|一?个?月|每天|每月)(?:能)?(?:拿|挣|有|给|开)?(?:多少|好多|几百|几千|几块)钱?|哪(?:个|家)(?:最|更|比较)?(?:好|合适|强)(?:点|些)?|"
    r"多大(?:年纪|岁数|年龄)?(?:的)?(?:要|收|招)?|(?:几个|多少)人(?:住)?一(?:间|个)(?:宿舍|屋|房)?|宿舍(?:怎么样|好不好|几个人)|"
    r"待遇|福利|招几个|招多少人|单位|哪个(?:厂|地方)|什么(?:厂|地方)|在(?:哪个|什么)(?:地方|城市|县|省)|详情|具体|要什么条件|什么条件|年龄)"
    r"(?:是|有)?(?:什么|多少|好多|哪里|哪点|怎么样|咋样|吗|呢|不|限制|要求)?"
)
_OF_POSTING: Final = re.compile(
    r"(?:那|请问)?(?:这|那)(?:个|家|份|里|边)(?:厂|店|活|工作|岗位|公司|工地)?(?:的话)?[,，\s]*"
    r"(?=.*(?:[吗么不没嘛?？]|多少|几|哪|什么|啥|咋|怎么样|要不要|有没有|给不给|包不包|收不收|招不招|累不累|远不远|管不管))"
    r"(?:一?天|一?个?月|还|都|也|是|在|离|是不是)*"
    r"(?:要不要|要|有没有|有莫?得|有|收不收|收|招不招|招|包不包|包|管不管|管|买不买|买|交不交|交|给不给|上不上|上|用不用|得不得|能|可以|可不可以)*"
    r"(?:工资|工价|钱|吃|住|吃住|饭|宿舍|夫妻房|社保|五险|保险|合同|证书?|上岗证|健康证|学历|文化|初中|高中|经验|女的?|男的?|女工|男工|年纪|年龄|岁数|夜班|白班|加班|倒班|双休|休息|"
    r"地方|地址|位置|哪里|哪点|家里?|县城|这里|远|近|累|重|坐着|站着|苦|电话|联系方式|老板|厂名|体检|几个人|招几个|多少人|几点|多少小时|时间|什么时候|哪天)"
    r"[^,，。转领办退断取补续停欠扣]{0,8}"
)
"""What is asked about the one posting that is shown in full ("这个要不要证")."""
_BOARD: Final = re.compile("包?吃住?|包?住|包吃包住")
_SHORTEST: Final = 3
_LEANS: Final = re.compile(r"^(?:那|如果|要是|假如|换成|要不|还有|不是)")
_WISHES_WORK: Final = re.compile(
    r"找|招|活|工作|岗位|应聘|进厂|包吃|想(?:去.{0,6})?(?:做|干|当|学)|有没有|给有|哪里有|哪点有|job|work"
)
_ASKS_FOR_FARE: Final = re.compile(
    r"(?:报|给|补|管|出|发).{0,3}(?:车票|路费|车费|车钱).{0,2}(?:不|吗|没|么|嘛|[?？]|$)"
)
_ASKS_OF_FEES: Final = re.compile(
    r"(?:要|收|交)(?:不(?:要|收|交))?(?:钱|费|押金)[^,，。]{0,2}[吗么不没?？]"
)
_WEIGHED: Final = frozenset({Intent.JOB_SEARCH, Intent.POLICY, Intent.OTHER, Intent.MENU})
_LACKS_PAPER: Final = re.compile(
    r"(?:我|俺)?(?:还)?(?:没有?得?|冇得?|莫得|无)[^,，。]{0,4}(?:证|照|本|电动车|电瓶车|摩托车?|三轮车?|手艺|经验)书?(?:的|啊|呀|呢|哦)*|"
    r"(?:我|俺)?(?:的)?[^,，。有]{0,4}(?:证|驾照|驾驶本|电动车|电瓶车|摩托车?|三轮车?|手艺|经验)书?"
    r"(?:都|也|还|我|俺)*(?:没有?得?|冇得?|莫得)(?:有|考)?(?:的|啊|呀|呢|哦)*"
)
_SHUNS: Final = re.compile(r"怕(?!是)|不(?:要|去|做|干|想|扣|押|收|招|进)")
_SUFFERS: Final = re.compile(
    r"被|遭|老板|工头|组长|主管|[扣押收打骗欠]了?我|[伤断死疼痛]了|血|救|不给|不发|不让|不退|不还"
)
_LOCKED: Final = re.compile(
    r"锁|关|扣|困|守|逃|救|控制|威胁|打|骗|传销|境外|国外|缅|证|不(?:让|准|许|放|给)|"
    r"(?:出|走|回|离)不(?:去|来|了|得|脱|掉|成|开)|跑不"
)
_ALARM_ALONE: Final = frozenset({Danger.CRISIS, Danger.HELD, Danger.MINOR})
"""Dangers beside which no list of postings is shown."""


def weighed(turn: Turn, intent: Intent) -> Say | None:
    """Answer a message by what the whole of it wants; None where its words alone decide."""
    if intent not in _WEIGHED:
        return None
    stance = search.stance(turn)
    if turn.state.topic == "search" and _LACKS_PAPER.fullmatch(intents.bare(turn.text)):
        return search.follow(turn, turn.text) or search.more(turn)
    if turn.state.topic == "search" and _goes_on_below(turn, stance):
        asked = below_list.condition_asked(turn.text) or turn.text
        followed = about_shown(turn) or search.follow(turn, asked)
        if followed is not None:
            return followed
    if turn.state.listing is None:
        search.note(turn)
    match stance:
        case Stance.SEEKS if not (_LEANS.search(turn.text) and policy.goes_on(turn)):
            return begin(turn)
        case Stance.DECLINES if intent is not Intent.POLICY:
            return search.paused(turn)
        case Stance.COMPLAINS:
            return handoff.call(turn, turn.text)
        case Stance.ASKS if _ASKS_OF_FEES.search(turn.text):
            return policy.answer(turn, turn.text)
        case Stance.ASKS if intent is Intent.JOB_SEARCH:
            return _rule(turn)
        case Stance.ASKS:
            told = _is_only_wishes(turn) or is_all_shunned(turn.text)
            told = told and not seeking.asks_openly(turn.text)
            return begin(turn) if told or search.wishes_beside(turn) else None
    return _told_beside(turn, intent) or _unsaid(turn, intent)


def _told_beside(turn: Turn, intent: Intent) -> Say | None:
    """Take a wish beside what is only told for a search, and work that names what is shunned."""
    shuns = names_shunned(turn.text) and _only_shuns(turn)
    if intent is Intent.MENU or not (shuns or search.wishes_beside(turn)):
        return None
    leans = intent is not Intent.JOB_SEARCH and policy.goes_on(turn)
    return None if leans else begin(turn)


def taken_up_again(turn: Turn) -> Say | None:
    """Go on with the list shown before a question came between; None for any other message.

    It is taken up by work and a place for it, or by pay, board and hours; insurance and contracts
    are what the question may have been about.
    """
    if turn.state.topic != "policy" or turn.state.listing is None:
        return None
    if search.stance(turn) not in (Stance.SEEKS, Stance.OPEN) or seeking.asks_openly(turn.text):
        return None
    return search.follow(turn, turn.text) if search.speaks_of_list(turn) else None


def _goes_on_below(turn: Turn, stance: Stance) -> bool:
    """Tell whether a message below a list may speak of it, and asks for no rule."""
    return stance in (Stance.SEEKS, Stance.OPEN) or bool(below_list.condition_asked(turn.text))


def begin(turn: Turn) -> Say:
    """Search anew, or go on with the search or the question the message leans on."""
    shown = about_shown(turn)
    if shown is not None:
        return shown
    leans = _LEANS.search(turn.text) or not _WISHES_WORK.search(turn.text)
    if leans and policy.goes_on(turn) and search.stance(turn) is not Stance.SEEKS:
        return policy.answer(turn, turn.text)
    if turn.state.listing is not None:
        followed = search.follow(turn, turn.text)
        if followed is not None:
            return followed
    return anew(turn)


def anew(turn: Turn) -> Say:
    """Search for work; who then calls for a person need not write the wish again."""
    turn.state.question = redacted(turn.text)[:KEPT_TEXT]
    return search.start(turn, turn.text)


def about_shown(turn: Turn) -> Say | None:
    """Answer "电话多少" and the like below the posting that is shown in full, or below a list."""
    asked = intents.bare(turn.text)
    if turn.state.posting is not None and _OF_POSTING.fullmatch(asked):
        return detail.show(turn, turn.state.posting)
    if not _ABOUT_SHOWN.fullmatch(asked):
        return None
    if turn.state.posting is not None:
        return detail.show(turn, turn.state.posting)
    if _BOARD.fullmatch(intents.bare(turn.text)):
        return None  # below a list it is what somebody wants of the next
    if turn.state.topic == "search" and turn.state.listing is not None:
        return listing.again(turn)
    return None


def beside(turn: Turn, alarm: Alarm) -> Say:
    """Answer a danger, and behind it the wish for work that the same message ends in.

    Who was hurt long ago and now looks for work that such a body can do has no emergency: the
    search comes with a word on what an injury at work may still bring.
    """
    harmless = (_only_wants_home, _only_wishes_pay, _was_cheated_before, _is_kept_by_kin)
    if any(none(turn, alarm) for none in harmless):
        return begin(turn)
    alone = _ALARM_ALONE & {alarm.danger, *alarm.beside}
    search.note(turn)
    hurt = alarm.danger is Danger.INJURY and not alarm.beside
    if hurt and past_troubles.hurt_before(turn.text) and _wishes(turn):
        said = anew(turn)
        if not past_troubles.is_of_kin(turn.text):
            said.lines.append(turn.say("search_hurt_before"))
        return said
    if alone or not search.ends_in_wish(turn):
        return policy.urgent(turn, alarm)
    return policy.urgent(turn, alarm, alone=True).add(anew(turn))


def _wishes(turn: Turn) -> bool:
    """Tell whether a message that tells of an old trouble looks for work."""
    if search.ends_in_wish(turn) or search.stance(turn) is Stance.SEEKS:
        return True
    return search.wishes_beside(turn) or tells_only_limits(turn.text)


def _only_wishes_pay(turn: Turn, alarm: Alarm) -> bool:
    """Tell whether "要工资八千以上" is a wish, and no pay is owed."""
    if alarm.danger is not Danger.WAGES or alarm.beside:
        return False
    if search.only_wishes_pay(turn):
        return True
    seeks = search.stance(turn) is Stance.SEEKS or search.is_clear_wish(turn, doubted=True)
    seeks = seeks or search.wishes_beside(turn)
    return seeks and not search.owes_pay(turn)


def _was_cheated_before(turn: Turn, alarm: Alarm) -> bool:
    """Tell whether who was cheated once only looks for honest work now."""
    if alarm.danger is not Danger.FRAUD or alarm.beside - {Danger.WAGES}:
        return False
    return past_troubles.cheated_before(turn.text) and _wishes(turn)


def _is_kept_by_kin(turn: Turn, alarm: Alarm) -> bool:
    """Tell whether the family will not have somebody go, who looks for work near home."""
    if alarm.danger is not Danger.HELD or alarm.beside:
        return False
    return past_troubles.kept_by_kin(turn.text) and _wishes(turn)


def _only_wants_home(turn: Turn, alarm: Alarm) -> bool:
    """Tell whether "有没得天黑前能回家的" below a list is a wish, and nobody is held anywhere."""
    if alarm.danger is not Danger.HELD or alarm.beside or _LOCKED.search(turn.text):
        return False
    wishes = turn.state.topic == "search" or search.ends_in_wish(turn)
    return wishes and search.stance(turn) is Stance.SEEKS


def _rule(turn: Turn) -> Say | None:
    """Answer a question for a rule that is put in the words of a search; None when none is known.

    Conditions alone are a search all the same.
    """
    if search.says_only_wishes(turn) or search.wishes_beside(turn):
        return None
    known = policy.offers(turn, turn.text) or policy.is_for_another_office(turn)
    if not known:
        return None
    return policy.answer(turn, follow.question(turn))


def _unsaid(turn: Turn, intent: Intent) -> Say | None:
    """Take conditions of work for a search, and trades with much told of them."""
    if intent not in (Intent.POLICY, Intent.OTHER) or policy.goes_on(turn):
        return None
    if _is_only_wishes(turn) or search.is_clear_wish(turn, doubted=intent is Intent.POLICY):
        return begin(turn)
    if intent is Intent.OTHER and (_is_mostly_wishes(turn) or tells_only_limits(turn.text)):
        return begin(turn)
    if _only_shuns(turn) and (policy.ask(turn, turn.text).urgent or not policy.knows(turn)):
        return begin(turn)
    return None


def _only_shuns(turn: Turn) -> bool:
    """Tell whether a message names work or places, and dangers only as what is shunned."""
    shuns = _SHUNS.search(turn.text) and not _SUFFERS.search(turn.text)
    return bool(shuns) and not seeking.asks_openly(turn.text) and search.tells_of_work(turn)


def _is_mostly_wishes(turn: Turn) -> bool:
    """Tell whether several things are said that are conditions of work, and little else."""
    return len(sentences(clean(turn.text))) > 1 and search.names_work(turn, turn.text)


def _is_only_wishes(turn: Turn) -> bool:
    """Tell whether a message that could be a question is nothing but wishes for work.

    A lone word that policies are about (公益性岗位, 残疾人) stays a question, unless a list of
    postings is on the screen.
    """
    if len(intents.bare(turn.text)) < _SHORTEST and turn.state.topic != "search":
        return False
    if _ASKS_FOR_FARE.search(turn.text) and not _WISHES_WORK.search(turn.text):
        return False
    return search.says_only_wishes(turn)
