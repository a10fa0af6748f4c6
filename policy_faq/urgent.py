"""Danger now: no will to live, people held, violence, injury, fraud, papers or pay kept.

Pure; the one place that knows. A mention that is denied ("不拖欠工资的厂", "不收押金") is no
emergency, nor is asking how to avoid one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from policy_faq.elsewhere import everyday, money_elsewhere
from policy_faq.sieve import Sifted, Sighting, Table, pattern, sight
from policy_faq.text import has_chinese
from policy_faq.urgent_foreign import foreign_danger_in
from policy_faq.urgent_scenes import SCENES, is_pressing
from policy_faq.urgent_shunned import without_shunned
from policy_faq.urgent_victims import SIGNS_OF_WRONG, wrongs_in
from policy_faq.urgent_words import DANGER_OF, Danger
from policy_faq.urgent_young import is_of_age

__all__ = [
    "FIRST",
    "GRAVEST_FIRST",
    "Alarm",
    "Danger",
    "danger_in",
    "dangers_in",
    "is_about_other_money",
    "is_pressing",
    "urgent_topic",
]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A danger found in a message; ``happening`` when it tells of the speaker's own case."""

    danger: Danger
    happening: bool
    beside: frozenset[Danger] = frozenset()
    """Lesser dangers of the same message."""

    @property
    def next(self) -> Danger | None:
        """The gravest of the lesser dangers."""
        return next((danger for danger in GRAVEST_FIRST if danger in self.beside), None)


_IN_WORDS: Final = Table(DANGER_OF)
_SIGNS: Final = _IN_WORDS.bits | SCENES.signs | SIGNS_OF_WRONG
"""Without one of these a message in Chinese tells of no danger."""
#: Words right before a danger that turn it into its opposite.
_DENIED: Final = re.compile(
    r"(?:从来?不|绝不|不会|不能|不得|不许|不用|不需要?|不必|不|没有?|莫得?|无|未|别|防止?|避免)(?:要|会|敢|再|先|被)?$"
)
#: Words right before an injury that only fear it ("怕触电", "容易受伤的活").
_FEARED: Final = re.compile(r"(?:怕|担心|害怕|容易|易)(?:会|再|要|被|我)?$")
#: Money that the state pays, or that friends lend, is no wage: "补贴的钱没给" is a question about a
#: subsidy.
_OTHER_MONEY: Final = pattern(
    r"补贴|补助|车票|车费|车钱|坐车|路费|报销|政府.{0,4}钱|贷款|养老(?!院)|退休|低保|危房|"
    r"(?:不是|非)(?:卡户|贫困户|脱贫户|建档立卡)[^,，。]{0,8}(?:一分|没)|"
    r"(?:朋友|同学|亲戚|邻居|亲家)[^,。]{0,3}欠"
)
_PAY_FOR_SURE: Final = pattern(
    r"欠薪|讨薪|老板|包工|工地|(?<!退休)(?:工资|工钱)(?!标准)|血汗钱|劳务费|干活|白干|"
    r"(?:公司|厂里?|单位|工头)[^,，。]{0,3}欠着?(?:我|俺|咱)们?的?钱"
)
#: What a court asks for is no fraud.
_COURT: Final = pattern(r"仲裁|法院|打官司|起诉|公证")
#: What a counter charges for its own service is none either: a ticket changed, money drawn.
_COUNTER: Final = pattern(r"改签|退票|取现|取款|提现|转账手续|补票|挂号|过户|年检|驾照|考试")
_NOT_AT_WORK: Final = frozenset({Danger.FRAUD, Danger.WAGES, Danger.INJURY})
"""Dangers that are ours only when they come from work; others are answered wherever they happen."""
_OF_WORK: Final = frozenset(Danger) - {Danger.CRISIS}
"""Dangers that an everyday matter is none of: a dog shut in, a phone plan that takes money."""
_TAKEN_IN: Final = pattern(r"骗|押金|保证金|中介|介绍费|先")
_GENERAL: Final = pattern(
    r"怎么防|如何防|怎样防|防止|预防|可以吗|能不能|合法吗|是什么|标准|"
    r"(?:^|单位|企业|如果|要是|万一|遇到|劳动者|农民工).{0,8}(?:怎么办|咋个?办|如何处理)\??$"
)
_QUESTION: Final = pattern(
    r"[吗?？]|怎么|咋|怎样|如何|什么|多少|哪|能不能|可不可以|可以|合法|规定|收不收"
)
_TOPIC_ONLY: Final = 4
"""欠薪, 工伤赔偿: the name of a topic tells nothing that happened."""
_OWN: Final = pattern(
    r"我|俺|咱|本人|老板|包工|工头|家里?人|老公|老婆|儿子|姑娘|娃|兄弟|老乡|工友|了$|半年|[一二两三四五六七八九十\d]+个?月|"
    r"现在|刚才?|今天|昨天"
)
_PREVENTION: Final = pattern(
    r"(?:怎么|怎样|如何|咋样?|咋个|啷个)(?:才能)?(?:去)?(?:认|辨|分|识|晓得|判断)[^,，。]{0,8}(?:中介|骗|真假)|"
    r"(?:防|避免|当心|小心|辨别|识别|怎么看|怎样看|预防|怕)[^。?!]{0,8}?(?:骗|上当|中介|真假)|靠谱|信不信得|能信|可信"
)
_DEMAND: Final = pattern(r"(?:先|要我|叫我|喊我|让我|要)(?:先)?(?:交|收|付)")
_HOW_TO_TELL: Final = pattern(r"怎么|怎样|如何|咋|哪些|防|避免")


FIRST: Final = frozenset({Danger.MINOR.topic, Danger.HELD.topic, Danger.HARM.topic})
"""A child at work, and life or limb, come before whatever else a message asks."""
_FOR_LATER: Final = pattern(r"防|避免|如果|要是|万一|遇到|什么是|标准")
"""What turns even a grave danger into a question about it."""
_PAPERS: Final = pattern(r"身份证|证件|护照|户口本|毕业证")
_LOCKED_IN: Final = pattern(
    r"[锁关](?:着|起|在|住|进|了)[^,，。]{0,4}(?:我|人|宿舍|屋|房|门|厂)|门[^,，。]{0,3}锁|守|看着|逃|救|传销|缅|境外|国外|"
    r"不(?:让|准|许|给|放)[^,，。]{0,3}出"
)
_IN_JEST: Final = pattern(
    r"(?:讲|说|来|写|编|唱)(?:一?[个段首篇])[^,，。]{0,14}(?:笑话|段子|故事|歌词?|诗|顺口溜|谜语|作文|相声)"
)
_ACUTE: Final = pattern(r"中毒了|触电了|昏迷|抢救|[吐咳]血|止不住血|不省人事")
"""An injury that no other office's word makes less of."""
_CHARGED: Final = pattern(r"[多乱]扣|扣(?:了)?(?:钱|费|年费|款|短信)")
"""A bank charges a card; nobody keeps it."""
_BOSS_GONE: Final = pattern(r"老板(?:死了|去世|病死|坐牢|被抓|出了?(?:车祸|事))")
"""The boss's misfortune is no injury of those whom he owes."""
_BY_A_THING: Final = pattern(
    r"(?:缆绳|电焊|弧光|钢丝|绳子?|机器|铁链|砂轮|飞轮|扇叶|电锯|螺杆|树枝|浪|石头|钢筋)[^,，。]{0,5}(?:打|抽|砸|弹)|"
    r"打(?:农药|药|谷|井|灰|粮|桩|孔|磨|蜡|捞)"
)
_AS_INJURY: Final = pattern(
    r"^(?!.*(?:老板|工头|经理|主管|监工|组长)[^,，。]{0,8}打).*(?:算不?算?|是不是|属于|认定?)(?:是|为|成)?(?:工伤|公伤)"
)
"""Somebody hurt by a third person who asks whether it counts as an injury at work."""
GRAVEST_FIRST: Final = (
    Danger.CRISIS,
    Danger.HELD,
    Danger.HARM,
    Danger.INJURY,
    Danger.MINOR,
    Danger.ID_CARD,
    Danger.FRAUD,
    Danger.WAGES,
)


@lru_cache(maxsize=64)
def danger_in(text: str) -> Alarm | None:
    """Return the danger that a cleaned message speaks of, or None.

    Fraud and papers kept go before pay (a fee "for the wage card" is fraud); within a kind the
    order of the patterns decides.
    """
    said = sight(text)
    if not said.may & _SIGNS and has_chinese(text):
        return None
    text = without_shunned(text)
    said = sight(text)
    if said.search(_IN_JEST):
        return None
    possible = _IN_WORDS.possible(said)
    found = {danger for words, danger in possible if _stands(words, danger, said)}
    found |= SCENES.told_in(text)
    found |= set(foreign_danger_in(text))
    wrongs = wrongs_in(text)
    if not (found or wrongs):
        return None
    if is_about_other_money(text):
        found.discard(Danger.WAGES)
    if (said.search(_COURT) or said.search(_COUNTER)) and not said.search(_TAKEN_IN):
        found.discard(Danger.FRAUD)
    if found and not wrongs and money_elsewhere(text):
        found -= _NOT_AT_WORK - ({Danger.INJURY} if said.search(_ACUTE) else set())
        if said.search(_CHARGED):
            found.discard(Danger.ID_CARD)
    if found and not wrongs and everyday(text):
        found -= _OF_WORK
    found |= wrongs
    if Danger.MINOR in found and is_of_age(text):
        found.discard(Danger.MINOR)
    if Danger.WAGES in wrongs and said.search(_BOSS_GONE):
        found.discard(Danger.INJURY)
    injured = Danger.HARM in found and Danger.INJURY in found
    if injured and (said.search(_BY_A_THING) or said.search(_AS_INJURY)):
        found.discard(Danger.HARM)
    if Danger.ID_CARD in found and said.search(_PAPERS) and not said.search(_LOCKED_IN):
        found.discard(Danger.HELD)
    for danger in GRAVEST_FIRST:
        if danger in found:
            hurt_child = found >= {Danger.INJURY, Danger.MINOR}
            told = danger in wrongs and not (said.search(_GENERAL) and not said.search(_OWN))
            happening = hurt_child or told or _happening(danger, said)
            return Alarm(danger, happening, frozenset(found) - {danger})
    return None


def dangers_in(text: str) -> frozenset[Danger]:
    """Return all dangers that a cleaned message speaks of."""
    alarm = danger_in(text)
    return frozenset() if alarm is None else alarm.beside | {alarm.danger}


def is_about_other_money(text: str) -> bool:
    """Tell whether the money a cleaned message speaks of is no pay but a subsidy or a loan."""
    said = sight(text)
    return said.search(_OTHER_MONEY) is not None and said.search(_PAY_FOR_SURE) is None


def _stands(words: Sifted, danger: Danger, said: Sighting) -> bool:
    before = (said.text[: match.start()] for match in said.finditer(words))
    feared = _FEARED if danger is Danger.INJURY else _DENIED
    return any(not (_DENIED.search(each) or feared.search(each)) for each in before)


def _happening(danger: Danger, said: Sighting) -> bool:
    """Tell whether somebody's own case is told: a statement, or a question about "me", "now".

    A grave danger is taken to happen unless somebody asks about it for later.
    """
    if danger.is_grave:
        return danger is Danger.CRISIS or said.search(_FOR_LATER) is None
    if said.search(_GENERAL) is not None or len(said.text) <= _TOPIC_ONLY:
        return False
    return said.search(_OWN) is not None or said.search(_QUESTION) is None


def urgent_topic(text: str) -> str | None:
    """Return the urgent topic that a cleaned question is about, or None.

    Asking how to avoid fraud is not an emergency; having paid is.
    """
    alarm = danger_in(text)
    if alarm is None or (alarm.danger is Danger.FRAUD and _only_careful(text)):
        return None
    return alarm.danger.topic


def _only_careful(text: str) -> bool:
    """Tell whether somebody asks how to be careful, and is not being asked for money now."""
    said = sight(text)
    if said.search(_PREVENTION) is None:
        return False
    return said.search(_DEMAND) is None or said.search(_HOW_TO_TELL) is not None
