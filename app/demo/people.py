"""Invented labourers as rows of the roster form (YN100 Annex 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

COUNTY = "530326"
TOWNS = {
    "530326102": "娜姑镇",
    "530326103": "迤车镇",
    "530326104": "乐业镇",
    "530326106": "者海镇",
    "530326107": "大井镇",
    "530326108": "待补镇",
}
VILLAGES = ("向阳村", "新田村", "大石村", "清水村", "红坡村")
AREA_NEVER_GIVEN = "530399"
PHONES_NEVER_GIVEN = "1610000"
PREFIX = "演示-"
COLUMNS = (
    "外部编号 乡镇 村 姓名 性别 证件号码 民族 政治面貌 文化程度 健康状况 劳动能力 "
    "联系方式 是否已就业 就业地点 就业单位名称 就业时间 就业意向 就业服务需求"
).split()

_SURNAMES = "李王张刘陈杨赵黄周吴徐孙朱马胡郭林何高罗"
_MALE = "建国 志强 永贵 小军 文华 德明 家福 正祥 光荣 春生 有才 大勇 天佑 国平 绍云".split()
_FEMALE = "秀英 桂花 小燕 春梅 丽琼 凤仙 玉兰 翠芬 美香 彩云 金花 小芳 正芝 朝翠 会琼".split()
_EDUCATION = (("小学", 34), ("初中", 44), ("高中", 10), ("中专", 6), ("文盲", 4), ("大专", 2))
_WANTED = (
    ("想进电子厂做普工,要包吃住", 16),
    ("会缝纫,想做缝纫工", 9),
    ("想做保洁或洗碗,离家近", 12),
    ("做过建筑小工,会泥瓦活", 11),
    ("想当保安", 8),
    ("有叉车证,想开叉车", 3),
    ("会做饭,想去食堂或餐馆", 8),
    ("想学一门技术,什么都能做", 10),
    ("要照看老人孩子,只能在乡里做", 10),
    ("开过货车,有B2驾照", 3),
    ("做过家政,想当月嫂护工", 5),
    ("会种菜养殖,农场也行", 5),
    ("", 10),
)
_AWAY = (
    ("广东省东莞市", "东莞演示电子厂"),
    ("浙江省杭州市", "杭州演示服装厂"),
    ("云南省昆明市", "昆明演示物业公司"),
    ("云南省会泽县", "会泽演示农业合作社"),
)


@dataclass(frozen=True)
class Share:
    """How many of the demo people are in which situation."""

    unemployed_willing: int = 214
    not_now: int = 16
    unable: int = 8
    employed: int = 62

    @property
    def people(self) -> int:
        """All of them."""
        return self.unemployed_willing + self.not_now + self.unable + self.employed


def demo_people(seed: int, today: date, share: Share = Share()) -> list[dict[str, str]]:
    """Return one row per invented person, keyed by the columns of the roster form."""
    random = Random(seed)  # noqa: S311 - invented data, nothing secret
    kinds = (
        ["willing"] * share.unemployed_willing
        + ["not_now"] * share.not_now
        + ["unable"] * share.unable
        + ["employed"] * share.employed
    )
    random.shuffle(kinds)
    return [_person(random, number, kind, today) for number, kind in enumerate(kinds, start=1)]


def _person(random: Random, number: int, kind: str, today: date) -> dict[str, str]:
    female = random.random() < 0.46
    years = random.triangular(18, 62, 38)
    born = today - timedelta(days=int(years * 365.25))
    town = random.choice(list(TOWNS.values()))
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "外部编号": f"{PREFIX}{number:03d}",
        "乡镇": town,
        "村": random.choice(VILLAGES),
        "姓名": random.choice(_SURNAMES) + random.choice(_FEMALE if female else _MALE),
        "性别": "女" if female else "男",
        "证件号码": invented_id_number(born, number, female),
        "民族": random.choices(("汉族", "彝族", "回族", "苗族"), (80, 10, 7, 3))[0],
        "政治面貌": random.choices(("群众", "中共党员", "共青团员"), (92, 4, 4))[0],
        "文化程度": _pick(random, _EDUCATION),
        "健康状况": random.choices(("健康", "长期慢性病", "残疾"), (88, 9, 3))[0],
        "劳动能力": random.choices(("普通劳动力", "技能劳动力"), (90, 10))[0],
        # households share phones: every eleventh person has the number of the one before
        "联系方式": f"{PHONES_NEVER_GIVEN}{number - (number % 11 == 0):04d}",
    }
    return row | _situation(random, kind, today)


def _situation(random: Random, kind: str, today: date) -> dict[str, str]:
    match kind:
        case "employed":
            place, employer = random.choice(_AWAY)
            since = today - timedelta(days=random.randint(20, 400))
            return {
                "是否已就业": "是",
                "就业地点": place,
                "就业单位名称": employer,
                "就业时间": since.isoformat(),
            }
        case "unable":
            return {"是否已就业": "否", "劳动能力": "无劳动能力", "就业意向": ""}
        case "not_now":
            return {"是否已就业": "否", "就业意向": "暂不就业"}
        case _:
            wanted = _pick(random, _WANTED)
            near = "乡里" in wanted or "离家近" in wanted or random.random() < 0.25
            return {
                "是否已就业": "否",
                "就业意向": "县内" if near else random.choice(("县外", "县内外均可")),
                "就业服务需求": wanted,
            }


def _pick(random: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return random.choices([text for text, _ in weighted], [weight for _, weight in weighted])[0]


def invented_id_number(born: date, number: int, female: bool) -> str:
    """Return an 18-digit number of an area that does not exist, with a right check digit.

    Source of the check digit: GB 11643-1999 (ISO 7064 MOD 11-2).
    """
    order = number % 500 * 2 + (0 if female else 1)
    body = f"{AREA_NEVER_GIVEN}{born:%Y%m%d}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
