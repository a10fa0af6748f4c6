"""The ways people write the values of the roster form, read into the terms of the domain.

Pure. Every reader takes a cell's text, returns the value (None when nothing is stated) and raises
CellProblem for what it does not know: a value is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TypeVar

from labourers.problems import CellProblem
from labourers.tables import (
    Education,
    EmploymentStatus,
    Health,
    Sex,
    WorkAbility,
)

_T = TypeVar("_T")
NOTHING = frozenset({"", "-", "—", "/", "\\", "未填", "未知", "不详", "空", "?", "？"})
_NATIONALITIES = frozenset(
    (
        "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 "
        "哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
        "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 "
        "塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 "
        "鄂伦春 赫哲 门巴 珞巴 基诺 穿青人 革家人 摩梭人 其他 未识别"
    ).split()
)
_PARTY = (
    ("预备党员", "中共预备党员"),
    ("中共党员", "中共党员"),
    ("共产党员", "中共党员"),
    ("共青团", "共青团员"),
    ("民主党派", "民主党派"),
    ("无党派", "无党派人士"),
    ("群众", "群众"),
)
_PARTY_SHORT = {"党员": "中共党员", "团员": "共青团员"}
_EDUCATION = (
    (r"文盲|不识字|未上过?学|没上过?学|没读过?书|未受过?教育|学龄前", Education.NONE),
    (r"研究生|硕士|博士|本科|学士", Education.BACHELOR),
    (r"大专|专科|高职|大学专", Education.COLLEGE),
    (r"大学", Education.BACHELOR),
    (r"高中|高级中学|中专|中技|职高|职中|中职|技校|技工|中等专业|中师", Education.SENIOR),
    (r"初中|初级中学", Education.JUNIOR),
    (r"小学", Education.PRIMARY),
)
_NOT_DISABLED = re.compile(r"[无未非没][有]?(?:残疾|疾病|病)")
_HEALTH = (
    (r"残疾|聋|哑|盲|肢残", Health.DISABLED),
    (r"大病|重病|重大疾病|癌|肿瘤|尿毒|透析|白血病|瘫|中风|脑梗", Health.SERIOUS),
    (
        r"慢性?病|高血压|糖尿病|患病|有病|体弱|心脏病|冠心病|哮喘|[尘矽]肺|肝炎|乙肝|结核|风湿|痛风|甲亢|癫痫",
        Health.CHRONIC,
    ),
    (r"健康|良好|正常|一般|较好|好$", Health.HEALTHY),
)
_KIND_ALONE = re.compile(
    r"(?:是|有|患有?|属)?(?:残疾人?|大病|重病|重大疾病|长期?慢性?病|慢病|患病|有病|体弱|健康|良好|正常|一般|较好|好|无|其他|[、/或])*"
)
_AILMENT = re.compile(
    r"残[疾废]|聋|哑|盲|瘫|瘸|跛|病|癌|瘤|症|炎|结核|结石|血压|血糖|哮喘|肺|肾|肝|心|腰|腿|手|眼|耳|癫|痫|疯|中风|脑梗|透析|风湿|痛风|贫血|疝"
)
_AILMENT_LENGTH = 60
_ABILITY = (
    (r"部分丧失|弱|半劳", WorkAbility.WEAK),
    (r"^[无没]|丧失|不能劳动", WorkAbility.NONE),
    (r"技能|技术", WorkAbility.SKILLED),
    (r"普通|正常|全劳|整劳|一般|强|^有|具备", WorkAbility.ORDINARY),
)
_YES = re.compile(r"是|√|✓|✔|y(?:es)?|1|有|对|在业|个体(?:经营)?|已(?:外出|上岗)")
_NO = re.compile(r"否|×|✗|x|n(?:o)?|0|无|没有?|不是|未|在家|赋闲|务农|没事做")
_AT_WORK = re.compile(r"就业|务工|打工|上班|在岗|创业|岗位|工作")
_OUT_OF_WORK = re.compile(
    r"(?:[未没无][有在]?(?:稳定)?|不在?)(?:就业|务工|打工|上班|工作|外出|在岗|业)|失业|待业|待就业|待岗|"
    r"在家(?:务农|带|照|待|休|养|闲|做饭)"
)
_UNABLE = re.compile(r"无法就业|不能就业|无劳动能力|丧失劳动")
_RETIRED = re.compile(r"(?:已|办理)?退休")
_LEFT = re.compile(r"死亡|去世|已故|迁出|已迁出|户口迁出|注销|外嫁|迁走")
_EXCEL_EPOCH = date(1899, 12, 30)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})?\s*[日号]?)?.*")
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_SERIAL_DATE = re.compile(r"([2-6]\d{4})(?:\.\d+)?")
_YEAR_ONLY = re.compile(r"((?:19|20)\d{2})年?")


def plain(text: str) -> str:
    """Return ``text`` in compatible form (full-width letters and digits folded), trimmed."""
    return unicodedata.normalize("NFKC", text).strip()


def bare(text: str) -> str:
    """Return ``plain(text)`` in small letters and without any space."""
    return re.sub(r"\s+", "", plain(text)).lower()


def read_name(text: str) -> str:
    """Return a person's name; raises CellProblem when there is none or it holds digits or signs."""
    name = plain(text)
    if re.search(r"[\u3400-\u9fff]", name):
        name = re.sub(r"\s+", "", name)
    name = re.sub(r"[.•・‧∙]", "·", name)
    if not name:
        raise CellProblem("没有填姓名", "请填写姓名。")
    if len(name) > 40 or not re.fullmatch(r"[^\W\d_]+(?:[·\s'-][^\W\d_]+)*", name):
        raise CellProblem("姓名里有数字或符号", "请按身份证填写姓名，不要加编号、括号或备注。")
    if len(name) < 2:
        raise CellProblem("姓名只有一个字", "请填写完整的姓名。")
    return name


def read_sex(text: str) -> Sex | None:
    """Return 性别."""
    word = bare(text)
    if word in NOTHING:
        return None
    if word in {"男", "男性", "m", "male", "1"}:
        return Sex.MALE
    if word in {"女", "女性", "f", "female", "2"}:
        return Sex.FEMALE
    raise CellProblem("看不懂这个性别", "请填“男”或“女”。")


def read_ethnicity(text: str) -> str | None:
    """Return 民族 with 族 (彝 becomes 彝族)."""
    word = bare(text)
    if word in NOTHING:
        return None
    root = word.removesuffix("族")
    if root not in _NATIONALITIES:
        raise CellProblem("没有这个民族", "请填民族的全称，例如“汉族”“彝族”。")
    return root if root.endswith("人") or root == "其他" else f"{root}族"


def read_party(text: str) -> str | None:
    """Return 政治面貌 in its usual wording; other wording is kept."""
    word = bare(text)
    if word in NOTHING:
        return None
    if word in _PARTY_SHORT:
        return _PARTY_SHORT[word]
    return next((usual for part, usual in _PARTY if part in word), _short(plain(text), 64))


def read_education(text: str) -> Education | None:
    """Return 文化程度; 中专, 中技 and 职高 are senior secondary, 大专 and 高职 college."""
    mend = "请填：文盲、小学、初中、高中、中专、大专、本科之一。"
    return _one_of(text, _EDUCATION, "看不懂这个文化程度", mend)


def read_health(text: str) -> Health | None:
    """Return 健康状况."""
    if bare(text) == "无":
        return None
    mend = "请填：健康、长期慢性病、患有大病、残疾之一。"
    return _one_of(_NOT_DISABLED.sub("健康", plain(text)), _HEALTH, "看不懂这个健康状况", mend)


def named_ailment(text: str) -> str | None:
    """Return which handicap or illness 健康状况 names beside its kind (听力残疾二级), if any."""
    said = plain(text)
    if _KIND_ALONE.fullmatch(bare(said)) or _NOT_DISABLED.search(said):
        return None
    names = _AILMENT.search(said)
    return said[:_AILMENT_LENGTH] if names else None


def read_work_ability(text: str) -> WorkAbility | None:
    """Return 劳动能力."""
    mend = "请填：技能劳动力、普通劳动力、弱劳动力、无劳动力之一。"
    return _one_of(text, _ABILITY, "看不懂这个劳动能力", mend)


def read_employed(text: str) -> EmploymentStatus | None:
    """Return what 是否已就业 says, in any of the ways it is answered."""
    word = bare(text).strip("。.!！")
    if word in NOTHING:
        return None
    for pattern, status in (
        (_UNABLE, EmploymentStatus.UNABLE),
        (_RETIRED, EmploymentStatus.RETIRED),
        (_LEFT, EmploymentStatus.LEFT),
        (_OUT_OF_WORK, EmploymentStatus.UNEMPLOYED),
        (_AT_WORK, EmploymentStatus.EMPLOYED),
    ):
        if pattern.search(word):
            return status
    if _NO.fullmatch(word):
        return EmploymentStatus.UNEMPLOYED
    if _YES.fullmatch(word):
        return EmploymentStatus.EMPLOYED
    raise CellProblem("看不懂是不是已就业", "请填“是”或“否”。")


def read_flag(text: str) -> bool | None:
    """Return a plain yes or no."""
    word = bare(text)
    if word in NOTHING:
        return None
    if word in {"是", "√", "✓", "y", "yes", "1", "有"}:
        return True
    if word in {"否", "×", "n", "no", "0", "无", "不是"}:
        return False
    raise CellProblem("看不懂是或否", "请填“是”或“否”。")


def read_date(text: str, today: date) -> date | None:
    """Return a day; a month alone is its first day.

    Reads 2024-03-01, 2024.3, 2024年3月, 202403, 20240301 and a spreadsheet's day number (45352).
    Raises CellProblem when it is no day or lies after ``today``.
    """
    word = bare(text)
    if word in NOTHING:
        return None
    day = _day(word)
    if day is None:
        raise CellProblem("看不懂这个日期", "请写成 2024-03-01 或 2024年3月 这样。")
    if day > today:
        raise CellProblem("日期还没有到", "请核对年份和月份。")
    return day


def _day(word: str) -> date | None:
    if serial := _SERIAL_DATE.fullmatch(word):
        return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    if year := _YEAR_ONLY.fullmatch(word):
        return date(int(year[1]), 1, 1)
    found = _COMPACT_DATE.fullmatch(word) or _DATE.fullmatch(word)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def read_text(text: str, most: int = 400) -> str | None:
    """Return free text, or None when it says nothing; raises CellProblem beyond ``most`` signs."""
    words = plain(text)
    return None if words in NOTHING else _short(words, most)


def _short(words: str, most: int) -> str:
    if len(words) > most:
        raise CellProblem(f"内容太长（{len(words)} 字）", f"请缩短到 {most} 字以内。")
    return words


def _one_of(text: str, patterns: tuple[tuple[str, _T], ...], problem: str, mend: str) -> _T | None:
    word = bare(text)
    if word in NOTHING:
        return None
    for pattern, value in patterns:
        if re.search(pattern, word):
            return value
    raise CellProblem(problem, mend)
