"""A trip told by where it went and what it cost, with no word of a grant: 高铁到深圳七百多; pure.

Whoever tells an employment office the price of his ticket asks what comes back of it. In so few
words a search finds nothing to rank by, and takes the sum for somebody else's matter.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from policy_faq.sieve import bits, pattern, sight
from policy_faq.slots import Slots
from policy_faq.text import arabic
from policy_faq.tokens import PLACE_MARK
from storage.numerals import number

_LONGEST: Final = 44
"""Characters of a message that is about a trip and nothing else."""
_FAR: Final = (
    r"(?:省外|外省|跨省|出省|省内|县外|外县|出县|县内|市内|市外|本市|本县|县城|别的县|外地)"
)
_WHERE: Final = rf"(?:{PLACE_MARK}|{_FAR})"
_TICKET: Final = r"(?:车票|车费|路费|车钱|票价|票面|票钱|车补|路补|票)"
_RIDE: Final = (
    r"(?:绿皮(?:火?车)?|火车|高铁|动车|大巴车?|班车|客车|中巴车?|汽车|长途(?:客?车|大巴)?|硬座|硬卧|软卧|软座|卧铺|站票|"
    r"[一二]等座|无座|飞机|坐车|搭车|车子)"
)
_SUM: Final = (
    r"(?<![\d.])\d{2,4}(?:\.\d{1,2})?"
    r"(?![\d.年月天号岁人个名次点级度斤亩里集班路室]|小时|分钟|公里|%)"
)
ALONE: Final = pattern(
    r"自(?:己|家|个儿?)(?:一个人)?(?:找|联系|出去|跑|去|走|买(?:的)?票|坐车|出来|出门)|(?<![一两二三四五六七八九几\d])个人(?:去|出去|走|找)|"
    r"(?:没有?|没得|不|不是|未)(?:跟|随|经|通过|得)?[^,，。?]{0,4}(?:队伍|队|组织|统一|集体|大部队|政府|县里|县上|乡里|村里)"
    r"[^,，。?]{0,4}(?:走|去|出|来|送|安排|的)|"
    r"(?:老表|亲戚|熟人|老乡|朋友|同学)[^,，。?]{0,4}(?:喊|叫|介绍|带|约)"
)
"""Somebody travels without the party that the office sends."""
_REFUND: Final = pattern(
    r"路费|车费|车票|票钱|车补|报(?![名到警案告])|没(?:有|得)?(?:补[贴助])?了?(?:吧|对吧|是吧|嘛)"
)
_COST: Final = pattern(r"便宜|贵|低|高|少|不够|不到")
_HOW_MUCH: Final = pattern(r"好多|多少|几多")
_PAYS: Final = pattern(r"[补报认给领]|(?<![没冇值晓懂])得")
_SUM_OF_A_TRIP: Final = pattern(_SUM)
_SOMEWHERE: Final = pattern(_WHERE)
_OF_WHOM: Final = pattern(
    r"(?:不是|非)?(?:一般|普通|平常|卡|脱贫|贫困)户|一般人家|普通(?:农户|村民|人家)|(?:不是|非)?建档立卡(?:的|户)?"
)
_NAMES_TICKET: Final = pattern(_TICKET)
_TRAVELLED: Final = pattern(f"{_RIDE}|{_TICKET}")
_SIGNS: Final = bits((ALONE, _NAMES_TICKET, _SOMEWHERE))
"""Without one of these no message is about a trip."""
_REGION: Final = pattern(rf"(?:{PLACE_MARK}.*{_FAR}|{_FAR}.*{PLACE_MARK})")
_ANOTHER_MATTER: Final = pattern(
    r"工资|工钱|月薪|底薪|[一每1]天|[一每1]个?月|[一每]年|钟头|培训|学[^好]|医|看病|住院|旅游|旅行|爬山|玩|相亲|上访|看(?:天安门|海|雪|风景|升旗|孙|儿子|女儿|爹|妈|娘|老人|亲|演唱|球)|探亲|走亲|当兵|参军|贷|招|组织|"
    r"[带送领](?:[\d一二两三四五六七八九十几了着]|别?人|老乡)|押金|定金|中介|骗|欠|保险|社保|违章|罚|酒驾|"
    r"晚点|停运|坐过|行李|落在|伤|摔|撞|堵|车祸|[买租换卖修验]车|停车|车贷|新车|二手|快递|寄|运费|货|拉[\d货]|司机|"
    r"多收|乱收|涨价|黑车|宰|扣|经纪|一个人头|每人奖|创业|开店|房|租|天气|下雨|特产|好吃|结婚|彩礼|对象|小孩|孩子|娃|读书|考|"
    r"工伤|合同|辞|裁|养老|低保|证书|公益|岗|发票|高温|加班|出差|赌|坐牢|诊"
)
_PRICE: Final = pattern(
    r"贵不|太贵|好贵|划算|打折|学生票|儿童票|半价|几个?小时|几点|多久|几趟|怎么[坐走]|哪里?买|咋买|怎么买|买不到|抢|退|改签|余票|有票|"
    r"还有[^,，。]{0,2}[票座]|有没有车|有没得车|票(?:还)?有没|有票没|有车[去到]|时刻|车次|合理"
)
"""What passengers ask at the counter."""
_BAG: Final = re.compile(
    rf"(?:{_WHERE}|{_RIDE}|{_TICKET}|{_SUM}|{_OF_WHOM.pattern.pattern}|补贴|补助|报销|打工|务工|上班|做工|干活|做活|进厂|找活|工地|厂里?|做事|挣钱|"
    r"老公|老婆|媳妇|男人|姑娘|老表|两口子|自己|一个人|个人|我们|咱们?|俺们?|我|你|他|她|家[头里]|屋里|村里|政府|公家|国家|县里|人家|"
    r"全部|全额|部分|剩下|剩的?|超过|超出|多出来|那份|封顶|最高|最多|最少|上限|标准|不够|不到|不满|不管|无论|固定|统一|一律|还是|就是|是不是|能不能|"
    r"可不可以|有没有|有没得|没有|没得|冇得|对不对|对吗|真的|假的|真假|听说|好像|应该|大概|差不多|将近|接近|出头|左右|到底|"
    r"好多|多少|几多|多点|怎么|咋个|咋|哪个|谁|按|算|属于|填|凭|"
    r"去|到|上|往|在|坐|搭|乘|从|走|回|来|过|那边|那头|那趟|这边|这里|路上|往返|单程|一趟|趟|张|一人|[一两]次|起步|"
    r"[补报给领认得拿要花用买满足齐完全够有没都只才也就还是能会可以不吗吧嘛呢啊了么呀哦对真假说讲叫算成各一每元块钱多来几的嘞滴地那这个价档位又"
    r"怎样办出收掏付交退差约高低便宜贵票车远近挨着下里为],?|[,，。!?、:：\s~])*"
)
_OFFERED: Final = pattern(
    r"(?:[补报给领填拿]|都是|也是?|全是|封顶|最高|最多|上限|统一|固定|一律|满|按|档)"
    r"(?:(?:得|到|足|齐|满|销|贴|助|成|了|我|你|大家|是|就|能|可以|个|都|全|票|路费|车费|车补|不管)*)"
    r"(?P<sum>\d{3,4})(?![\d年月天号岁人个名次点])"
)
"""A sum that somebody believes is paid."""
_BELIEVED: Final = pattern(
    rf"(?P<sum>{_SUM})(?:元|块)?钱?(?:的?(?:路费|车费|车补|补[助贴]))?(?:对吧|是吧|吧|对不对|是不是|对吗|真|假|没错)"
)
"""The same where no ticket is spoken of: 去昆明,五百对吧."""
_OR: Final = pattern(rf"还是[给补报]?(?P<sum>{_SUM})")
_COMPARED: Final = pattern(
    r"(?:不够|没够|不到|没到|不足|不满|没满|超过|超出|多于|少于|低于|高于)(?:了|过)?\d+"
)
_ROUND: Final = pattern(
    r"(?<![十百千万第])[一二两三四五六七八九][百千](?:[一二三四五六七八九](?:十[一二三四五六七八九]?|百)?)?(?![一二三四五六七八九十百千万])|"
    r"(?<![十百千万第\d一二两三四五六七八九])[二三四五六七八九]十[一二三四五六七八九]?(?=块|元)"
)


def in_figures(text: str) -> str:
    """Write the sums of a text as digits, round ones without a unit too: 七百多 → 700多."""

    def digits(match: re.Match[str]) -> str:
        value = number(match.group())
        return match.group() if value is None else f"{value:f}"

    return sight(arabic(text)).sub(_ROUND, digits)


def tells_of_a_trip(marked: str) -> bool:
    """Tell whether a cleaned message, its places marked, is about what a trip cost or gives."""
    if len(marked) > _LONGEST or not sight(marked).may & _SIGNS:
        return False
    if _paid_to_whoever_goes(marked):
        return True
    said = sight(marked)
    if said.search(_SOMEWHERE) is None or said.search(_ANOTHER_MATTER):
        return False
    said = sight(in_figures(marked))
    pays = said.search(_PAYS) is not None
    if said.search(_PRICE) and not pays:
        return False
    sum_said = said.search(_SUM_OF_A_TRIP) is not None
    at_a_place = PLACE_MARK in said.text
    if at_a_place and sum_said and said.search(_TRAVELLED):
        return True
    trip = said.search(_TRAVELLED) or said.search(_OF_WHOM) or said.search(_HOW_MUCH)
    asked = sum_said or said.search(_REGION) is not None
    asked = asked or (pays and (trip is not None or not at_a_place))
    return asked and _BAG.fullmatch(said.text) is not None


def _paid_to_whoever_goes(marked: str) -> bool:
    """Tell whether a fare is asked for by who travels, or for what it cost, not by where to."""
    said = sight(marked)
    if said.search(ALONE) and said.search(_REFUND):
        return _ANOTHER_MATTER.pattern.search(marked.replace("组织", "")) is None
    if said.search(_NAMES_TICKET) is None:
        return False
    by_whom = said.search(_OF_WHOM) or (said.search(_COST) and said.search(_PAYS))
    return by_whom is not None and _BAG.fullmatch(in_figures(marked)) is not None


def offered(question: str) -> tuple[int, ...]:
    """Return the sums that a question takes to be paid, each once."""
    said = sight(sight(in_figures(question)).sub(_COMPARED, ""))
    found = [*said.finditer(_OFFERED)]
    if not said.search(_TRAVELLED):
        found += [*said.finditer(_BELIEVED), *said.finditer(_OR)]
    return tuple(dict.fromkeys(int(float(each["sum"])) for each in found))


def priced(slots: Slots, marked: str) -> Slots:
    """Return the case with its fare: the only sum of a message about a trip, if none was read."""
    return slots if slots.fare is not None else replace(slots, fare=_lone_sum(marked))


def _lone_sum(marked: str) -> Decimal | None:
    """Return the only sum, in yuan, that nobody is said to pay back."""
    if not tells_of_a_trip(marked):
        return None
    said = sight(sight(sight(in_figures(marked)).sub(_COMPARED, "")).sub(_OFFERED, ""))
    if not said.search(_TRAVELLED) and offered(marked):
        return None
    found = {match.group() for match in said.finditer(_SUM_OF_A_TRIP)}
    return Decimal(found.pop()) if len(found) == 1 else None
