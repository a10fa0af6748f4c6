"""Terms that shut people out by sex, ethnicity, origin or religion (就业促进法 articles 27-31).

To prefer men is forbidden like hiring men alone (妇女权益保障法 2022 article 43); to prefer women
shuts nobody out, so it holds no posting and bars nobody, but may not be published either
(人社部发〔2019〕17号 clause 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jobs_feed.screening.canonical import canonical
from jobs_feed.screening.clauses import Clause, Clauses, denies
from jobs_feed.screening.lawful_sex import lawful_ground
from jobs_feed.screening.reasons import HoldCode
from labourers.tables import Sex

_MALE = (
    r"男(?!装|鞋|科|厕|裤|童|款|袜|友|孩|方|主播|宾|浴|女|子|表|包|朋友|士(?:护肤|服装"
    r"|西装|用品|会所)|生(?:宿舍|公寓)|性(?:健康|用品|会员|客户|患者))"
)
_FEMALE = (
    r"女(?!婿|装|鞋|科|厕|裤|童|款|袜|友|孩|方|主播|宾|浴|男|子|表|包|儿|朋友|王|娲|贞"
    r"|士(?:内衣|服装|内裤|包|用品|会所)|生(?:宿舍|公寓)"
    r"|性(?:用品|健康|服饰|顾客|会员|客户|患者|内衣|护理)|职工(?:特殊)?(?:保护|委"
    r"|产假)|工(?:委|特殊|保护)|职工)"
)
_TAIL = r"(?:性|士|生|工|同志|孩|的|员工)?"
_ONLY = (
    r"(?:只?限|仅限|只限|限招|只招|仅招|只要|只收|只接受|必须(?:是|为)?|须(?:为|是|要)?"
    r"|要求(?:是|为)?|招聘?|急招|急聘|诚聘|诚招|聘用?|招收|招募|录用|找|(?<![不只主])需?要个?|(?<!不)需)"
    r"(?:\d+[名个位]|\d{2}(?:-\d{2})?周?岁(?:以[上下内])?的?)?(?:年轻|青年|成年|未婚"
    r"|已婚|本地|健康|优秀|若干名?|的)*"
)
_BOTH = re.compile(
    r"男女|女男|男[、/,和或及与]女|女[、/,和或及与]男|男[^,;。]{0,6}女"
    r"|女[^,;。]{0,6}男|性别不限|不限性别|不限(?:制)?男|(?:男|女)[性士生]?(?:均可"
    r"|都可|也可|皆可|亦可|都行)"
)
_STILL_ONE = re.compile(r"(?:只|仅|限)(?:招|限|要|收)?[男女](?![女男、/和或及])|优先|勿扰|不要")
_SEXES = (
    (Sex.MALE, _MALE, _FEMALE, "小伙子?|帅哥|壮汉|汉子"),
    (Sex.FEMALE, _FEMALE, _MALE, "美女|靓女|姑娘|小妹|小姐姐"),
)
_OTHER_TOO = {
    Sex.MALE: re.compile(r"女(?:性|士|生|工)?\s*(?:不限|均可|也可|亦可|都可|也要|\d)"),
    Sex.FEMALE: re.compile(r"男(?:性|士|生|工)?\s*(?:不限|均可|也可|亦可|都可|也要|\d)"),
}


_WORKER = (
    r"[\u4e00-\u9fff]{0,4}?(?:员工?|工人?|师傅?|保安|司机|前台|助理|导购|客服|主管|店长"
    r"|学徒|帮厨|护工|保洁|文秘|秘书|青年)"
)
_NOT_OF_THEM = (
    r"(?![^,;。]{0,3}(?:宿舍|享|有|产假|节|福利|生理|三期|特殊|保护|更衣|浴|厕|比例|各|用品|患者))"
)


def _sex_pattern(wanted: str, unwanted: str, word: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_ONLY}{wanted}{_TAIL}"
        rf"|\({wanted}(?:性|士|生)?\)"
        rf"|(?:性别|招工对象|招聘对象)\s*(?:要求|限制?|限)?[:为是须]?\s*{wanted}"
        rf"|(?:^|[:、\s\d.)])(?:{wanted}|{word}){_WORKER}{_NOT_OF_THEM}"
        rf"|{_ONLY}(?:{word})"
        rf"|^(?:\d+[.、)]|要求:?|条件:?|\s)*{wanted}(?:性|士|生)?(?:$|\s*[(\d])"
        rf"|(?:不要|不招|不收|谢绝|拒绝|不考虑){unwanted}{_TAIL}"
        rf"|{unwanted}{_TAIL}(?:请)?(?:勿扰|不要|免谈|免|不考虑|不招|[莫别]来|不用来)"
    )


def _preference(wanted: str, word: str) -> re.Pattern[str]:
    return re.compile(
        rf"适合(?:年轻)?{wanted}(?:性|士|生|同志)"
        rf"|(?:以|招|要)?(?:{wanted}{_TAIL}|{word})(?:者|的)?(?:优先|为主|为佳|更佳|佳)"
        rf"|优先(?:录用|考虑|录取|招|招聘|安排)?(?:{wanted}{_TAIL}|{word})"
    )


_BY_SEX = tuple(
    (sex, _sex_pattern(wanted, unwanted, word)) for sex, wanted, unwanted, word in _SEXES
)
_PREFERS = {sex: _preference(wanted, word) for sex, wanted, _, word in _SEXES}
_TITLE_BY_SEX = (
    (Sex.MALE, re.compile(_MALE)),
    (Sex.FEMALE, re.compile(rf"(?<![妇美少处孙]){_FEMALE}")),
)
_FAMILY = re.compile(
    r"(?:限|要求|须|必须|只招|仅限|只要|需)(?:是|为)?(?:未婚|已婚已?育?|已育|未育"
    r"|未孕|单身)|(?:未婚|已婚已?育?|已育|未育|单身|离异|单亲|[有带]孩子)(?:者|女性"
    r"|男性|女士|的|人)*(?:优先|勿扰|不要(?!求)|者?免)"
    r"|^(?:已婚|未婚|未育)(?:女性|男性|女士)?$"
    r"|(?:孕妇|怀孕|哺乳期|备孕|有孕|待产)(?:者|女性|的)?(?:请)?(?:勿扰|不要|免谈"
    r"|不招|谢绝|不考虑|除外)|(?:不得|不准|不能|禁止|承诺不|几年内不|年内不)(?:得|能"
    r"|准)?(?:怀孕|结婚|生育|生孩子|要孩子|备孕)"
    r"|(?:不招|不要|不收|谢绝|拒绝)(?:孕妇|哺乳|未婚|已婚|怀孕|未育)"
)
_WELFARE = re.compile(r"保护|产假|照顾|待遇|关怀|不得(?:以|因)|违法")

_NATIONS = (
    "汉|回|藏|维吾尔|维|彝|苗|壮|满|蒙古|蒙|傣|白|哈尼|土家|布依|侗|瑶|朝鲜|哈萨克|黎"
    "|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
    "|羌|撒拉|毛南|仡佬|阿昌|普米|塔吉克|怒|德昂|基诺|独龙|锡伯"
)
_NATION = rf"(?:少数民族|(?:{_NATIONS})族)"
_LIMITS = r"(?:仅限|只限|限招?|只招|仅招|只要|只收|必须(?:是|为)?|须(?:是|为)|要求(?:是|为)?|限定)"
_REFUSES = r"(?:请)?(?:勿扰|不要(?!求)|免谈|除外|不招|谢绝|不考虑|不收|免进|禁入|不用|一律不)"
_BY_NATION = re.compile(
    rf"{_LIMITS}(?:\d+名?)?{_NATION}|汉族(?:者|同胞)?优先|{_NATION}(?:同胞|人|者"
    rf"|的)?{_REFUSES}|民族\s*(?:要求)?[:为限]\s*汉|限汉(?!语|字)"
    rf"|(?:不招|不要|不收|谢绝|拒绝|不考虑|不录用|排除|除){_NATION}|非汉族{_REFUSES}"
)
_EVERY_NATION = re.compile(r"民族不限|不限民族|各(?:民)?族(?:均可|都可|群众)|不分民族")
_HALAL = re.compile(r"清真")
_PROVINCE = (
    "河南|东北|新疆|西藏|安徽|四川|湖北|湖南|江西|河北|山东|山西|陕西|甘肃|青海|宁夏"
    "|内蒙古?|辽宁|吉林|黑龙江|江苏|浙江|福建|广东|广西|海南|贵州|云南|重庆|北京|上海"
    "|天津|外省|外地"
)
_BY_ORIGIN = re.compile(
    rf"(?:{_PROVINCE})(?:省|籍|的|人员?)*{_REFUSES}|(?:不招|不要|不收|谢绝|拒绝"
    rf"|不考虑|不录用)(?:{_PROVINCE})(?:省)?(?:籍|的)?人"
)
_FAITH = (
    r"(?:宗教信仰|宗教|信仰|信教|信佛(?!山)|佛教徒?|基督徒?教?|伊斯兰教?|穆斯林|天主教徒?"
    r"|道教徒?|教徒|信徒)"
)
_BY_FAITH = re.compile(
    r"(?:限|要求|须|必须|只招|仅限|只要|不得|不准|不能|不要|不招|谢绝|拒绝|没有|无"
    rf"|有|信奉)(?:员工|应聘者|求职者|本人|有|是|为|任何)*{_FAITH}(?!要求|限制|自由"
    rf"|场所|用品)|{_FAITH}(?:的)?(?:人士?|者|人员|群众)?(?:优先|{_REFUSES})"
    rf"|^(?:要求)?(?:信佛(?!山)|不?信教|信奉\S{{0,4}})$"
)
_NO_FAITH_RULE = re.compile(
    r"尊重|不限|无(?:宗教)?信仰(?:要求|限制)|(?:政治|理想|职业|坚定)\S{0,3}信仰"
    r"|信仰(?:坚定|不限|自由)|佛教用品|佛具"
)


_PARTS = re.compile(r"([,，;；。!！\n]+)")


def fairness(
    clauses: Clauses, *, posting: str, is_title: bool = False
) -> Iterator[tuple[HoldCode, str]]:
    """Yield the clauses that shut people out.

    ``posting`` is the whole canonical text, in which lawful grounds for a sex are looked for.
    ``is_title`` reads a bare 男 or 女 before an occupation (女服务员) as a demand too.
    """
    for clause in clauses:
        text = clause.text
        if (_FAMILY.search(text)) and not _WELFARE.search(text):
            yield HoldCode.SEX, text
        if _EVERY_NATION.search(text) or _HALAL.search(clauses.text):
            pass
        elif _holds(clause, _BY_NATION) or _BY_ORIGIN.search(text):
            yield HoldCode.ETHNICITY, text
        if _BY_FAITH.search(text) and not _NO_FAITH_RULE.search(text):
            yield HoldCode.RELIGION, text
    demanded = _sexes(clauses, is_title=is_title)
    for clause in clauses:
        if _holds(clause, _PREFERS[Sex.MALE]):
            demanded.setdefault(Sex.MALE, clause.text)
    # A text that recruits both (招男工5名，女工3名) demands neither.
    if len(demanded) == 1:
        for sex, text in demanded.items():
            if not _OTHER_TOO[sex].search(posting) and lawful_ground(sex, posting) is None:
                yield HoldCode.SEX, text


def demanded_sex(title: str, text: str) -> Sex | None:
    """Return the one sex that a canonical title or text demands, lawfully or not."""
    demanded = _sexes(Clauses(title), is_title=True) | _sexes(Clauses(text), is_title=False)
    if len(demanded) != 1:
        return None
    sex = next(iter(demanded))
    return None if _OTHER_TOO[sex].search(f"{title}\n{text}") else sex


def publishable(text: str) -> str:
    """Return ``text`` without the clauses that want or prefer one sex.

    For postings that may not ask for one: people must not be told what does not count.
    """
    parts = _PARTS.split(text)
    kept = [
        part
        for at, part in enumerate(parts)
        if not _speaks_of_sex(parts[at - at % 2] if at % 2 else part)
    ]
    return "".join(kept).strip(" ,，;；、")


def _speaks_of_sex(part: str) -> bool:
    clauses = Clauses(canonical(part))
    wanted = _sexes(clauses, is_title=False)
    preferred = any(_holds(clause, each) for clause in clauses for each in _PREFERS.values())
    return len(wanted) == 1 or preferred


def _sexes(clauses: Clauses, *, is_title: bool) -> dict[Sex, str]:
    found: dict[Sex, str] = {}
    for clause in clauses:
        if _BOTH.search(clause.text) and not _STILL_ONE.search(clause.text):
            continue
        for sex, pattern in _BY_SEX:
            asked = replace(clause, text=_PREFERS[sex].sub("", clause.text))
            if sex not in found and _holds(asked, pattern):
                found[sex] = clause.text
        if is_title:
            for sex, pattern in _TITLE_BY_SEX:
                if pattern.search(clause.text):
                    found.setdefault(sex, clause.text)
    return found


def _holds(clause: Clause, pattern: re.Pattern[str]) -> bool:
    return any(not _denied(clause, found) for found in pattern.finditer(clause.text))


def _denied(clause: Clause, found: re.Match[str]) -> bool:
    before = clause.text[: found.start()]
    if re.search(
        r"(?:不|无|没有|不得|不再|不作|不做|禁止|严禁|杜绝|取消|反对)(?:得|应|会)?$", before
    ):
        return True
    return denies(clause, *found.span()) and not re.match(r"不|谢绝|拒绝|非", found.group())
