"""Troubles that are over, or that only the family makes, told beside a wish for work; pure.

Who was hurt or cheated years ago and looks for work that such a body can do, or for honest work,
is in no danger now; nor is who may not go far because the family will not have it.
"""

from __future__ import annotations

import re
from typing import Final

_LONG_AGO: Final = (
    r"以前|之前|从前|前年|去年|上次|上回|那回|那次|早年|年轻时?|小时候|那年|[头前]几年|早[几两]年|早先|原先|当年|曾经?|"
    r"[一二两三四五六七八九十几\d]+年前|前[一两二三四五几]年"
)
_HURT_BEFORE: Final = re.compile(
    rf"(?:{_LONG_AGO})|"
    r"养(?:好|了)|好了|好利索|后遗|留下|落下|[打上]了?(?:钢|过|石膏)|术后|手术|尘肺|矽肺|职业病|老伤|旧伤|差点|"
    r"椎间盘|突出|关节炎|风湿|劳损|骨质|慢性|老毛病|"
    r"[断伤摔压砸轧切绞夹烫割崴扭闪折撞打](?:掉|坏|断|到|伤)?过|骨折过|受过[^,，。]{0,3}伤|做过工伤|[一二三四五六七八九十\d]+级(?!台阶)|"
    r"(?:腰|腿|手|脚|膝盖?|肩膀?|眼睛?|身上|背|头|胳膊)(?:上|部)?(?:有|带)(?:点|些|个)?(?:旧|老)?伤|[腰腿手脚肩膝]伤(?=$|[,，\s])|"
    r"(?:肺|腰杆?|腿|手|脚|膝盖?|肩膀?|眼睛?|背|胳膊|颈椎|腰椎|身体|嗓子|鼻子)(?:上|部|有点|一直|都|也)*(?:不(?:太|大)?(?:好|行|得劲)|有(?:点|些)?(?:毛病|问题|病)|差)|怕(?:粉|灰)尘?|"
    r"受伤(?:以|之)?后|聋|听不[见到清]|耳背|[瞎瘸跛]|残"
)
_HURT_NOW: Final = re.compile(
    r"刚(?!好|满)|昨天|今天|前天|这几天|上(?:周|个?月)|住院|在医院|卫生院|出院|流血|止不住|抢救|石膏还|还没好|还在(?:养|疼得)|"
    r"老板[^,，。]{0,4}不|(?<!说)不(?:管|赔|认)|没赔|赔偿|怎么办|咋办|医药费|药费|上班[^,，。]{0,4}(?:伤|断)了|"
    r"(?:机器|机子)[^,，。]{0,4}(?:断|伤|压|绞|震)了"
)
_KIN: Final = (
    r"(?:公婆|婆婆|公公|婆家|娘家|老公|丈夫|男人|老婆|媳妇|婆娘|堂客|家里(?:头|人|老人)?|家头|屋头(?:人)?|屋里(?:头|人)?|"
    r"爸妈|爸爸?|妈妈?|爹|娘|父母|爷爷?|奶奶?|对象|男朋友|当家的|老人|老伴|儿子|女儿)"
)
_KIN_CARED_FOR: Final = re.compile(
    rf"{_KIN}[^,，。]{{0,8}}(?:断|伤|瘫|残|摔|骨折)[^。]{{0,8}}(?:照[顾应看料管]|招呼|伺候|服侍|走不开|离不(?:得|开)|要人)"
)
_KIN_WILL_NOT: Final = re.compile(
    rf"{_KIN}[^,，。]{{0,4}}不(?:让|准|许|给|放|肯|同意)[^,，。]{{0,4}}(?:出|走|去|离|跑|克)"
)
_HELD_FAST: Final = re.compile(
    r"锁|关(?!系|心|照)|打(?!工|零|算|听|扫)|捆|绑|逃|救|报警|限制|守着|看着我|证|老板|厂里?不|工头|传销|缅|境外"
)
"""What makes more of it than a family that will not have somebody go far."""
_CHEATED_BEFORE: Final = re.compile(
    r"(?:骗|坑|哄|忽悠)(?:过|怕|伤|了几|了一|我?几)|上过[^,，。]{0,3}当|吃过[^,，。]{0,4}亏|误入过|"
    rf"(?:{_LONG_AGO}|被[^,，。]{{0,3}}骗[^,，。]{{0,4}}[一几两]回|[一几两]回[了咯])|"
    r"不敢[^,，。]{0,4}中介|不走中介|不找中介|中介(?:太黑|坑人)"
)
_LONG: Final = re.compile(_LONG_AGO)
_CHEATED_NOW: Final = re.compile(
    r"刚(?!满|毕业|好)|昨天|今天|前天|上周|这几天|怎么办|咋办|咋整|要回|(?<!不)退(?!伍|休|役)|报警|举报|告他|"
    r"又(?:被|遭|让|叫|要|收|有|骗)|拉黑|联系不上|还没(?:还|退)|不(?:还|退)|现在[^,，。想找只]{0,4}(?:要我|叫我|喊我|让我|中介)|"
    r"(?:要|叫|喊|让)我(?:先)?(?:交|转|打|付)|身上没钱|回不(?:去|来)|出不(?:去|来)"
)
_SUM: Final = re.compile(r"[\d一二两三四五六七八九几]+[百千万]|\d{3,}")


def hurt_before(text: str) -> bool:
    """Tell whether an injury of a cleaned message is an old one, or one of the kin to care for."""
    if _HURT_NOW.search(text):
        return False
    return bool(_HURT_BEFORE.search(text) or _KIN_CARED_FOR.search(text))


def is_of_kin(text: str) -> bool:
    """Tell whether the injury is that of somebody in the family who needs care."""
    return _KIN_CARED_FOR.search(text) is not None


def cheated_before(text: str) -> bool:
    """Tell whether a fraud of a cleaned message is over; a sum without a time is taken for new."""
    if _CHEATED_NOW.search(text) or not _CHEATED_BEFORE.search(text):
        return False
    return _SUM.search(text) is None or _LONG.search(text) is not None


def kept_by_kin(text: str) -> bool:
    """Tell whether it is the family that will not have somebody go far, and nobody is held."""
    return bool(_KIN_WILL_NOT.search(text)) and not _HELD_FAST.search(text)
