"""Wrongs that a message says are not done or will not be put up with: 不招童工的厂, 不扣证; pure.

"不招童工的正规厂" tells what a workplace should be like. Such words are taken out before danger is
looked for, so that what is left of a message alone decides ("说不扣证，结果扣了三个月").
"""

from __future__ import annotations

import re
from typing import Final

_NOT: Final = (
    r"(?:从来?不|绝不|不会|不能|不得|不许|不准|不用|不要|不需要?|不必|不想|不愿|不(?!是)|没有?|没得|莫得|冇得?|莫|别|免)"
    r"(?:再)?(?:那种|那些|这种|哪种)?"
)
_CHILD: Final = r"(?:童工|未成年(?:人|工)?|小孩子?|小娃|娃娃|学生娃|孩子)"
_PAPER: Final = r"(?:身份证|证件|证|护照|户口本|毕业证|银行卡)(?:原件)?"
_PAY: Final = r"(?:[一二两三半\d]+个?月)?(?:工资|工钱|薪水?|血汗钱)"
_FEE: Final = (
    r"(?:押金|保证金|定金|订金|介绍费|中介费|报名费|体检费|服装费|培训费|手续费|风险金|风险抵押)"
)
_WHOSE: Final = r"(?:我们?|人家?|工人|员工|大家)?的?"
_WRONG: Final = (
    rf"(?:(?:招|用|收|雇|要)(?:用|收)?{_CHILD}"
    rf"|(?:扣押?|押|压|没?收|要)(?:下|留|走|着)?{_WHOSE}{_PAPER}(?!复印)"
    rf"|(?:拖欠?|欠|压|克扣|乱?扣|扣押|押|赖){_WHOSE}{_PAY}"
    rf"|(?:先)?(?:收|交|要|付|押|缴|用交|扣)(?:任何|什么|啥)?{_FEE}"
    r"|(?:打骂|打|骂|欺负|虐待)(?:人|工人|员工)(?:骂人|打人)?"
    r"|骗(?:人|钱|我)|坑(?:人|我|钱)"
    r"|(?:限制|关|锁)(?:人身)?(?:自由|出入|人)"
    r"|出(?:工伤|事故)|碰(?:到|上)?(?:黑中介|骗子)|(?:被|遭|着|让)?(?:人|中介)?骗了?"
    r"|危险|中毒)"
)
_SHUNNED: Final = re.compile(
    rf"(?<![说讲答应要有是能会可收交押扣])(?<!为什么){_NOT}{_WRONG}(?:、?(?:也)?(?:不|没有?)?{_WRONG})?"
    r"(?=的|[,，。;；、\s!！]|就(?:行|好|可以)|$|了|不[押扣收拖欠骂打])"
    rf"(?![,，](?:就是|只是|而是|是|但|可|结果|却))|不是{_CHILD}"
)
#: What is only feared: no harm was done yet.
_FEARED: Final = re.compile(
    r"(?<!不)(?:怕|担心|害怕|生怕|防|免得|省得)(?:会|再|又|要|遇到?|碰到?|遇上|进|被|遭|让|着|上|人|了|到)*"
    r"(?:黑中介|黑厂|中介|骗子|骗|坑|上当|(?:绞|压|夹|轧|伤|割|砸|烫)(?:到|着|了)?(?:手|脚|腿|人)|(?:从)?(?:高处|高空|架子)?[上]?(?:摔|掉)下来|触电|中毒|受伤|出事)"
)
_COME_TRUE: Final = re.compile(
    r"已经|昨天|今天|刚(?!毕业|满)|结果|真(?:的|被|绞|压|摔)|[交给转收](?:了|过)|怎么办|咋办|[叫让喊]我"
)
_FILLED: Final = re.compile(r"[^\W的就行好可以也要]")
_MAY_HOLD: Final = re.compile(r"[不没莫冇别免怕心防得]")


def without_shunned(text: str) -> str:
    """Return a cleaned message without the wrongs that it denies, shuns or only fears."""
    if _MAY_HOLD.search(text) is None:
        return text
    text = _SHUNNED.sub("", text)
    return text if _COME_TRUE.search(text) else _FEARED.sub("", text)


def is_all_shunned(text: str) -> bool:
    """Tell whether a cleaned message is nothing but such wrongs ("不扣押金 不压身份证的")."""
    return names_shunned(text) and _FILLED.search(without_shunned(text)) is None


def names_shunned(text: str) -> bool:
    """Tell whether a cleaned message says which wrongs it will have nothing to do with."""
    return without_shunned(text) != text
