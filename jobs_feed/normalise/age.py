"""年龄要求: the ages a posting asks for, in whole years."""

from __future__ import annotations

import re

from jobs_feed.normalise.age_told import REFUSED, ages_asked
from jobs_feed.normalise.reading import Reading, Span
from jobs_feed.normalise.text import is_blank, with_arabic_figures, with_plain_ranges

# Outside these a figure is a slip of the pen (18-4, 2-35). An age of 10 to 15 is read, so that
# screening can hold the posting.
_YOUNGEST, _OLDEST = 10, 80
_ANY = re.compile(
    r"^(?:年龄|要求|岁数|对|[:,\s])*(?:不限|无限制|无要求|没有要求|不作要求|不做要求"
    r"|不拘|均可|都可)"
)
_LEAVE = re.compile(r"放宽|优先|更|最好|合适|退休|工龄|经验|以下可|左右均可")
_PART = re.compile(r"[;。\n,]|、(?=[^\d]*\d)|(?<=\d)/(?=[男女])")
_SEX_OF_PART = re.compile(r"[男女]")
_YEARS = r"\s*(?:周岁|岁)?\s*(?:\(含\))?"
_RANGE = re.compile(rf"(?<!\d)(\d{{1,3}}){_YEARS}-(\d{{1,3}})(?!\d){_YEARS}")
_AT_MOST = re.compile(
    rf"(?:^|[^\d])-(\d{{1,3}})(?!\d){_YEARS}$"
    rf"|(?<!\d)(\d{{1,3}}){_YEARS}(?:\(含\))?(?:及其?)?(?:以下|以内|之下|之内|往下|下|内|里头|封顶|以前)"
    r"|(?:(?:不|别|莫|没)(?:要|能)?(?:超过?|过)|不大于|不高于|(?<!不)(?:小于|低于)|未满|不满|最大"
    r"|至多|顶多|上限|≤|<=?)\s*(\d{1,3})(?!\d)"
)
_AT_LEAST = re.compile(
    rf"(?<!\d)(\d{{1,3}}){_YEARS}(?:-$|\+|(?:及其?)?(?:以上|之上|起|往上))"
    rf"|(?:年满|(?<![未不])满|不低于|不小于|(?<![不要能别莫得])(?:大于|高于|超过)|最小|至少|≥|>=?)\s*(\d{{1,3}})(?!\d)"
)
_GROWN_UP = re.compile(r"成年")
_STRETCHED = re.compile(r"放宽(?:到|至|为)?[^\d,;。]{0,2}([2-7]\d)(?!\d|[斤元天年个名公千])")
_ALSO = re.compile(
    r"(?<![\d.:])([3-7]\d)\s*(?:周?岁|多岁?|来岁|几岁|出头|上下|左右)?的?(?:人|大[姐哥叔]|阿姨|师傅)?"
    r"[^,;。\d元块斤天]{0,4}?(?:也|亦|照样|照)(?:可|行|要|收|招|能[来做干]|成|中|用|考虑)"
)
_OLDER_TOO = re.compile(
    r"([3-7]\d)\s*周?岁?以上[^,;。]{0,8}?(?:也|亦|都|均|照样?)(?:可|行|要|收|招|能)"
)
_RETIRED = re.compile(
    r"(?:未|没|不)(?:到|达到?|满|超过?)(?:法定|国家)?退休|(?:法定)?退休(?:年龄)?(?:以)?(?:前|内|以下)(?!工资)"
    r"|退休(?:了)?的?(?:人员|者|人)?(?:勿|不(?:要|招|收|用|考虑|返?聘)|免谈|谢绝)|(?:超过?|过了?|已?到了?|达到?)(?:国家)?(?:法定)?退休(?:年龄|岁数)[^,;。]{0,6}(?:不|勿|免|谢绝|莫|别)"
    r"|(?:法定)?劳动年龄(?:段)?(?:以?内|范围)|(?:超过?|过了?|已?到了?)法定年龄[^,;。]{0,6}(?:不|勿|免|谢绝|莫|别)"
)
_RETIRED_MAN, _RETIRED_WOMAN = 60, 55
"""Ages above which nobody counts as below the age of retiring."""
_OF_BOTH = re.compile(
    r"男[^\d,;。]{0,4}\d{2}[^;。]{0,12}女[^\d,;。]{0,4}\d{2}|女[^\d,;。]{0,4}\d{2}[^;。]{0,12}男[^\d,;。]{0,4}\d{2}"
)
_YEARS_OF_ONE = (
    r"(?:性|工|士|同志|的|方|生)?(?P<before>[^\d,;。\n男女]{0,6}?)(?P<age>[1-7]\d)"
    r"\s*(?:周?岁)?(?:\s*-\s*(?P<to>[2-7]\d)\s*(?:周?岁)?)?(?:\(含\))?"
    r"(?:[、,]?(?:不超|不过|未满|不满|到)过?(?P<until>[2-7]\d))?"
    r"(?![\d名人个位元斤万千kK天%])(?:\s*(?:周?岁)?\s*(?P<least>(?:及其?)?以上|往上|起))?"
)
_SEX_BEHIND = re.compile(
    r"([1-7]\d(?:\s*(?:周?岁)?\s*-\s*[2-7]\d)?\s*(?:周?岁)?(?:以下)?)\s*\(([男女])[性工]?\)"
)
_SEX_BEHIND_OF = re.compile(
    r"((?:未|不|没)?(?:年?满|过了?|超过?|到了?))?([1-7]\d)(\s*周?岁)?((?:及其?)?以[上下])?的?([男女])(?:性|工|同志|的|士)?"
    r"(?=[、,和及与跟;]|[^,;。\d]{0,8}$)"
)
_SENT_AWAY_BY_SEX = re.compile(
    rf"([4-7]\d)\s*周?岁?以上的?男[^,;。\d]{{0,4}}[、,和及]\s*([4-7]\d)\s*周?岁?以上的?女[^,;。\d]{{0,4}}?{REFUSED}"
)
_AT_LEAST_OF_ONE = re.compile(r"(?<![未不没])满|不(?:得)?(?:低于|小于)|至少|起码|≥|>")
_REACHES = re.compile(r"(?<![不没未])(?:到了?|够了?|达到?)$")
_SHORT_OF = re.compile(r"未满|不满|没满|不到|没到|小于|低于|<(?!=)")
_ONLY_LIKED = re.compile(r"(?:优先|最好)[^,;。()]{0,4}\([^()]*\)")
_SENTENCE = re.compile(r"[。;\n]")
_TOO_LITTLE = re.compile(r"(?:未|不)(?:达|到|满|够|足|符)|以外|其余|其他")
_AWAY = re.compile(rf"(?:周?岁)?{REFUSED}")
_OF_WOMEN, _OF_MEN = (re.compile(rf"{sex}{_YEARS_OF_ONE}") for sex in "女男")
_BOUND = re.compile(
    r"[2-7]\d\s*(?:周?岁)?(?:\(含\))?(?:及其?)?以[下内]|[1-6]\d\s*(?:周?岁)?\s*-\s*[2-7]\d\s*周?岁"
)
_TWO_FIGURES = re.compile(r"\d\d")
_SLASHED = re.compile(r"^(\d\d)/(\d\d)(?=$|周?岁)")
_GROWN = 18
_NO_MINORS = re.compile(
    rf"未成年(?:工|人|者)?{REFUSED}|(?:不(?:招|要|收|用)|谢绝|禁止|严禁)[^,;。]{{0,4}}未成年"
)
_ABOUT = re.compile(r"([三四五六]十)[一二三四五六七八]([二三四五六七八九])(?![十百千])")
_IN_WORDS = (
    (re.compile("半百"), "50岁"),
    (re.compile("花甲"), "60岁"),
    (re.compile("古稀"), "70岁"),
)
_OTHER_AGES_TOO = re.compile(
    r"(?:不到|没到|未到|不够|不足|没满)[^,;。]{0,4}(?:年纪|年龄|岁数|岁)[^,;。]{0,4}?(?:也|亦|都|照样?|均)[^,;。不]{0,2}(?:可|行|要|收|招|能)"
    r"|(?:其他|别的|各)年龄[^,;。]{0,4}(?:也|都|均)|年龄不限|补贴|补助|奖励|政策"
)
_FROM_TO = re.compile(
    r"(?<!\d)([1-7]\d)\s*(?:周?岁)?(?:\(含\))?(?:及其?)?(?:以上|起)(?:\(含\))?[、,]?[至到且并-]?"
    r"([2-7]\d)\s*(?:周?岁)(?:\(含\))?(?:及其?)?(?:以下|以内|之间|止)(?![^,;。]{0,4}不含)"
)
_ABOUT_SO_OLD = re.compile(r"(?<!\d)([2-6]\d)\s*(?:±|\+/-|上下|左右)\s*(\d)\s*周?岁")
_INSURED = re.compile(
    r"(?:保险|意外险|工伤险?|责任险|社保|承保|参保|投保)[^,;。\d]{0,10}(?:只|仅|限|最多|最高|至多|顶多)[^,;。\d]{0,6}"
    r"(?:(?P<low>1[4-9]|2\d)\s*(?:周?岁)?\s*-\s*)?(?P<high>[4-7]\d)\s*周?岁(?!以上)"
)
_ELDERS_TOO = re.compile(
    r"(?:年[纪龄]|岁数)大(?:一?点|些)?(?:的|了)?[^,;。不]{0,8}(?:也|都|照样?)(?:可|行|要|收|能|招|成|欢迎)"
)
_OVER_AGE = re.compile(
    r"超龄(?:的|者|人员|人|工人?|农民工|务工人员)*[^,;。\d]{0,6}?{REFUSED}".replace(
        "{REFUSED}", REFUSED
    )
)
_OF_4050 = re.compile(r"(?<!\d)4050(?!\d|元|块)|[“\"「]?40[、/]50[”\"」]?(?:人员|对象)")


def _with_figures(text: str) -> str:
    for word, age in _IN_WORDS:
        text = word.sub(age, text)
    return text


def _plain(text: str) -> str:
    """Return text in Arabic figures, with every way of writing a range of ages as one."""
    plain = with_plain_ranges(with_arabic_figures(text)).replace("~", "-")
    plain = _FROM_TO.sub(r"\1-\2岁", plain)
    return _ABOUT_SO_OLD.sub(
        lambda found: f"{int(found[1]) - int(found[2])}-{int(found[1]) + int(found[2])}岁", plain
    )


def read_age(text: str) -> Reading[Span]:
    """Read a 年龄要求 cell (tidied text).

    ``Span()`` with both ends open says that any age will do (不限); ``None`` says nothing was
    stated. A broken range (18-4, 2-35) is "not stated" with a warning, never half of it. Ages by
    sex (男18-50,女18-45) give the range that covers both.
    """
    plain = _plain(text)
    plain = _SLASHED.sub(r"\1-\2", plain)
    if is_blank(text) or plain == "0-0":
        return Reading()
    if _ANY.match(plain):
        return Reading(Span())
    if _AWAY.search(plain) and (told := find_age(f"年龄{text}")):
        return Reading(told)
    parts = _PART.split(plain)
    spans = [span for part in parts if (span := _span(part)) is not None]
    if any(_broken(span) for span in spans):
        return Reading(None, f"年龄“{text}”不完整或写错了，按没有写处理")
    by_sex = len(spans) > 1 and all(_SEX_OF_PART.search(part) for part in parts)
    if by_sex and len(set(spans)) > 1:
        return Reading(_cover(spans), f"年龄“{text}”男女不同，按两者合起来的范围处理")
    if spans:
        return Reading(_meet(spans))
    if _GROWN_UP.search(plain):
        return Reading(Span(18, None))
    if _RETIRED.search(plain):
        return Reading(Span(None, _RETIRED_MAN))
    if told := find_age(f"年龄{text}"):
        return Reading(told)
    return Reading(None, f"年龄“{text}”没有看懂，按没有写处理")


def find_age(text: str) -> Span | None:
    """Return the age that running text asks for (年龄18-45岁, 55岁以下), if it does."""
    plain = _plain(_with_figures(text))
    if _TWO_FIGURES.search(plain) is None and "年" not in plain and "超龄" not in plain:
        return None
    spans: list[Span] = []
    if _RETIRED.search(plain):
        spans.append(Span(None, _RETIRED_MAN))
    if _NO_MINORS.search(plain):
        spans.append(Span(_GROWN, None))
    left = _OLDER_TOO.sub("", _STRETCHED.sub("", _ONLY_LIKED.sub("", plain)))
    spans += [span for span in ages_asked(left) if not _broken(span)]
    if _ELDERS_TOO.search(plain):
        spans = [Span(span.low, None) for span in spans if span.low is not None]
    if insured := _INSURED.search(plain):
        low = insured["low"]
        spans.append(Span(int(low) if low else None, int(insured["high"])))
    if not spans and _OVER_AGE.search(plain):
        return Span(None, _RETIRED_MAN)
    if _OF_BOTH.search(plain) and spans:
        return _cover(spans)
    return _meet(spans) if spans else None


def find_ages_by_sex(text: str) -> tuple[Span | None, Span] | None:
    """Return the ages asked of men and of women where they differ (男60岁以下,女55岁以下).

    Of men it is ``None`` where only women have their own (60岁以下,女55岁以下). Where one of the
    ends is not written the other stays open.
    """
    plain = _plain(text)
    plain = _SEX_BEHIND.sub(r"\2\1", _ONLY_LIKED.sub("", plain))
    if len(_SEX_BEHIND_OF.findall(plain)) > 1:
        plain = _SEX_BEHIND_OF.sub(r"\5\1\2\3\4", plain)
    plain = _SENT_AWAY_BY_SEX.sub(r"男\1岁以下,女\2岁以下", plain)
    if _OF_4050.search(plain) and not (_LEAVE.search(plain) or _OTHER_AGES_TOO.search(plain)):
        return Span(50, None), Span(40, None)
    if _RETIRED.search(plain) and not _OF_BOTH.search(plain):
        return Span(None, _RETIRED_MAN), Span(None, _RETIRED_WOMAN)
    of_women = _OF_WOMEN.search(plain)
    if of_women is None:
        return None
    rest = plain[: of_women.start()] + plain[of_women.end() :]
    of_men = _OF_MEN.search(rest)
    if of_men is None and not _BOUND.search(rest):
        return None
    men, women = (None if found is None else _told(found) for found in (of_men, of_women))
    if women is None or any(_broken(span) for span in (men, women) if span is not None):
        return None
    return men, women


def relaxed(asked: Span | None, *texts: str) -> Span | None:
    """Return the ages with the end that is open to somebody (手艺好的可放宽到55, 60以上也行)."""
    if asked is not None and asked.high is None:
        return asked
    for text in texts:
        plain = with_plain_ranges(with_arabic_figures(_ABOUT.sub(r"\1\2", text)))
        told = (*_STRETCHED.finditer(plain), *(_ALSO.finditer(plain) if asked else ()))
        farthest = max((int(found[1]) for found in told), default=0)
        if asked is None:
            asked = Span(None, farthest) if farthest else None
        elif any(int(found[1]) >= (asked.high or 0) for found in _OLDER_TOO.finditer(plain)):
            return Span(asked.low, None)
        else:
            asked = Span(asked.low, max(asked.high or 0, farthest))
    return asked


def _told(found: re.Match[str]) -> Span:
    """Return what is asked of one sex; a year that must be full (男满50周岁) is the least."""
    age, until = int(found["age"]), found["to"] or found["until"]
    if until:
        return Span(
            age,
            int(until)
            - (found["until"] is not None and _SHORT_OF.search(found.group()) is not None),
        )
    if found["least"] or _AT_LEAST_OF_ONE.search(found["before"]):
        after = _SENTENCE.split(found.string[found.end() : found.end() + 24])[0]
        if _AWAY.search(after) and not _TOO_LITTLE.search(after):
            return Span(None, age - (found["least"] is None))
        return Span(age, None)
    if _REACHES.search(found["before"]):
        after = _SENTENCE.split(found.string[found.end() : found.end() + 24])[0]
        if _AWAY.search(after) and not _TOO_LITTLE.search(after):
            return Span(None, age - 1)
    return Span(None, age - (_SHORT_OF.search(found["before"]) is not None))


def _span(part: str) -> Span | None:
    if _LEAVE.search(part) and not _RANGE.search(part):
        return None
    if found := _RANGE.search(part):
        return Span(int(found[1]), int(found[2]))
    at_most = _AT_MOST.search(part)
    high = _first(at_most)
    if high is not None and at_most is not None and _SHORT_OF.match(at_most.group()):
        high -= 1
    if high is not None and "不含" in part:
        high -= 1
    low = _first(_AT_LEAST.search(part))
    if high is None and low is None:
        return None
    return Span(low, high)


def _first(found: re.Match[str] | None) -> int | None:
    return None if found is None else next(int(group) for group in found.groups() if group)


def _broken(span: Span) -> bool:
    ends = [end for end in (span.low, span.high) if end is not None]
    if any(not _YOUNGEST <= end <= _OLDEST for end in ends):
        return True
    return len(ends) == 2 and ends[1] < ends[0]


def _cover(spans: list[Span]) -> Span:
    lows, highs = [span.low for span in spans], [span.high for span in spans]
    return Span(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _meet(spans: list[Span]) -> Span:
    """Join half ranges told in parts (18岁以上，45岁以下); whole ones are covered."""
    if len(spans) == 1 or not all(span.low is None or span.high is None for span in spans):
        return _cover(spans)
    return Span(
        max((span.low for span in spans if span.low is not None), default=None),
        min((span.high for span in spans if span.high is not None), default=None),
    )
