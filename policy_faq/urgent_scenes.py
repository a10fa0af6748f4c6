"""Danger told as a scene: who, what and what happened to it, in any order; pure.

A scene stands when one stretch of a message names all its parts. "老板把我微信拉黑了,钱还没结"
and "钱没结,老板拉黑我了" are the same scene. Words in which people tell of danger in one piece
("欠薪", "刷单") are in ``urgent_words``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from policy_faq.sieve import Sifted, pattern, sight, together
from policy_faq.urgent_owed import JOB, MONTHS_UNPAID, PAY_KEPT, TASK, TASK_UNPAID
from policy_faq.urgent_words import SIXTEEN, Danger

_REACH: Final = 80
"""Characters in which the parts of a scene stand: a sentence or two of a message."""
_STRETCH: Final = re.compile(r"[^。!?！？;；\n]+")

_BOSS: Final = (
    r"(?:老板|老扳|包工|工头|头头|厂|公司|单位|工地|中介|招工|招聘|劳务|组长|主管|班长|经理|保安|车间|他们|"
    r"人家|店里|矿上|带班)"
)
_CHILD: Final = (
    r"(?:儿子|姑娘|女儿|闺女|丫头|孙|娃|孩子|小孩|侄|外甥|妹|弟弟|老弟|学生|伢|崽|小子|小工|才|今年|刚满?|"
    r"只有|只得|招|可以)"
)
_YOUNG: Final = (
    r"(?:(?<![\d.])(?:[6-9]|1[0-5])"
    r"(?![\d.]|个|元|块|年|月|号|点|天|人|小时|万|千|百|次|%|米|斤|公里|级|楼|路|条|份|家|户|亩|桌|班|趟|张)(?:周?岁)?|"
    r"(?<![一二三四五六七八九两几])十[一二三四五]?(?:周?岁|(?=[,，就在去了想])|$)|"
    r"初中(?!毕业|学历|文化|以上)|(?<![正大年历])初[一二三](?![中号])|小学(?!毕业|学历|文化)|"
    r"(?:没|未|不)(?:到|满)?成年|没长大|"
    r"(?:没|未|不|差)[^,，。]{0,4}(?:满|到|够|足)?[^,，。]{0,2}" + SIXTEEN + ")"
)
_WORKS: Final = (
    r"(?:打工|进厂|做工|务工|干活|做活|上班|搬砖|端盘子|洗碗|在厂|去厂|厂里|厂上|工地|饭店|餐馆|电子厂|流水线|"
    r"做事|挣钱|当学徒|砖厂|矿上)"
)
_NOT_AT_WORK: Final = re.compile(
    r"上学|读书(?!.{0,6}(?:打工|进厂))|学费|学籍|转学|幼儿园|入学|户口|夏令营|补习|几年级|照顾|带娃|带孩子|"
    r"接送|我能|我想找|家门口|(?:公益|招聘|报名)[^,，]{0,6}年龄|腊月|正月|大年|农历|过年|过完年|回来|回家"
)
_BEATEN: Final = (
    r"(?:(?:被|遭|着|挨|让|给)[^,，。]{0,6}(?<!打针)(?<!雷)(?:打|揍|捅|砍|绑)(?![过了个几次]{0,3}电话|(?:我|俺|咱|他|她|你|家|爸|爹|妈|娘|亲戚|村|单位){1,3}的?电话|(?:哪个|什么|啥|几个?|多少)(?:号|电话|$)|[过了]?[一张个]{0,2}[欠白借收]条|螺|药|农|谷|井|灰|粮|桩|孔|蜡|捞|杂|工|卡|发|字|包|印|折|扰|款|电话|听|扫|死结|零工|饭|"
    r"官司|回|过来|交道|招呼|算|赏|动|乱|断|入|分|车|的|车|扫|磨|开|通|针|疫苗|"
    r"麻将|牌|扑克|游戏|球|赌|水漂|鱼|猎|草|酒)|"
    r"(?:拿|用|抡|操)[^,，。]{0,4}(?:棍|棒|刀|锤|铁|钢管|砖|皮带)[^,，。]{0,4}(?:打|砍|砸|敲|抽)|"
    r"打(?:断|折|残|破)[^,，。]{0,3}(?:腿|手|脚|胳膊|头|骨)|"
    r"把(?:我|俺|咱|他|她|人|工友|老公|老婆|儿子|爸|妈)[^,，。]{0,3}打(?!发|电话|印|工|卡|扮|理|听|错|字|包|分|入|进)|"
    r"(?:弄|打|整|砍)死(?:我|俺|你|他|人)(?!也|都)|(?:被|遭|着|挨)[^,，。]{0,6}踢(?!出|皮球|掉|回|群|下)|"
    r"挨打|挨揍|天天打(?!电话|卡|工|牌|麻将|字)|打我(?!电话|[爸爹妈娘哥姐弟妹家][^,，。]{0,2}电话|们电话|的?电话|手机|卡|个电话)|打人|打伤|打骂|动手|殴打|耳光|扇我|踢我|推倒我|把我推倒|踩我|掐我|掐[^,，。]{0,2}脖|暴打|揍我|"
    r"威胁|恐吓|要砍|要杀|拿刀|强奸|(?<!电话)(?<!短信)骚扰(?!电话|短信)|猥亵|(?:摸|亲|抱)(?:我|她)(?!们?家)|非礼|家暴)"
)
_NO_LIFE: Final = (
    r"(?:不想活(?![动计干跃儿]|着没事)|想死(?![你他她家妈娃孩爸])|自杀|跳楼(?!价|机|甩)|活不下去|活不成|活够了|轻生|"
    r"寻短见|不如死|死了算了|一死了之|割腕|喝农药|没法活(?![动络])|写好?了?遗书|遗书(?:都)?写|"
    r"活着(?:真的?|也|都|是)?(?:没|冇|莫)(?:得|有)?(?:意思|意义|盼头|啥意思|什么意思)|"
    r"(?:我|俺)(?:真的?|实在|都)?(?:要|快)?(?:撑|熬)不下去(?!.{0,4}(?:想换|辞)))"
)
_NOT_ONES_LIFE: Final = re.compile(
    r"树|苗|庄稼|鱼|鸡|猪|(?:厂|店|公司|生意|企业|单位)[^,，。]{0,4}(?:活不|撑不|熬不|没法活)|算(?:不算)?工伤|防止|预防"
)
_SHUT_IN: Final = (
    r"(?:(?:(?<![得给让准许放])不|(?<!有)没)(?:让|准|许|给|放|得)[^,，。]{0,4}(?:走|出去|出门|出厂|离开|回家|下班)(?!流程|账|公司)|"
    r"被[^,，。]{0,3}(?:关|困|囚)(?:在|进)[^,，。]{0,8}(?:厂|屋|房|楼|窑|山|矿|宿舍|窝|车间|工地|里面)|"
    r"被[^,，。]{0,3}(?:关起来|关着|软禁|囚禁)|"
    r"(?:我|人|他|她|儿子|老公|姑娘)们?[^,，。]{0,4}被[^,，。]{0,3}(?:控制|软禁)|"
    r"(?:锁|关)(?:着|起来?|在|进)[^,，。]{0,6}(?:不|门|出|宿舍|屋|房|厂|传销|窝|楼|车间|矿)|"
    r"(?:看|守)(?:着|住|起)[^,，。]{0,6}(?:不(?:让|准|许|给)|门)|门[^,，。]{0,3}锁|锁门|"
    r"手机(?!套餐|话费|流量|费|卡|号|店|银行|支付|游戏|会员)[^,，。]{0,4}(?:收|没收|扣|拿)"
    r"(?:走|起|了(?![^,，。]{0,5}(?:\d|[块元钱费]|[几一二两三四五六七八九十百千]+[块元百千]))|掉|去)|"
    r"没收(?:了|我们?的?)?手机(?!短信|号|消息)|骗(?:我)?家里?人(?:来|过来|进)|逃(?:不|出)|救命(?![钱药恩稻])|救(?:我|他|她)(?!命钱))"
)
_GONE: Final = (
    r"(?:拉黑|打不通|联系不(?:上|到)|失联|不接电话|找不(?:到|着)(?:人|他|老板)|人不见|跑了|跑脱|不见了|耍赖|翻脸|"
    r"不认|拖到|拖起|拖着|一直拖|推来推去|踢皮球|没钱|等过年|等年底|倒闭|破产|关门|假的)"
)
_DUE: Final = (
    r"(?:工资|工钱|薪|(?<!补贴)(?<!补助)钱(?!包)|账|血汗|辛苦费|工程款|劳务费|(?:开|发)支|"
    r"(?:干|做)了|咋办)"
)
_NOT_HAD: Final = (
    r"(?:没|冇|未|不|莫得|要不|讨不|拿不|收不|还欠|差我|差着|欠(?:着|起|我|俺|咱)|打水漂|黄了)"
)
_NOT_PAID: Final = (
    r"(?:工资|工钱|薪|钱|账)[^,，。]{0,8}(?:要|讨|追|拿|结)不(?:回|到|得|着)|"
    r"(?:要|讨|追|拿|结|得)不(?:回|到|得|着)来?(?:工资|工钱|薪|钱)|"
    r"(?<![给发结付])(?:没|没有|不|未|冇|莫|冇得)(?:给|发|结|付|开|把|得到|得|拿到)(?!想)[^,，。给]{0,3}"
    r"(?:工资|工钱|薪|钱(?!多|少|的)|开支|支|账)|"
    r"(?:工资|工钱|薪|的?钱)[^,，。]{0,8}(?:没|没有|不|未|冇|莫)(?:给|发|结|付|开|把)(?!多|少|够)|"
    r"(?:工资|工钱|血汗钱)[^,，。]{0,4}(?:没|没有|冇|莫)(?:着落|影|到手|拿到|得到)|"
    r"(?:发钱|发工资|结账|结工资).{0,12}(?:一拖再拖|拖了|没发|没结)|"
    r"欠(?:着|起|了)?(?:我们?|俺们?)?(?:的)?(?:钱|工钱|工资)[^,，。]{0,3}(?:不|没)(?:给|把|还|结)"
)
_HURT: Final = (
    r"(?:晕倒|昏倒|熏[晕倒昏]|磕掉|绊倒|滑倒|拱断|顶断|翻(?:沟|进沟|下)|骨折|折了|昏过去|中暑|受伤|伤到|伤了|伤着|摔|砸|压到|压断|夹到|绞|烫到|烧到|电到|触电|断了|截肢|"
    r"出了?事|扎穿|扎到|卷(?:进|到)|[掉摔跌]下|死了|去世|猝死|流血)"
)
_AT_WORK: Final = (
    r"(?:打工|务工|上班|干活|做活|做工|工地|厂|车间|机器|矿|老板|在外|外省|脚手架|值班|下班路|送外卖|送快递|"
    r"[猪牛羊鸡]场|(?:饭店|酒店|食堂|后厨)[^,，。]{0,3}(?:拖|洗|端|切|扫|搬))"
)
_NO_CARE: Final = (
    r"(?:不(?:给|让|肯|带|管|理|出)[^,，。]{0,4}(?:看病|治|医|管|药费|去医院)|没(?:人|得人)管)"
)
_WRONGED: Final = (
    r"(?:违法|黑厂|黑心|强迫|逼(?:我|着|人)|欺负|坑(?:我|人|了)|不讲理|乱来|1\d个?小时|十[一二三四五六]个?(?:多)?小时|"
    r"不让休息|乱扣|扣我|拖|欠|赖|克扣|骂人|出了?事|不赔|说话不算|受伤)"
)
_COMPLAIN: Final = (
    r"(?:举报|投诉|维权|讨(?:个)?(?:说法|公道)|申冤|告(?:他|她|老板|厂|公司|单位|状|到)|去哪里?告|"
    r"找(?:哪个|谁|哪里?)告|要怎么告|能告)"
)
_TIME_RUNS_OUT: Final = (
    r"(?:来得及|来不来得及|过期|超期|超时|过了时|晚了|晚不晚|迟了|还能不能|还行不)"
)
_PAY_OWED: Final = (
    r"(?:工资|工钱|血汗钱|欠薪|劳务费|欠我(?:们)?(?:的)?钱)(?!协商|制度|条例|标准|指导)|老板欠|讨薪"
)
"""Pay that somebody goes to law for is owed."""
_TO_LAW: Final = (
    r"(?:仲裁|起诉|打[^,，。]{0,4}官司|请[^,，。]{0,3}律师|法律援助|支付令|上法院|去法院|找法院|强制执行|"
    r"告(?:他|她|老板|厂|公司|单位|工头))"
)
_KNOWLEDGE: Final = re.compile(
    r"是什么意思|什么是|指什么|是啥意思|有什么区别|第几条|哪一?条|被告|应诉|我们?(?:公司|厂|单位)|员工|工人(?:告|申请|去)"
)
"""A pure question of knowledge, or one from the employer's side."""
_TRICK: Final = (
    r"(?:先(?:交|转|打|付|给|垫)|交(?:了|完)?(?:钱|费|\d)|转(?:了|给)|收(?:了|走)(?:我|我们|俺)|"
    r"要(?:我|我们)(?:先)?(?:交|转|付|贷|给))"
)
_HIRING: Final = r"(?:中介|招工|招聘|介绍|进厂|入职|名额|上岗|面试|培训|工作|老乡|带队|群里|网上)"
_CHEATED: Final = (
    r"(?:不见|跑|拉黑|没消息|没下文|联系不上|没信|不退|回家等|等通知|没有?工作|不安排|不给安排|假的|押金|定金|订金|保证金|"
    r"安排费|信得过|骗|贷款)"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A danger, what all must be told of it, and what shows that it is something else."""

    danger: Danger
    parts: tuple[Sifted, ...]
    unless: re.Pattern[str] | None = None

    def stands_in(self, stretch: str) -> bool:
        """Tell whether a stretch of a message tells this scene."""
        if not all(part.pattern.search(stretch) for part in self.parts):
            return False
        return self.unless is None or self.unless.search(stretch) is None


class Scenes:
    """Scenes that are looked for together, each in a stretch of ``reach`` characters.

    ``stretch`` matches what belongs together at all: a sentence, or the clauses of one.
    """

    def __init__(self, scenes: Iterable[Scene], stretch: re.Pattern[str], reach: int) -> None:
        self._stretch, self._reach = stretch, reach
        self._scenes = [(together(scene.parts), scene) for scene in scenes]
        self.signs = reduce(or_, (sign for sign, _ in self._scenes), 0)
        """Bits without which a message tells none of the scenes."""

    def told_in(self, text: str) -> frozenset[Danger]:
        """Return the dangers of the scenes that a cleaned message tells."""
        may = sight(text).may & self.signs
        if not may:
            return frozenset()
        possible = [scene for sign, scene in self._scenes if may & sign]
        stretches = tuple(stretches_of(text, self._stretch, self._reach))
        return frozenset(scene.danger for scene in possible if any(map(scene.stands_in, stretches)))


def stretches_of(text: str, stretch: re.Pattern[str], reach: int) -> Iterator[str]:
    """Yield the stretches of a text, long ones in halves that overlap."""
    for match in stretch.finditer(text):
        whole = match[0]
        for start in range(0, max(1, len(whole) - reach // 2), reach // 2):
            yield whole[start : start + reach]


def _scene(danger: Danger, *parts: str, unless: re.Pattern[str] | None = None) -> Scene:
    return Scene(danger, tuple(map(pattern, parts)), unless)


_STATE_MONEY: Final = re.compile(
    r"补贴|补助|车票|路费|车费|车钱|报销|政府|贷款|养老(?!院)|退休|低保|社保|医保|公积金|朋友|亲戚|邻居"
)
_NO_DANGER: Final = re.compile(
    r"(?:堂|表)[哥弟姐妹]打|同学|老师打|学校(?![^,，。]{0,6}(?:上班|打工|保安|食堂|宿管|干活))|(?:警察|城管|交警|医生)打|小叔子|前夫|养老院|敬老院|狗咬|狗抓|猫抓|蛇咬|疫苗|老公|老婆|丈夫|媳妇|婆婆|公公|邻居|树|林|庄稼|打(?:给|到|款|钱)|"
    r"[我俺咱]家?(?:爸|爹|妈|娘|哥|姐|弟|妹|儿子|公公|婆婆|爷爷)[^,，。被遭挨让给]{0,6}打(?!工|零)|"
    r"不(?:会|能|得|怕)?(?:被)?打|打(?:工|卡|字|包)(?:的|是)|防止|避免|没(?:有)?(?:人)?(?:打人|骂人)|"
    r"(?:有没有|找)[^,，。]{0,4}不[^,，。]{0,3}的"
)

_NO_HURT: Final = re.compile(r"保险|跳楼价|不会|防止|没出|摔了?.{0,2}(?:碗|盘|杯|碟|瓶|货)")

_SCENES: Final[tuple[Scene, ...]] = (
    _scene(Danger.HARM, _BEATEN, unless=_NO_DANGER),
    _scene(
        Danger.HARM,
        r"(?:老板|工头|保安|班长|组长|主管|监工|经理)[^,，。]{0,6}(?:打|揍|踢|扇)了?我"
        r"(?:们|老婆|老公|男人|媳妇|儿子|弟|哥|爹|妈|家)(?!电话|卡)",
    ),
    _scene(
        Danger.HARM,
        r"(?:老板|工头|保安|班长|组长|主管|监工|经理)[^,，。]{0,3}(?:打|揍|踢|扇)了?"
        r"(?:他|她|我[家的]?妹|我[家的]?姐|孩子|娃)(?!们?的?(?:电话|手机|招呼|官司|工)|[卡钱款])",
        unless=_NO_DANGER,
    ),
    _scene(
        Danger.HARM,
        r"(?:被|遭|着|挨|让|给)[^,，。]{0,6}欺负",
        unless=re.compile(r"维权|投诉|举报|邻居|村里|同学|老公|婆婆"),
    ),
    _scene(Danger.CRISIS, _NO_LIFE, unless=_NOT_ONES_LIFE),
    _scene(
        Danger.INJURY,
        _AT_WORK,
        _HURT,
        unless=_NO_HURT,
    ),
    _scene(Danger.INJURY, _BOSS, _NO_CARE, unless=re.compile(r"补贴|补助|保险怎么")),
    _scene(
        Danger.HELD,
        _SHUT_IN,
        unless=re.compile(
            r"(?:老婆|老公|媳妇|男人|婆婆|[爹妈爸娘]|家里?人|儿子|女儿)[^,，。]{0,4}不(?:让|准|许|给)|"
            r"找[^,，。]{0,6}不|有没有|岁|年龄|年纪|锁具|家门锁|^(?!.*(?:锁|关|门|保安|看着|打|宿舍|逃)).*(?:辞职|辞工|离职|请辞)|锁坏|倒闭|停产|不给我?(?:钱|工钱|工资|结账)[^,，。]{0,2}走(?!不)"
        ),
    ),
    _scene(Danger.MINOR, _CHILD, _YOUNG, _WORKS, unless=_NOT_AT_WORK),
    _scene(
        Danger.MINOR,
        r"(?:(?:有人|老板|工头|中介|他们)[^,，。]{0,4}带|招|骗|拉)[^,，。]{0,8}"
        r"(?:小孩|孩子们?|学生|娃娃?们?|初中生|小学生)",
        _WORKS,
        unless=_NOT_AT_WORK,
    ),
    _scene(Danger.FRAUD, _HIRING, _TRICK, _CHEATED, unless=re.compile(r"补贴|补助|免费|社保|保险")),
    _scene(Danger.WAGES, _BOSS, _DUE, _NOT_HAD, _GONE, unless=_STATE_MONEY),
    _scene(
        Danger.WAGES,
        r"(?:干|做|打工|活|上班|工地|老板|厂|工头|月底|年底|年三十|过年|个月|营生|工程)",
        _NOT_PAID,
        unless=_STATE_MONEY,
    ),
    _scene(Danger.WAGES, _BOSS, r"白条|打[^,，。]{0,3}欠条"),
    _scene(
        Danger.WAGES,
        r"(?:做|干|打|修|砌|搬|挖|摘|刷)[^。]{0,14}(?:天|月|年|工)",
        r"(?:余下|剩下|剩的|其余|下剩|尾款)[^。]{0,6}(?:赖|拖|不给|没给|不结|没影)|赖(?:起|着|倒|到)(?!床)",
        unless=_STATE_MONEY,
    ),
    _scene(
        Danger.WAGES,
        r"说好|讲好|谈好|讲定|答应",
        r"工钱|工资|一天|一个月|月薪|底薪|每天|包月",
        r"(?:(?:只|才|就|光)(?:给|发|结)(?:了|到)?|到手|实发)[^,，。]{0,4}[\d一二两三四五六七八九十几百千]",
        unless=_STATE_MONEY,
    ),
    _scene(
        Danger.WAGES,
        r"老板|工头|包工|厂里|公司|经理",
        r"(?:总|老|一直|天天|次次|每次|回回)(?:是)?(?:说|讲|推)[^,，。]{0,6}(?:明天|下个?[月周]|过几天|马上|月底|再等|等等)",
        unless=re.compile(f"{_STATE_MONEY.pattern}|上班|入职|合同"),
    ),
    _scene(
        Danger.WAGES,
        r"(?:拖欠?|欠|扣|(?<!给)不给|没给|(?<!发)不发|没发)(?:着|了)?(?:我|俺|咱)?们?的?(?:提成|底薪|课时费|运费)",
    ),
    _scene(
        Danger.WAGES,
        r"[压拖欠](?:了|着|起)(?:我|俺|咱|大家)?们?[一二两三四五六七八九十几半\d]+个?多?[月年]",
        r"工资|工钱|薪|血汗|账|老板|工头|包工|厂里|厂子|公司",
        unless=_STATE_MONEY,
    ),
    _scene(
        Danger.WAGES, r"发(?:工资|工钱|钱)[^,，。]{0,4}少(?:了|给|发)?[\d一二两三四五六七八九十几]"
    ),
    _scene(Danger.WAGES, r"支票[^,，。]{0,6}(?:取不|空头|兑不|假)"),
    _scene(Danger.WAGES, r"加班费[^,，。]{0,4}(?:(?<!给)不给|没给|(?<!发)不发|没发|拖|欠|赖)"),
    _scene(
        Danger.INJURY,
        r"(?:石棉|粉尘|石灰|灰尘|水泥灰|毒气|油漆|喷漆|胶水|苯)",
        r"肺(?!炎疫苗)|咳|喘|晕|昏|流鼻血|白血",
        r"[吸闻干做上打漏熏喷刷磨]",
        unless=re.compile(r"补贴|补助|我家|邻居|隔壁|村里|扰民|装修房|甲醛"),
    ),
    _scene(Danger.INJURY, r"(?:^|[被遭着让])电打(?:了|到|着|倒)"),
    _scene(Danger.WAGES, JOB, PAY_KEPT, unless=_STATE_MONEY),
    _scene(Danger.WAGES, TASK + r"[^。]{0,4}" + TASK_UNPAID, unless=_STATE_MONEY),
    _scene(Danger.WAGES, MONTHS_UNPAID, unless=_STATE_MONEY),
    _scene(
        Danger.FRAUD,
        r"包(?:分配|就业|工作|安排|上岗)|不安排工作",
        r"(?:收|交|付|花)(?:了)?[^,，。]{0,4}(?:\d{3}|[一二两三四五六七八九十几]+[千百万]|钱|费)",
        unless=_STATE_MONEY,
    ),
    _scene(
        Danger.FRAUD,
        r"兼职|手工活|串珠|抄书|打字员|上岗|上班|船员|入职|应聘",
        r"(?:先交|交了|收了?|要交)[^,，。]{0,3}(?:押金|材料费|会员费|制服|保证金|[一二两三四五六七八九十几]+[千百万])",
        unless=re.compile(r"补贴|补助|社保|保险|税"),
    ),
    _scene(
        Danger.FRAUD,
        r"中介|招工|招聘|介绍人|抖音|网上|群里|微信",
        r"先(?:交|转|打|付|给|垫|掏)[^,，。]{0,3}(?:\d|钱|[一二两三四五六七八九几]百)|先贷款",
        unless=re.compile(r"补贴|补助|社保|保险|不用先"),
    ),
    _scene(
        Danger.FRAUD,
        r"老板|厂|公司|单位|店|工地|中介|人事",
        r"[押压](?:了|着|我|你)?(?:\d{2,5}|[一二两三四五六七八九几]+[百千])(?:块|元|钱|才|的)",
        unless=re.compile(r"工资|工钱|身份证|补贴|补助|斤|手|脚|腿"),
    ),
    _scene(
        Danger.FRAUD,
        r"老板|厂|公司|单位|店|工地|入职|上岗",
        r"扣|交|收|押",
        r"风险抵押|风险金|履约金|诚信金",
        unless=re.compile(r"补贴|补助|贷款|担保"),
    ),
    _scene(Danger.WAGES, r"返费", r"不给|没给|只给|少给|不发|没发|赖|不认|克扣|黄了"),
    _scene(
        Danger.WAGES,
        r"^钱(?:都)?(?:要|讨|追|拿)不(?:回|到)|玩失踪|(?:要|讨)不(?:到|回)(?:工资|工钱)",
    ),
    _scene(
        Danger.WAGES,
        r"班组?长|工头|带班|领班|带工|劳务公司",
        r"吞|昧|贪了|卷[走跑]|黑了",
        r"工钱|工资|血汗钱|我们?的?钱",
        unless=_STATE_MONEY,
    ),
    _scene(
        Danger.WAGES,
        r"村长|村?主任|支书|书记|村干部",
        r"吞了|昧了|贪了|黑了",
        r"工钱|工资|血汗钱",
        unless=_STATE_MONEY,
    ),
    _scene(
        Danger.INJURY,
        r"(?:手|脚|腿|指|拇指|眼|头|腰|胳膊)",
        r"(?:扎穿|扎到|扎进|截了?一?[节截]|削|砍到|断了?一?[节截])",
    ),
    _scene(
        Danger.ID_CARD,
        r"(?:身份证|护照|证件|户口本)(?!复印件)",
        r"(?:锁起|锁在|锁着|压在|押在|放(?:在|到)(?:老板|厂|公司|人事))",
    ),
    _scene(Danger.MINOR, r"差[^,，。]{0,4}满?" + SIXTEEN, _WORKS),
    _scene(Danger.MINOR, r"(?:招|收|用)[^,，。]{0,6}", _YOUNG, r"工|人", unless=_NOT_AT_WORK),
)

_PRESSING: Final[tuple[tuple[Sifted, ...], ...]] = tuple(
    tuple(map(pattern, parts))
    for parts in (
        (_WRONGED, _COMPLAIN),
        (r"维权|讨说法|讨公道|(?:去哪里?|怎么|想|要)告(?:他|她|老板|厂|公司|单位|状)",),
        (r"仲裁|起诉|打官司|工伤认定|申请认定", _TIME_RUNS_OUT),
        (_PAY_OWED, _TO_LAW),
        (
            r"(?:工资|工钱|薪|欠)(?!条|协商)",
            r"告不[成了]|不能告|没法告|还能告|还告得|才想起|过期|过时|过了时效|超(?:过|了)?时效|要不[成了]",
        ),
        (r"仲裁|工伤认定|认定", r"拖|压着|不办|不给办|不受理|没人管"),
    )
)
_PRESSES: Final = tuple(map(together, _PRESSING))
_ANY_PRESSES: Final = reduce(or_, _PRESSES)


SCENES: Final = Scenes(_SCENES, _STRETCH, _REACH)
"""The dangers that a cleaned message tells of as scenes."""


def is_pressing(text: str) -> bool:
    """Tell whether somebody wronged asks where to turn, or fears that a time limit runs out."""
    may = sight(text).may
    if not may & _ANY_PRESSES or _KNOWLEDGE.search(text):
        return False
    possible = [parts for sign, parts in zip(_PRESSES, _PRESSING, strict=True) if may & sign]
    return any(
        all(part.pattern.search(stretch) for part in parts)
        for stretch in stretches_of(text, _STRETCH, _REACH)
        for parts in possible
    )
