"""What short words want that lean on the answer before: 为哪样, 说简单点, 我婆娘也去, 他跑了呢.

Pure rules; what is said to them stands in ``bot.dialogue.flows.follow``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final


class Lean(StrEnum):
    """What a message that says nothing by itself wants of the answer before."""

    NOT_THIS = "not_this"
    MORE = "more"
    AGAIN = "again"
    SIMPLER = "simpler"
    WHY = "why"
    FAMILY = "family"
    WHOM = "whom"
    WHEN = "when"
    HOW_LONG = "how_long"
    UNTIL = "until"
    FEE = "fee"
    AWAY = "away"
    GONE = "gone"
    HOW = "how"
    MISSING = "missing"
    PART = "part"
    FORM = "form"
    UNWRITTEN = "unwritten"


_LONGEST: Final = 16
_LONGEST_FAMILY: Final = 24
_SOFT: Final = r"(?:呢|吗|嘛|啊|呀|哈|嘞|咯|吧|么|了|的|撒|噻|喽|唉|诶|哦)*"
_IF: Final = r"(?:那么?|要是|如果|万一|假如|但是?|可是|就|还有)*"
_WHAT_TO_DO: Final = r"(?:怎么办|咋个?办|咋整|咋弄|啷个办|郎个办|何解|行不行|可以不|得不得|要得不)"
_SHORT_OF_WHY: Final = (
    r"为哪样|为什么|为啥子?|为么子?|为何|何解|凭(?:什么|哪样|啥子?|么子)|"
    r"(?:什么|哪样)道理|(?:哪样|啥|什么)原因"
)
_WHEN_ASKED: Final = r"(?:什么时候|啥子?时候|几时|好久|哪天|么子时候|何时|多久|满几个月|几个月)"
_HE: Final = r"(?:老板|包工头|工头|厂子?|公司|中介|人|他们?|她们?)"

_LACKS: Final = (
    r"(?:没有?得?|冇得?|莫得|不得|丢了?|掉了?|少了?|(?:拿|开|办|找|交)不(?:到|出来?|起))"
)
_PAPER: Final = (
    r"(?P<paper>(?![^,，。]{0,4}(?:工作|工资))[^,，。?的没]{0,5}"
    r"(?:证明?|票|合同|材料|流水|条|卡|户口本?|学历|文凭|照片?|公章|章|复印件))"
)

_WORDS: Final = (
    (
        Lean.NOT_THIS,
        r"(?:我|你)?(?:问的|说的|想问的|要问的)?(?:不是|没)(?:要)?(?:问|说|讲)?(?:的)?"
        rf"(?:这个?|这些|这件事?|那个|这意思|这个意思|这样){_SOFT}|"
        rf"(?:你)?(?:答|说|理解|搞|弄|听)(?:错|岔|偏){_SOFT}|"
        rf"(?:答非所问|牛头不对马嘴|不对题|文不对题|不沾边){_SOFT}|"
        rf"(?:我)?(?:问|说)的不是(?:这个?|那个){_SOFT}|not what i (?:asked|meant)",
    ),
    (
        Lean.MORE,
        r"(?:那|然后|还|接着|再|就)*(?:还有|没有?别的|有别的|然后|接着说|继续说|再说说|再讲讲|"
        r"说完|讲完|就这些|就这样|完|没|下面)"
        rf"(?:没有?|什么|哪些|哪样|啥|点)?(?:别的|其他的?|要(?:说|讲)的)?{_SOFT}|"
        r"what else|anything else",
    ),
    (
        Lean.AGAIN,
        r"(?:请|麻烦|你|能不能|可以|刚才|刚刚)*(?:再|重新?)(?:说|讲|发|回|念|来)"
        rf"(?:一|1)?(?:遍|次|下|回){_SOFT}|"
        rf"(?:刚才|刚刚|前面)(?:你)?(?:说|讲)的?(?:是)?(?:啥子?|什么|哪样|么子){_SOFT}|"
        rf"(?:没|冇)(?:看到|收到|看见|记住|记到){_SOFT}|"
        rf"{_IF}(?:这个?|那个?|钱)?(?:是)?(?:怎么|咋个?|如何|啷个)算(?:的|出来的)?{_SOFT}|"
        r"say (?:that|it) again|repeat",
    ),
    (
        Lean.SIMPLER,
        r"(?:你|请|能不能|可以|麻烦)*(?:说|讲|写)?得?(?:简单|短|明白|清楚|通俗)一?点"
        rf"(?:说|讲)?{_SOFT}|"
        r"(?:我|俺)?(?:还是)?(?:有点)?(?:听|看|搞|弄|读)?(?:不|没有?|冇)(?:太)?(?:懂|明白|醒豁)"
        rf"{_SOFT}|(?:我|俺)?(?:看|认|读)(?:不|冇)(?:来|清|得){_SOFT}|"
        rf"(?:太|好)(?:长|多|复杂|啰嗦|罗嗦|难懂){_SOFT}|"
        rf"(?:这(?:个|句)?|那)?(?:是)?(?:啥子?|什么|哪样|么子)意思{_SOFT}|"
        rf"(?:我|俺)?也?(?:不|没|冇)(?:大|怎么)?(?:识|认得?|认识)得?字{_WHAT_TO_DO}?{_SOFT}|"
        rf"(?:那|现在)?我?(?:该|要|应该)?(?:先|第一步|首先)(?:该|要)?(?:干|做|办|搞|弄|整)"
        rf"(?:啥子?|什么|哪样|么子)?{_SOFT}|"
        r"(?:i )?(?:do not|don't) understand|too long|simpler",
    ),
    (
        Lean.WHY,
        rf"{_IF}(?:这个?|到底|究竟)?是?(?:{_SHORT_OF_WHY})"
        r"(?:会|是|要|才|只有?|就|[三3几]个|给|报|补|能|这么|那么|这样|这|一?点|少|多|些|规定|不|没有?|领|拿|到|行|我们?|还)*"
        rf"{_SOFT}|"
        r"(?:你|刚才|刚刚|前面)*(?:说|讲)?的?(?:是|这个?是)?"
        r"(?:哪个|什么|啥|哪份|哪条|哪一?年的?|几时的)(?:文件|政策|规定|条款|法律?|法规)"
        rf"(?:上|里面?)?(?:说|写|讲|规定|定){_SOFT}|"
        r"(?:你|刚才|刚刚|前面)*(?:说|讲)?的?(?:是|这个?是)?(?:哪一?年|几时|哪个|哪份)的?"
        rf"(?:文件|规定|法律?)(?:上|里面?)?{_SOFT}|"
        rf"(?:这个?|是)?(?:哪个|谁|哪里|哪点)(?:说|规定|定|写|讲)(?:的|了){_SOFT}|"
        rf"(?:有|有没有|有啥|有什么)(?:依据|根据|文件){_SOFT}|(?:依据|根据)(?:是)?(?:什么|啥|哪样)?{_SOFT}|"
        rf"(?:你们?)?(?:这(?:个|些)?|你?说的|补贴|钱|岗位|工作)*(?:是|确定是)?(?:真的|真的假的|真的还是假的|假的){_SOFT}|"
        rf"(?:你)?(?:不是|没|不会是|怕是)(?:骗|哄|豁)(?:我|人){_SOFT}|"
        rf"(?:你们?)?(?:这(?:些|几个|个)?|那些|都|厂|岗位|工作|活)*(?:靠不)?(?:靠谱|可信|信得过|作数|算数|当真)(?:不靠谱)?{_SOFT}|"
        rf"(?:才|就|只有?)(?:这么|这|那么)一?(?:点|些)(?:钱)?{_SOFT}|"
        r"why(?: not)?|is (?:it|that|this) true",
    ),
    (
        Lean.WHOM,
        r"(?:那|到底|具体|究竟)*(?:我们?)?(?:该|要|应该)?(?:去|到|上)?"
        r"(?:哪里?|哪点|哪儿|什么地方|啷个|找谁|找哪个|问谁|问哪个|打(?:哪个|什么)电话|"
        rf"电话(?:是)?多少|有电话)(?:问|办|去问|问清|部门|人|咨询)*{_SOFT}",
    ),
    (
        Lean.WHEN,
        rf"{_IF}(?:我们?)?(?:要|得|是|大概|干|做)*{_WHEN_ASKED}(?:以后|之后)?才?"
        rf"(?:能|可以|得|来|去)(?:领|报|申请|申报|办|拿|补|报销)(?:到|这个?|钱)*{_SOFT}",
    ),
    (
        Lean.HOW_LONG,
        r"(?:那|大概|一般|要|得|还要?)*(?:等|办)?"
        r"(?:多久|好久|几天|多长时间|几时|什么时候|啥时候|好长时间)(?:能|才|可以)*"
        r"(?:到账|到|下来|批|办好|有|拿到|解决|出结果|有结果|回话|答复|处理完?|办完)*"
        rf"{_SOFT}|(?:能不能|可以|可不可以|麻烦)再?(?:搞?快|早)一?点{_SOFT}",
    ),
    (
        Lean.UNTIL,
        rf"{_IF}(?:这个|申请|报|领|办)?(?:有没有|有)"
        rf"(?:时间(?:上)?(?:的)?(?:限制|规定|要求)|期限|时效|日期限制){_SOFT}|"
        rf"{_IF}(?:会不会|会|是不是)?(?:过|超)了?(?:期|时间|时效)(?:了)?{_WHAT_TO_DO}?{_SOFT}|"
        rf"{_IF}(?:到|截止到?|报到|办到){_WHEN_ASKED}(?:截止|为止|止|完)?{_SOFT}|"
        rf"{_WHEN_ASKED}(?:截止|到期|结束){_SOFT}|"
        rf"(?:现在|今年|这个)*还(?:有效|管用|作数|算数|有没有效){_SOFT}",
    ),
    (
        Lean.FEE,
        rf"{_IF}(?:办|去|申请|问|投诉|打)?(?:这个|电话)?(?:要不要|需不需要|用不用|要|收不收|收|需要)我?"
        r"(?:交|出|给|花|掏|收)?(?:不)?(?:多少|好多|几多)?"
        rf"(?:钱|费|费用|手续费|工本费)(?:不)?{_SOFT}|(?:免不)?免费{_SOFT}|收费不?{_SOFT}",
    ),
    (
        Lean.AWAY,
        rf"{_IF}(?:我|人|我人|我现在)?还?在(?:外地|外省|外面|省外|外头)(?:打工)?{_WHAT_TO_DO}?{_SOFT}|"
        rf"{_IF}(?:我们?)?(?:现在)?(?:回|来|去)不(?:来|去|了|到)(?:办|县里|老家|家)?{_WHAT_TO_DO}?{_SOFT}|"
        rf"{_IF}我?(?:不|没)在(?:家|老家|县里|本地){_WHAT_TO_DO}?{_SOFT}",
    ),
    (
        Lean.GONE,
        rf"{_IF}{_HE}?(?:都|又|已经|现在)*(?:跑路?|溜|躲|不见|失踪|关门|倒闭)(?:了|掉|起来|咯|人)*"
        rf"{_WHAT_TO_DO}?{_SOFT}|"
        rf"{_IF}我?(?:找|联系)不(?:到|着|上){_HE}?了?{_WHAT_TO_DO}?{_SOFT}|"
        rf"{_IF}{_HE}(?:的)?(?:电话)?(?:不接|打不通|关机|不认账?|不承认|不理我?|耍赖)(?:电话)?了?"
        rf"{_WHAT_TO_DO}?{_SOFT}",
    ),
    (
        Lean.MISSING,
        rf"{_IF}(?:我|他|她)?{_IF}{_LACKS}{_PAPER}(?:了)?(?:{_WHAT_TO_DO}|能不能.{{1,3}}|可以.{{0,3}}不)?{_SOFT}",
    ),
    (
        Lean.FORM,
        rf"{_IF}(?:要|填|用)?(?:申请|报销|登记)?表格?(?:在|到|去|上)?(?:哪里?|哪点|哪儿|啷个|怎么|咋个?)?"
        rf"(?:拿|领|要|下载|打印|填|弄|有)(?:取|写)?{_SOFT}|"
        rf"{_IF}我?(?:不会|不晓得咋个?|不知道怎么)(?:填|写)(?:申请)?表?格?{_WHAT_TO_DO}?{_SOFT}|"
        rf"{_IF}(?:怎么|咋个?|如何|啷个)填(?:申请)?表格?{_SOFT}",
    ),
    (
        Lean.UNWRITTEN,
        rf"{_IF}(?:钱|补贴|补助)?(?:会|是)?(?:打|发|转|到)(?:到|在|给)?(?:哪|谁|什么|啥|哪个)[^,，。]{{0,6}}|"
        rf"{_IF}(?:能不能|可不可以|可以)?(?:打|发|转)到[^,，。]{{1,8}}(?:卡|账户|账号|微信)[上里]?{_SOFT}|"
        r"(?:要不要|需不需要|用不用|还要|要)[^,，。]{0,4}(?:盖章|签字|公示|照片|体检|担保)"
        rf"{_SOFT}|(?:有没有|有)人(?:领|报|拿)到?过{_SOFT}",
    ),
    (
        Lean.PART,
        rf"{_IF}(?:要|是|能|给|补|领|拿|得|有)*(?:多少|好多|几多)(?:钱|块)?(?:一个?[月次天年])?{_SOFT}|"
        rf"{_IF}(?:电话|号码)(?:号码)?(?:是)?(?:多少|哪个)?{_SOFT}|{_IF}(?:材料|手续|条件){_SOFT}|"
        rf"{_IF}(?:要|带|准备|需要)+(?:什么|哪些|啥子?|哪样)(?:材料|条件|手续|证件|东西)?{_SOFT}",
    ),
    (
        Lean.HOW,
        r"(?:那|具体|我)*(?:该|要|应该)?(?:怎么|咋个?|如何|啷个|怎样|郎个)(?:去)?"
        rf"(?:申请|办理?|弄|领|搞|报|整|申报){_SOFT}",
    ),
)
_LEANS: Final = tuple((lean, re.compile(words)) for lean, words in _WORDS)
_KIN: Final = (
    r"老婆|媳妇|婆娘|堂客|爱人|老公|男人|丈夫|妻子|儿子|姑娘|女儿|崽|伢子|娃娃?|孩子|爸爸?|妈妈?|爹|娘|父母|父亲|母亲|"
    r"公公|婆婆|岳父|岳母|兄弟|哥哥?|弟弟?|姐姐?|妹妹?|妹子|嫂子|姐夫|妹夫|老表|表哥|表弟|侄[儿子]|叔叔?|舅舅?|亲戚|"
    r"家里?人|一家人|邻居|朋友|老乡|工友|别人|两口子|[他她]们?"
)
_FAMILY: Final = re.compile(
    rf"(?!.{{0,2}}[妈娘]的$){_IF}(?:换成)?(?:我们?|俺|咱)?(?:的|家|屋里)?(?:{_KIN})(?P<case>.*)|"
    r"(?:what about )?my (?:wife|husband|son|daughter)"
)
_SAID_OF_FAMILY: Final = re.compile(
    r"[他她]们?|也|都|同样|一样|一起|一路|一同|跟我|和我|跟着|来|去|了|的|在|到|干活|做活|打工|务工|上班|做工|进厂|"
    r"能不能|可不可以|可以|能够|能|行不行|行|得|领|报|补|拿|享受|申请|算|有份|有没有|有|没有?|不|是|吗|呢|嘛|吧|啊|么|"
    r"怎么|咋个?|今年|已经|[\d一二三四五六七八九十]+多?岁|年纪大|呀|撒|噻|哈|多少|好多|几多|钱"
)
_ELLIPTIC: Final = re.compile(
    r"(?:那|要是|如果|万一|假如|但是|可是|不然|这个|那个|这样|那样).{1,12}|"
    rf".{{1,9}}(?:呢|{_WHAT_TO_DO})"
)
_DOUBT: Final = re.compile(r"真|假|靠谱|可信|信得过|骗|哄|豁|当真|true")
_SPACES: Final = re.compile(r"[\s,，。!！?？~]")


def lean_of(words: str, places: Sequence[str] = ()) -> Lean | None:
    """Return what a message, without the punctuation around it, wants of the answer before.

    ``places`` are the names of places in it.
    """
    close = _SPACES.sub("", words)
    if len(close) <= _LONGEST:
        for lean, pattern in _LEANS:
            if pattern.fullmatch(close) or pattern.fullmatch(words):
                return lean
    english = words.isascii() and _FAMILY.fullmatch(words) is not None
    return Lean.FAMILY if english or _is_of_family(close, places) else None


def doubts(words: str) -> bool:
    """Tell whether words ask if something is true rather than why."""
    return _DOUBT.search(words) is not None


def paper_in(words: str) -> str:
    """Return the paper that somebody says to lack: 要是没有收入证明呢."""
    pattern = dict(_LEANS)[Lean.MISSING]
    found = pattern.fullmatch(_SPACES.sub("", words))
    return found["paper"] if found else ""


def case_of_family(words: str) -> str:
    """Return what is said of somebody of the family, without who it is: 在曲靖打工."""
    found = _FAMILY.fullmatch(_SPACES.sub("", words))
    return (found["case"] or "") if found else ""


def is_elliptic(words: str) -> bool:
    """Tell whether a message says too little to stand alone: 要是没得呢, 那个咋办."""
    return _ELLIPTIC.fullmatch(_SPACES.sub("", words)) is not None


def _is_of_family(close: str, places: Sequence[str]) -> bool:
    found = _FAMILY.fullmatch(close)
    if found is None or len(close) > _LONGEST_FAMILY:
        return False
    case = found["case"] or ""
    for place in places:
        case = case.replace(place, "")
    return not _SAID_OF_FAMILY.sub("", case)
