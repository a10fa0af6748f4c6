"""Invented employers and postings as rows of the postings template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.demo.people import PHONES_NEVER_GIVEN, PREFIX, TOWNS

COLUMNS = (
    "外部编号 岗位名称 用人单位 统一社会信用代码 岗位类型 工作地点 招聘人数 薪资 性别要求 "
    "年龄要求 学历要求 技能要求 福利待遇 岗位描述 联系人 联系电话 截止日期"
).split()
UNVERIFIED_EMPLOYERS = 3

_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@dataclass(frozen=True)
class Trade:
    """A kind of employer: what it is called, what jobs it has, and where."""

    names: tuple[str, ...]
    kind: str
    places: tuple[str, ...]
    jobs: tuple[tuple[str, int, int, str, str, str], ...]
    """Title, lowest and highest monthly wage in yuan, age, skills, what the work is."""


_HOME = tuple(f"云南省会泽县{town}" for town in TOWNS.values())
_GUANGDONG = ("广东省/东莞市", "广东省/广州市", "广东省/深圳市", "广东省/佛山市", "东莞长安")
_EAST = ("浙江省/杭州市", "浙江省/宁波市", "江苏省/苏州市", "福建省/泉州市", "上海市/松江区")
_YUNNAN = ("云南省/昆明市", "云南省/曲靖市", "云南省/玉溪市", "宣威市", "安宁市")

TRADES = (
    Trade(
        ("电子", "光电", "精密科技", "智能终端"),
        "普通",
        _GUANGDONG + _EAST[:3],
        (
            ("普工", 4500, 6500, "18-45", "", "流水线装配,坐着干,两班倒"),
            ("操作工", 4800, 6800, "18-40", "", "看机器,按灯号放料取料"),
            ("质检员", 4500, 6000, "18-40", "认得字", "看产品有没有划伤"),
            ("仓管员", 4500, 5500, "20-45", "会用电脑记账", "收货发货,点数"),
            ("叉车工", 5500, 7000, "20-50", "叉车证", "厂内搬运"),
        ),
    ),
    Trade(
        ("服装", "鞋业", "箱包"),
        "普通",
        _GUANGDONG[:2] + _EAST[:1] + _EAST[3:4],
        (
            ("缝纫工", 4500, 8000, "18-50", "会平车", "计件,多劳多得"),
            ("剪线工", 3500, 4500, "18-55", "", "剪线头,包装"),
            ("熨烫工", 4500, 6500, "18-50", "", "烫衣服"),
            ("裁床学徒", 4000, 5000, "18-35", "", "有师傅带"),
        ),
    ),
    Trade(
        ("帮扶车间",),
        "帮扶车间",
        _HOME,
        (
            (
                "缝纫工",
                2200,
                3800,
                "18-60",
                "会缝纫机,不会可教",
                "做手套和童装,上下班接送孩子不耽误",
            ),
            ("手工编织", 1800, 3000, "18-60", "", "可以领料回家做"),
            ("数据线组装工", 2200, 3200, "18-55", "", "坐着组装,计件"),
            ("土豆分拣工", 2400, 3000, "18-60", "", "分大小装袋"),
        ),
    ),
    Trade(
        ("建筑", "市政工程"),
        "普通",
        _YUNNAN[:3] + _HOME[:2],
        (
            ("建筑小工", 5000, 7000, "18-55", "", "搬料拌灰,露天干活"),
            ("泥瓦工", 7000, 10000, "20-55", "会砌墙抹灰", "按平方算"),
            ("钢筋工", 7500, 10000, "20-52", "会扎钢筋", "包住"),
            ("电工", 6000, 8500, "20-55", "电工证", "工地用电安装"),
            ("焊工", 7000, 9500, "20-52", "焊工证", "钢结构焊接"),
        ),
    ),
    Trade(
        ("物业", "保洁服务"),
        "普通",
        (*_YUNNAN[:2], "会泽县城", "本县", "上海市/松江区"),
        (
            ("保安", 3000, 4500, "20-58", "", "看门巡逻,三班倒"),
            ("保洁", 2300, 3300, "18-60", "", "打扫楼道和院子"),
            ("绿化工", 2500, 3500, "18-60", "", "浇水剪枝"),
            ("水电工", 4500, 6000, "20-55", "电工证", "修水电"),
        ),
    ),
    Trade(
        ("餐饮", "酒店", "火锅店"),
        "普通",
        (*_YUNNAN[:2], "会泽县城", "广东省/广州市", "浙江省/杭州市"),
        (
            ("服务员", 3200, 4500, "18-45", "", "端菜收桌"),
            ("洗碗工", 2800, 3800, "18-60", "", "洗碗,打扫后厨"),
            ("厨师", 5500, 9000, "20-55", "会炒菜", "川菜滇菜"),
            ("配菜工", 3200, 4200, "18-55", "", "洗菜切菜"),
            ("客房服务员", 3000, 4200, "18-50", "", "整理客房"),
        ),
    ),
    Trade(
        ("物流", "快递"),
        "普通",
        (*_YUNNAN[:2], "广东省/东莞市", "江苏省/苏州市", "会泽县城"),
        (
            ("分拣员", 4500, 6000, "18-48", "", "夜班分快递"),
            ("货车司机", 6500, 9500, "22-50", "B2驾照", "跑省内"),
            ("装卸工", 5000, 7500, "18-48", "", "力气活,计件"),
            ("快递员", 5000, 8000, "18-45", "会骑电动车", "送快递"),
        ),
    ),
    Trade(
        ("家政", "养老院"),
        "普通",
        (*_YUNNAN[:2], "上海市/松江区", "浙江省/宁波市", "会泽县城"),
        (
            ("养老护理员", 4000, 6000, "20-58", "", "照顾老人吃饭洗漱"),
            ("住家保姆", 4500, 6500, "25-58", "会做饭", "包吃住,月休4天"),
            ("月嫂", 7000, 10000, "28-52", "有月嫂证或经验", "照顾产妇和婴儿"),
        ),
    ),
    Trade(
        ("农业合作社", "蔬菜基地", "养殖场"),
        "普通",
        (*_HOME, "云南省/玉溪市"),
        (
            ("采摘工", 2400, 3600, "18-62", "", "摘菜装筐,按天结"),
            ("养殖工", 3000, 4200, "20-58", "", "喂猪打扫圈舍"),
            ("大棚工", 2600, 3600, "18-60", "", "种菜管菜"),
        ),
    ),
    Trade(
        ("镇公共服务站",),
        "公益性岗位",
        _HOME,
        (
            ("乡村保洁员", 800, 800, "18-64", "", "每天打扫村里道路,半天活"),
            ("护林员", 800, 1000, "18-62", "", "巡山防火"),
            ("公路养护员", 1200, 1500, "18-60", "", "清边沟、扫落石"),
        ),
    ),
)
_BENEFITS = ("包吃住,买社保", "包吃住", "包住,饭补每天15元", "包住,有食堂", "包吃,不包住", "")
_HOME_BENEFITS = ("中午管一顿饭", "离家近,早晚回家", "按月发工资", "")


def demo_postings(
    seed: int, today: date, employers: int = 40, postings: int = 200
) -> list[dict[str, str]]:
    """Return one row per invented posting, keyed by the columns of the template.

    A few break the rules on purpose, so that the review list has something in it.
    """
    random = Random(seed)  # noqa: S311 - invented data, nothing secret
    firms = [_firm(random, number) for number in range(1, employers + 1)]
    rows = [
        _posting(random, number, *firms[(number - 1) % employers], today)
        for number in range(1, postings + 1)
    ]
    for row, clause in zip(rows[::37], _BAD_CLAUSES, strict=False):
        row["岗位描述"] = f"{row['岗位描述']}。{clause}"
    return rows


_BAD_CLAUSES = (
    "入职前交服装费200元,离职退还",
    "身份证原件由公司统一保管",
    "先交300元体检费和报名费",
    "只要男的,女的勿扰",
)


def _firm(random: Random, number: int) -> tuple[dict[str, str], Trade]:
    trade = TRADES[(number - 1) % len(TRADES)]
    name = f"{random.choice('鑫华宏盛瑞丰德祥泰和')}{random.choice('源达兴隆福康诚远')}"
    unverified = number > 40 - UNVERIFIED_EMPLOYERS
    return (
        {
            "用人单位": f"{name}{random.choice(trade.names)}(演示{number:02d})",
            "统一社会信用代码": "" if unverified else invented_credit_code(number),
            "岗位类型": trade.kind,
            "联系人": random.choice("李王张刘陈杨赵黄") + random.choice(("经理", "主管", "老师")),
            "联系电话": f"{PHONES_NEVER_GIVEN}{8000 + number:04d}",
        },
        trade,
    )


def _posting(
    random: Random, number: int, firm: dict[str, str], trade: Trade, today: date
) -> dict[str, str]:
    title, low, high, age, skills, work = random.choice(trade.jobs)
    shift = random.randrange(-2, 5) * 100
    low, high = low + shift, high + shift
    place = random.choice(trade.places)
    at_home = "会泽" in place or place == "本县"
    wage = random.choices(
        (f"{low}-{high}", f"{low}~{high}", f"{low}以上", f"{low // 26 // 5 * 5}元/天", "面议"),
        (50, 25, 10, 10, 5),
    )[0]
    row = dict.fromkeys(COLUMNS, "")
    return (
        row
        | firm
        | {
            "外部编号": f"{PREFIX}G{number:03d}",
            "岗位名称": title,
            "工作地点": place,
            "招聘人数": random.choice(("2", "5", "10", "20", "30", "若干")),
            "薪资": wage,
            "性别要求": "不限",
            "年龄要求": random.choices((age, "不限", ""), (75, 15, 10))[0],
            "学历要求": random.choices(("不限", "初中", "小学", ""), (60, 15, 10, 15))[0],
            "技能要求": skills,
            "福利待遇": random.choice(_HOME_BENEFITS if at_home else _BENEFITS),
            "岗位描述": work,
            "截止日期": (today + timedelta(days=random.randint(20, 150))).isoformat(),
        }
    )


def invented_credit_code(number: int) -> str:
    """Return an 18-character code of the county with a right check character (GB 32100-2015)."""
    body = f"91{530326}{'DEMQ'}{number:05d}"
    total = sum(
        _CODE_ALPHABET.index(sign) * weight
        for sign, weight in zip(body, _CODE_WEIGHTS, strict=True)
    )
    return body + _CODE_ALPHABET[(31 - total % 31) % 31]
