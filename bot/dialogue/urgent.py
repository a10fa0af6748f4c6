"""Safety topics that go before everything else: pay withheld, fraud, injury, papers kept, children.

Pure. A mention that is denied ("不拖欠工资的厂", "不收押金") is no emergency.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Danger(StrEnum):
    """What a person may be suffering; the values are topics of ``policy_faq``."""

    WAGES = "wages"
    FRAUD = "fraud"
    INJURY = "injury"
    ID_CARD = "id-card"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A danger found in a message; ``happening`` when it tells of the speaker's own case."""

    danger: Danger
    happening: bool


_PAY: Final = r"(?:工资|工钱|薪水?|工程款|血汗钱|劳务费|我们?的?钱|辛苦钱|一分钱|的钱)"
_FEE: Final = r"(?:押金|保证金|定金|订金|介绍费|中介费|报名费|体检费|服装费|培训费|手续费|风险金)"
_CARD: Final = r"(?:身份证|证件|户口本|毕业证|银行卡)(?!复印件|号)"
_BODY: Final = r"(?:手|脚|腿|腰|头|眼睛|指头|手指|胳膊|骨头|背|脚趾)"
_CHILD: Final = (
    r"(?:(?<!\d)(?:[89]|1[0-7])|(?<![二三四五六七八九])十[一二三四五六七]?)"
    r"(?:周)?岁(?!以上|至|到|-)"
)
_LABOUR: Final = (
    r"(?:打工|上班|干活|做工|进厂|务工|做活|收不收|招不招|收吗|招吗|要不要|要吗|工作|打零工)"
)

_PATTERNS: Final[tuple[tuple[Danger, re.Pattern[str]], ...]] = tuple(
    (danger, re.compile(pattern))
    for danger, pattern in (
        (
            Danger.WAGES,
            r"工资卡.{0,4}(?:扣|收|拿)|(?:扣|收|拿).{0,4}工资卡|不认账|一分(?:钱)?(?:都|也)?没",
        ),
        (
            Danger.INJURY,
            rf"(?:绞|轧|压|夹|砸|切|割|烫|烧|撞|扎)(?:到|着|了|断|伤|坏).{{0,3}}{_BODY}|被.{{0,3}}(?:机器|车|吊).{{0,2}}[绞轧压夹砸割撞打]",
        ),
        (
            Danger.FRAUD,
            r"(?:交|收|给)了?.{0,10}钱.{0,16}(?:不退|不见|找不到|工作.{0,3}没|没有?.{0,2}工作)",
        ),
        (Danger.INJURY, r"不(?:出|给|付|管).{0,3}(?:医药|医疗)费"),
        (Danger.ID_CARD, rf"{_CARD}.{{0,4}}(?:交给|交到|给他们|给老板|保管)"),
        (Danger.WAGES, rf"(?:拖欠|克扣|扣发|欠着?|拖着?|压着?|卡着|扣着?|差着?).{{0,10}}{_PAY}"),
        (
            Danger.WAGES,
            r"欠薪|讨薪|讨工资|要工资|讨钱|赖账|白干|老板跑|(?:卷|带).{0,6}钱.{0,2}跑|卷.{0,4}跑|卷款|跑路",
        ),
        (
            Danger.WAGES,
            r"(?:(?<!给)(?<!发)不|没|莫|没有|没钱)(?:给|发|结|付|兑现)(?:我们?|大家|[^,，给发]{0,4}?)(?:的|开|发|结)?"
            r"(?:钱|工资|工钱|薪|血汗钱|账)(?!多|少|单|条|不|吗)",
        ),
        (
            Danger.WAGES,
            rf"{_PAY}.{{0,10}}(?:拖|欠|(?<!给)不给|没给|(?<!发)不发|没发|没结|没见|不结|少发|少给|要不|拿不|讨不|追不|结不|"
            r"还没(?:到|发|给|拿)|扣了|压着|不兑现|没到手)",
        ),
        (Danger.WAGES, r"(?:不|没)结(?:账|算|清)|(?:差|欠)我们?.{0,8}(?:钱|块|元|万|千)"),
        (Danger.WAGES, r"(?:not|n't|never).{0,12}(?:pay|paid|wage)|unpaid"),
        (
            Danger.FRAUD,
            r"受骗|被.{0,8}骗|骗了|骗走|骗子|骗钱|骗我|上当|诈骗|传销|刷单|培训贷|黑中介",
        ),
        (
            Danger.FRAUD,
            rf"(?:让|叫|喊|要|要求|先|收|交|骗).{{0,8}}{_FEE}(?!吗|不$|的厂|的工作)"
            r"(?!.{0,6}(?:合法|能报|报销))",
        ),
        (
            Danger.FRAUD,
            rf"(?:交|收|给)了?.{{0,6}}(?:{_FEE}|钱).{{0,10}}(?:不退|不见|跑|没(?:影|消息)|不给安排)",
        ),
        (
            Danger.INJURY,
            r"工伤(?!保险|险)|受伤|尘肺|职业病|触电|骨折|中毒|出事故|出了?事了|砸伤|烫伤",
        ),
        (
            Danger.INJURY,
            rf"{_BODY}.{{0,6}}(?:断|伤|砸|压|切|割|扭|轧|绞|烧|残)|(?:摔|压|轧|绞|砸|割|切|烧|电|撞)(?:到|着)?(?:伤|断|倒|坏)",
        ),
        (Danger.INJURY, r"(?:架子|楼|高处|梯子|车)(?:上|顶)?.{0,3}(?:掉|摔|跌)下|摔了下来|injur"),
        (Danger.ID_CARD, rf"(?:扣|押|没收|收走|收了|收缴|抵押|拿走|不还|交出|压).{{0,8}}{_CARD}"),
        (
            Danger.ID_CARD,
            rf"{_CARD}.{{0,8}}(?:扣|押|收走|收了|收缴|没收|不还|不给|不退|拿走|拿去不|要不回|都收)",
        ),
        (Danger.ID_CARD, r"(?:took|kept?|keeps?|holds?).{0,10}(?:my|our) (?:id|passport)"),
        (
            Danger.MINOR,
            r"未成年|童工|(?:不满|未满|不到|没满)(?:1[68]|十[六八])|(?:1[68]|十[六八])周?岁以下",
        ),
        (Danger.MINOR, rf"{_CHILD}.{{0,12}}{_LABOUR}|{_LABOUR}.{{0,8}}{_CHILD}"),
    )
)
#: Words right before a danger that turn it into its opposite.
_DENIED: Final = re.compile(
    r"(?:从来?不|绝不|不会|不能|不得|不许|不用|不需要?|不必|不|没有?|莫得?|无|未|别|防止?|避免)(?:要|会|敢|再|先|被)?$"
)
#: Money that the state pays is no wage: "补贴的钱没给" is a question about a subsidy.
_PUBLIC_MONEY: Final = re.compile(r"补贴|补助|车票|车费|路费|报销|政府.{0,4}钱|贷款|养老金|低保")
_GENERAL: Final = re.compile(
    r"怎么防|如何防|怎样防|防止|预防|怎么办\??$|咋个?办\??$|可以吗|能不能|合法吗|是什么|标准"
)
_QUESTION: Final = re.compile(
    r"[吗?？]|怎么|咋|怎样|如何|什么|多少|哪|能不能|可不可以|可以|合法|规定|收不收"
)
_TOPIC_ONLY: Final = 4
"""欠薪, 工伤赔偿: the name of a topic tells nothing that happened."""
_OWN: Final = re.compile(
    r"我|俺|咱|本人|家里?人|老公|老婆|儿子|姑娘|娃|兄弟|老乡|工友|了$|半年|[一二两三四五六七八九十\d]+个?月|"
    r"现在|刚才?|今天|昨天"
)


def danger_in(text: str) -> Alarm | None:
    """Return the danger that a cleaned message speaks of, or None.

    Fraud and papers kept go before pay (a fee "for the wage card" is fraud); within a kind the
    order of the patterns decides.
    """
    found = {danger for danger, pattern in _PATTERNS if _stands(pattern, text)}
    if _PUBLIC_MONEY.search(text):
        found.discard(Danger.WAGES)
    for danger in (Danger.INJURY, Danger.MINOR, Danger.ID_CARD, Danger.FRAUD, Danger.WAGES):
        if danger in found:
            return Alarm(danger, happening=_happening(text))
    return None


def _stands(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text[: match.start()]) for match in pattern.finditer(text))


def _happening(text: str) -> bool:
    """Tell whether somebody's own case is told: a statement, or a question about "me", "now"."""
    if _GENERAL.search(text) is not None or len(text) <= _TOPIC_ONLY:
        return False
    return _OWN.search(text) is not None or _QUESTION.search(text) is None
