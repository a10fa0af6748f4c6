"""Ages that running text asks for: a figure, its bound, and what shows that it is an age. Pure.

Every figure that can be an age is judged by what stands around it in its clause: a bound before or
behind it (不超过, 封顶), a word of age or of people, whether those it names are sent away, and
whether it is a must at all (最好, 优先) or told of others (老人, 现有员工).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobs_feed.normalise.reading import Span

_YEARS = r"\s*(?:来|多)?(?:周岁|岁数|岁|生日)?\s*(?:\(含[^)]{0,3}\)|含)?"
_FIGURE = re.compile(
    rf"(?<!\d:)(?<![\d./#第¥])(?:(?P<low>1\d|[2-6]\d)(?P<unit1>{_YEARS})-)?(?P<age>1[4-9]|[2-7]\d)"
    rf"(?![\d.:/#])(?P<unit>{_YEARS})"
)
_OTHER_UNIT = re.compile(
    r"\s*(?:来|多|余|几|个|-|~)?\s*(?:[斤元块毛天名个人位公米里分号点度℃%平吨台件套户亩页层楼级寸期届后秒倍双条只箱桶袋包盒车趟次班回千万KkMmCcGgLlW年月日时课张棵头匹篓筐担项]|小时|周(?!岁)|两(?!头|样))"
)
_CLAUSE = re.compile(r"[,;。\n!?|]")
_NUMBERED = re.compile(r"(?:^|(?<=[\s:;。,、(]))\d{1,2}[.、)](?=\s*[^\d\s]|\s*\d\d(?!\d))")
_AGE_WORD = re.compile(r"年龄|岁数|年纪|年岁|年令|超龄|生日|周岁|岁|出生|身份证|年满")
_HIGH_BEHIND = re.compile(
    r"\s*(?:的|及其?|或|含)*\s*(?:(?:以|之|往|朝)(?:下|内|里)|里头|封顶|为止|到顶|打住|打止|截止|挡住|卡住|见顶|顶头|封口|卡死|一刀切|为界|止(?=$|[的,])|为上限|为限|以前|之前|到头|门槛|这道?[坎杠线]|拉倒"
    r"|(?:内|下)(?=$|[的,;。)、]))"
)
_LOW_BEHIND = re.compile(
    r"\s*(?P<incl>及其?|含|或)?\s*(?:(?:以|之|往|朝|向)(?:上|后)(?!班)|起(?=$|[的,;。)、收招要])|开外|出头|挂零|好几|大几|\+)"
)
_NOT = r"(?:不(?:要|能|得|可|准|许|应|宜|会)?|别|莫|没|未|勿|甭|毋)"
_HIGH_BEFORE = re.compile(
    rf"(?:{_NOT}(?:超过?|大过|越过|过了?|高于|大于|超出|高过)|不上|最大|最高|最老|至多|顶多|最多|上限|封顶|(?:卡|控制?|限)(?:死|定)?(?:到|在)|≤|<=|小于等于)(?:[是为在到:]|年龄|岁数)*\s*$"
)
_BELOW_BEFORE = re.compile(rf"(?:{_NOT}(?:满|到|足)|(?<!不)(?<!不得)(?:小于|低于)|<)(?:了|有)?\s*$")
_LOW_BEFORE = re.compile(
    r"(?P<full>(?:年|须|要|需|得|已|才|(?<![未不没]))满(?:过|了)?|到了?|(?<!早)(?<!晚)上了?|够了?)\s*$"
    r"|(?:至少|起码|最小|最低|最年轻|不(?:得)?(?:低于|小于|少于)|(?<!不)(?<!不得)(?<!不能)(?<!不要)(?<!别)(?<!莫)(?:大于|高于|超过?了?|过了?)|≥|>=?)(?:[是为:]|年龄)*\s*$"
)
REFUSED = (
    r"(?:勿|不(?!限|论|管|拘|作要求|做要求|含|等|满意|错|止|少|仅|光|但|同|影响|怕|嫌|在乎)(?:[^,;。\d]{0,2}?(?:要|招|收|用|行|考虑|录|能|予|得|接受|合适|好使|好|成|中|办|给|来|再|上|进|可|安排|符合|看|聘|留|够格|允许|让|承保|保(?=$))|$)"
    r"|[买上保进报做干办整录交入顶吃扛过](?:不(?:了|上|进|得|来|起|动|去|成|消|住)|没法)|免(?!费|试|息|税|押)|谢绝|拒|莫|别(?!处|墅|的|人)|算了|没戏|靠边|刷(?:掉|下)|淘汰|劝退|没法|无法|拉倒|够呛|pass|PASS|恕|除外|排除)"
)
_SENT_AWAY = re.compile(
    rf"^(?:的|者|人员?|人士|人们|老[乡师]|同志|[大阿叔]?[姨姐哥爷妈叔伯]|朋友|员工|工人|求职|应聘|男女|妇女|男的|女的|男工|女工|男|女|话|了|以后|之后|往后|就|都|请|一律|一概|也|可|真|咱|俺|我们?|厂里?|公司|单位|这|那|边|里|条|线|活|岗位?|回|次|批|系统|保险|机器|恐怕|怕|是|肯定|坚决|真的|确实|,(?=就|一律|一概|请|不|勿|免|莫|别)|、)*[^,;。\d]{{0,6}}?{REFUSED}"
)
_SENT_AWAY_NEXT = re.compile(
    rf"^\s*(?:的|就|都|请|一律|一概|也|真|咱们?|俺们?|我们?|厂里?|公司|恕|(?:意外|人身|工伤)?保险(?:公司)?|社保|系统|实名制|工地|人脸|那|便)*{REFUSED}"
)
_REFUSED_BEFORE = re.compile(
    r"(?:不招|不要|不收|不用|不录用?|不考虑|不接受|不聘|别要|莫要|谢绝|拒绝|拒收|拒招|[录进报买用收招]不(?:进|了|上|得)|婉拒|除外:?)[^,;。\d]{0,4}$"
)
_SOFT_BEFORE = re.compile(
    r"(?:最好|尽量|优先|希望|倾向|侧重|建议|一般|大概|理想|偏向|适合|多半|大多|大都|普遍|平均|通常|更喜欢|主要是|力争|争取)[^,;。\d]{0,8}$"
)
_SOFT_BEHIND = re.compile(
    r"^(?:的|者|人|女性|男性|女士|男士|妇女|阿姨|大姐|青年|人员|女工|男工|婆娘|媳妇|姐妹|左右|上下)*\s*(?:[^,;。\d]{0,2}(?:优先|更(?!换|改|衣)|最好|为(?:宜|佳|主|优)|合适|适宜|佳$|较好|欢迎|居多)|放宽|退休|工龄|经验|多[给发拿]|工资[高多]|另加|加\d|左右均?可|以下可|尤佳|的?有(?:好几|不少|很多)|各?一(?:位|个)|[、和]\d\d\s*岁?各)"
)
_TOO = re.compile(r"^[^,;。\d]{0,6}?(?:也|都|亦|均|照样|照)(?:可|行|要|能|收|招|用|欢迎)")
_OF_OTHERS = re.compile(
    r"儿童|幼儿|孩子|小孩|宝宝|婴|学生|学员|老人|长者|客户|会员|照顾|看护|照看|伺候|服侍|老太|老爷子|老奶奶|业主|顾客|游客|患者|病人|老爹|主家|客人|雇主|童装|家长|捐"
)
_OF_STAFF = re.compile(
    r"现有|老员工|团队|同事|平均|老板(?:今年|娘)|(?:咱|我们?|店里|厂里|队里)[^,;。]{0,4}(?:有|都是|多是)|已有|目前有|原有|最大的(?:一?[位个])?\d|都有|有(?:好)?几[位个]|工龄|经验|毕业|专利|成立|结婚|婚龄|干了|带班"
)
_THEMSELVES = re.compile(r"本人|应聘|求职|报名|年龄|岁数|年纪|护理员|阿姨|保姆|员工|招|限|要求")
_WORK_UNTIL = re.compile(
    r"(?:干|做|工作|交|缴|延|服务|返聘|上班|养|带|续签|签|保|用)(?:满|到|至)\s*$"
)
_RECRUITS = re.compile(
    r"(?:只|仅|限|要求?|招|收|用工?|找|录|聘|需|来|须|得|必须|按|控制|卡)(?:在|的|个|到|些|求|是|一下|俩|几个|名)*(?:男女|男|女|阿姨|大姐|妇女|人|工人?)?[,:]?\s*$"
)
_PEOPLE_BEHIND = re.compile(
    r"\s*(?:的|之间的?|岁的?|左右的?)*(?:阿姨|大[姐嫂叔爷妈哥]|妇女|男|女|人(?!民币|次|份)|工人|师傅|青壮年|老?同志|劳力|劳动力|中年|青年|老年|员工|姐妹|乡亲|[小老]伙|求职者|应聘者|者|身体|健康)"
)
_SEX_BEFORE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[,;。:、(要招限收,])\s*(?:男女(?:都|均|不限)?|[男女](?:的|性|工|士|同志|方|生)?)[^\d,;。]{0,3}$|本人[^\d,;。]{0,3}$|(?:[工员师姆嫂姨姐]|师傅|司机|保安|主播)[:]?\s*$"
)
_MEASURED = re.compile(
    r"(?:工资|薪|元|块|钱|价|底|费|每|日|时|早|晚|下午|上午|点|第|共|约|体重|身高|长|宽|高|重|租|奖|罚|折|码|号|腰围|编号|路|线|零下|气温|提成|限速|楼|栋|幢|车间|温度|时速|名额|计划|需求|招聘人数|人数|产量|面积|数量|库存|定员|水电)[^,;。\d]{0,4}$"
)


_OPEN_END = re.compile(
    r"\s*(?:的|者|了|的话|的人|来|吧|啊|哈|就[行妥成中得可]|即可|才行|才[要收招来]|都?可以?|都?行|[)）])*\s*(?=$|[、(])"
)
_WHOLE = re.compile(
    r"\s*(?:的|之间)*(?:人员?|者|阿姨|大姐|大叔|男性?|女性?|妇女|大龄|村民|群众|劳动力)*\s*(?=$|[)、])"
)
_BELOW_BEHIND = re.compile(r"\s*(?:还)?(?:不到|未到|未满|不足|没到)(?=$|[的,)])")
_NOT_ITSELF = re.compile(r"[、(\s]*不含")
_BETWEEN = re.compile(r"[\s的之间岁均可都行)）]*")
_GROWN_UP = frozenset({16, 18, 20})
_OLDEST_LEAST = 30
"""A least age above this is told of all who come only where nothing else follows it."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure that may be an age: what stands around it in its clause and in those beside it."""

    low: int | None
    age: int
    in_years: bool
    many: bool
    before: str
    after: str
    preceding: str
    following: str


def ages_asked(plain: str) -> list[Span]:
    """Return what each figure of tidied text in Arabic figures asks of people's ages, in order."""
    return [span for each in _mentions(plain) if (span := _asked(each)) is not None]


def _mentions(plain: str) -> Iterator[_Mention]:
    clauses = _CLAUSE.split(_NUMBERED.sub(" ", plain))
    for at, clause in enumerate(clauses):
        for found in _FIGURE.finditer(clause):
            units = found["unit"] + (found["unit1"] or "")
            yield _Mention(
                low=int(found["low"]) if found["low"] else None,
                age=int(found["age"]),
                in_years="岁" in units or "生日" in units,
                many="多" in units,
                before=clause[: found.start()],
                after=clause[found.end() :],
                preceding=clauses[at - 1] if at else "",
                following=clauses[at + 1] if at + 1 < len(clauses) else "",
            )


def _asked(each: _Mention) -> Span | None:
    """Return what a mention asks, None where it is no age, no must or of somebody else."""
    before, after = each.before, each.after
    if not each.in_years and (_OTHER_UNIT.match(after) or _MEASURED.search(before)):
        return None
    if _is_of_others(each) or _WORK_UNTIL.search(before) or _SOFT_BEFORE.search(before):
        return None
    if each.low is not None:
        if _SENT_AWAY.match(after):
            return None
        if each.low > each.age or not _shows_age(
            each, after, by_bound=not before.strip() and _BETWEEN.fullmatch(after) is not None
        ):
            return None
        return None if _SOFT_BEHIND.match(after) else Span(each.low, each.age)
    reaches, ends = _LOW_BEHIND.match(after), _HIGH_BEHIND.match(after)
    bound = reaches or ends
    rest = after[bound.end() :] if bound else after
    if _sent_away(each, rest):
        if not (
            each.in_years
            or each.many
            or bound
            or before.strip()
            or _AGE_WORD.search(each.preceding)
        ):
            return None
        return _refused(each, reaches, ends)
    asked = _wanted(each, reaches, ends, rest)
    by_bound = bool(ends) and not before.strip()
    if asked is None or _SOFT_BEHIND.match(rest) or (asked.high is None and _TOO.match(rest)):
        return None
    return asked if _shows_age(each, rest, by_bound=by_bound or _alone(each, rest)) else None


def _refused(
    each: _Mention, reaches: re.Match[str] | None, ends: re.Match[str] | None
) -> Span | None:
    """Return what sending away those whom a mention names leaves."""
    if ends or _BELOW_BEFORE.search(each.before):
        return Span(each.age, None) if each.age <= _OLDEST_LEAST else None
    if _HIGH_BEFORE.search(each.before):
        return Span(None, each.age)
    full = _LOW_BEFORE.search(each.before)
    if (full and full["full"]) or (reaches and reaches["incl"]):
        return Span(None, each.age - 1)
    return Span(None, each.age) if reaches or full or each.many else Span(None, each.age - 1)


def _wanted(
    each: _Mention, reaches: re.Match[str] | None, ends: re.Match[str] | None, rest: str
) -> Span | None:
    """Return the bound that a mention sets for those who are wanted."""
    if _BELOW_BEFORE.search(each.before) or _BELOW_BEHIND.match(each.after):
        return Span(None, each.age - 1)
    if ends or _HIGH_BEFORE.search(each.before):
        return Span(None, each.age - (_NOT_ITSELF.match(rest) is not None))
    least = _LOW_BEFORE.search(each.before)
    if least and (least["full"] is None or "满" in least["full"]) and "过" not in least.group():
        return Span(each.age, None)
    if reaches and (each.age <= _OLDEST_LEAST or _WHOLE.match(rest)):
        return Span(each.age, None)
    return None


def _sent_away(each: _Mention, rest: str) -> bool:
    if _REFUSED_BEFORE.search(each.before) or _SENT_AWAY.match(rest):
        return True
    return bool(_OPEN_END.fullmatch(rest) and _SENT_AWAY_NEXT.match(each.following))


def _is_of_others(each: _Mention) -> bool:
    around = each.before[-6:] + each.after[:6]
    if _REFUSED_BEFORE.search(each.before):
        return False
    if _OF_OTHERS.search(around) and not _THEMSELVES.search(each.before[-8:]):
        return True
    return _OF_STAFF.search(each.before) is not None


def _alone(each: _Mention, rest: str) -> bool:
    """Tell whether a clause is little else than a bound before its figure (别超55)."""
    return (
        bool(_OPEN_END.match(rest))
        and (_HIGH_BEFORE.search(each.before) or _BELOW_BEFORE.search(each.before)) is not None
    )


def _shows_age(each: _Mention, rest: str, *, by_bound: bool) -> bool:
    if each.in_years or by_bound:
        return True
    if each.age in _GROWN_UP and re.search(r"满\s*$", each.before):
        return True
    if _AGE_WORD.search(each.before[-14:]) or _AGE_WORD.search(rest[:4]):
        return True
    if _AGE_WORD.search(each.preceding) and not re.search(r"\d", each.preceding):
        return True
    if _SEX_BEFORE.search(each.before) or _PEOPLE_BEHIND.match(rest):
        return True
    return _RECRUITS.search(each.before) is not None
