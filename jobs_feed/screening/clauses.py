"""Clauses of a text, and whether a clause denies what it names.

A keyword alone says nothing: 不收押金 is good news and 不交押金不能上岗 is not. The grammar here
is small and strict: between the denying word and the thing only words of taking, paying and listing
may stand. What it does not understand counts as not denied, so that a person looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_END = re.compile(
    r"[,;。!?\n]+|(?<!不)(?<!包括)但是?|不过|然而|(?<![不并])只(?=收|需|要交)|仅(?=收"
    r"|需)|而是|另(?=收|交|需|行)"
)

FEE = (
    r"(?:押金|抵押金|保证金|定金|订金|风险金|质保金|诚意金|诚信金|占位费|留位费"
    r"|名额费|预留费|(?:入职|职业|工作)?介绍费|中介费|职介费"
    r"|报名费|面试费|入职费|信息费|推荐费|建档费|档案费|资料费|制卡费|办卡费|办证费|代办费|体检费"
    r"|(?:服装|工装|工服|工衣|工作服|制服|衣服|被褥|床上用品)(?:押金|费|钱)|(?:岗前"
    r"|入职|技能|上岗)?培训费|考试费|考证费|岗位费|登记费|份子钱|管理费|会员费|平台费)(?:用(?!心|人|工))?"
)
_DENY = (
    r"(?:(?:绝对?|从|决|坚决|一律|均|概|都|也|一概|并|且|将|全程|承诺|保证)?不(?:会"
    r"|得|许|准|能|可|再|曾|存在|涉及|需要?|用|必|要|是|做|搞|招)?(?!包括|包含|含|仅"
    r"|光|只|但|低于|少于|超过|退|返|还|予|到|足|同)"
    r"|没有?|未(?!满|来)|无须|无需|毋须|勿|莫|免除?|免去|(?<!凭)无|零|(?<!\d)0(?:元)?"
    r"|并?非|拒绝|杜绝|严禁|禁止|谢绝|抵制|取消|防范?|打击|识别|反)"
)
# The longest words come first: the group is atomic, so that a text made to confuse it cannot make
# it try every way of cutting the same characters.
_LINK = (
    rf"(?>{FEE}|"
    r"任何人?|一切|所有|各种|各类|各项|其[他它]|什么|以下|如下|下列|变相|强制|额外|私自"
    r"|擅自|乱|先|提前|预|再|另外?|私下"
    r"|以[^,;。]{1,8}?(?:名义|形式|理由|方式|名目|为由)|(?:名义|形式|理由|方式"
    r"|性质)(?:的|地)?|的|地|向|从|对|让|叫|要求?|需要?|须|产生|涉及|存在|有|是|关于"
    r"|收取?|索取|收受|交纳?|缴纳?|上交|交付|支?付|扣除?|扣留|扣押|押|压|出|掏|垫付?"
    r"|做|搞|包括|包含|例如|比如|诸如|如|等"
    r"|使用|招用|雇[用佣]|录用|招聘|招收|员工|求职者|应聘者|劳动者|工人|个人|本人|您"
    r"|你|大家|务工人员|老乡|工友|求职人员"
    r"|费用?(?:\((?:如|包括|含|例如|比如)?)?|钱|一分钱?|半分钱?|分文|和|或者?|及其?"
    r"|以及|与|、|/|:|\"|“|”|'|\s"
    r"|刷单|刷信誉|跑分|传销|赌博|诈骗|培训贷|贷款|身份证|证件|入职|面试|报名|上岗)"
)
_DENIED_BEFORE = re.compile(rf"{_DENY}{_LINK}*+$")
_DOUBLE_BEFORE = re.compile(rf"(?:不得|不能|不会|不可|没有|不是|并非|并不是)不{_LINK}*+$")
_DENIED_AFTER = re.compile(
    r"^(?:等|等?(?:任何|一切|各种|其他)?(?:费用?)|及其他费用?|或其他费用?"
    rf"|[、和及或]{FEE}|全部|一律|全|均|都|统统|通通|一概|概|也|绝|已|暂|一分钱?"
    r"|半分钱?|分文|什么的|啥的|之类的|这些|这种|[:\s])*+"
    r"(?:不(?:收取?|用|需要?|必|交|扣|押|用交|用缴|需交|需缴|做|招|碰|存在"
    r"|作要求)(?:费|纳)?|全免|免收|免除|免交|免费|减免|免|没有|无|为?零|为?0元?"
    r"|拒绝)(?=$|[的了哦啊呀()、:])"
)
_NO_WAY_ROUND = re.compile(
    r"^(?:的|者|的人)?\s*[,]?\s*(?:一律)?(?:就)?(?:不(?:予|得|能|可(?!收)|给|让|安排"
    r"|录|上岗|办理|发工资|行|入职|用你|要你|要来|准)|免谈|勿扰|别来|无法|谢绝)"
)
_PAYER = re.compile(r"(?:交纳?|缴纳?|付|没有?|无|未)$|(?:交纳?|缴纳?|付)\S{0,3}$")
_KEEP_AWAY = re.compile(
    r"^(?:的|者|人员|兼职|类)*(?:请)?(?:勿扰|免谈|绕行|绕道|别来|勿进|慎入|走开|一律不)"
)
_UNWILLING = re.compile(r"不愿|不想|不肯|无|没|不交|不缴|未交")
_WARNING = re.compile(
    r"举报|投诉|诈骗|骗子|骗局|骗人|谨防|警惕|提防|当心|小心|切勿|请勿(?:相信|轻信"
    r"|上当|缴|交|转|付|汇|给)|勿信|不要相信|上当"
    r"|欺诈|违法|违规|报警"
)
_IF_ANYBODY = re.compile(
    r"如|若|凡|遇|假如|要是|一旦|任何|有人|谨防|警惕|提防|当心|切勿|请勿|的(?:都|均"
    r"|一律|就)?(?:是|为|属|要小心|要当心|请)|属于?(?:违|诈|骗)|提醒|(?:就|都|全)是"
)
_OTHERS_DO = re.compile(
    r"(?:别的|别家|人家|其他|有的|有些|黑心?|某些)(?:厂家?|公司|中介|地方|单位|工厂"
    r"|招聘)*(?:都|会|还|要|得|需|收取?|交|缴|先)*$"
)
_WE_DO_NOT = re.compile(r"^(?:但|而)?(?:我|本|咱|这里)[^,;。]{0,6}(?:不|没|无|免)")
_AROUND, _REACH = 7, 80


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, with a few of those around it, in the order of the text."""

    text: str
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def after(self) -> str:
        """Return the next clause, or the empty text."""
        return self.later[0] if self.later else ""


class Clauses:
    """The clauses of one canonical text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def all(self) -> tuple[Clause, ...]:
        """Return the clauses in order, none empty."""
        parts = [part.strip() for part in _split(self.text)]
        parts = [part for part in parts if part]
        return tuple(
            Clause(
                part, tuple(parts[max(0, at - _AROUND) : at]), tuple(parts[at + 1 : at + _AROUND])
            )
            for at, part in enumerate(parts)
        )

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.all)


def _split(text: str) -> Iterator[str]:
    # A conjunction opens the next clause and stays with it; punctuation goes.
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.start()]
        start = end.start() if end.group()[0] not in ",;。!?\n" else end.end()
    yield text[start:]


def denies(clause: Clause, start: int, end: int) -> bool:
    """Tell whether ``clause`` denies what stands at ``[start, end)`` of its text."""
    before, after = clause.text[max(0, start - _REACH) : start], clause.text[end:]
    if _DOUBLE_BEFORE.search(before):
        return False
    follows = after or clause.after
    if _NO_WAY_ROUND.match(follows) and _PAYER.search(before):
        return False
    if _KEEP_AWAY.match(after):
        return not _UNWILLING.search(before)
    if _OTHERS_DO.search(before) and _WE_DO_NOT.match(clause.after):
        return True
    return bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after) or warns(clause))


def warns(clause: Clause) -> bool:
    """Tell whether the clause warns people of what it names (如遇收费请举报)."""
    if not _IF_ANYBODY.search(clause.text):
        return False
    return bool(_WARNING.search(clause.text) or _WARNING.search(clause.after[:12]))
