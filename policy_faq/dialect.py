"""Little words of the dialects, written as everybody writes them: 克 → 去, 几久 → 多久; pure.

What people say in 会泽, 湘西 or 兴安盟 differs least in its nouns, which ``synonyms.toml`` folds,
and most in its little words. These are rewritten only where they stand as that word: 克扣 keeps its
克, 好久没发 its 好久.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from policy_faq.sieve import bits, pattern, sight

_MODALS: Final = {
    "可以": "可不可以",
    "需要": "需不需要",
    "能": "能不能",
    "有": "有没有",
    "是": "是不是",
    "要": "要不要",
    "行": "行不行",
    "算": "算不算",
    "会": "会不会",
    "够": "够不够",
    "准": "准不准",
    "兴": "能不能",
}
_GET: Final = "领|报|拿|办|补|申请|享受|贷|考|上|找"
_STOP: Final = r"(?=[,，。;?？!！\s]|$)"
_Writing = str | Callable[[re.Match[str]], str]
_WRITTEN: Final[tuple[tuple[str, _Writing], ...]] = (
    # Going: not inside 克扣, 千克, 克什克腾 and other words.
    (
        r"(?<![攻千毫坦巧马夹扑休洛麦奥迪伯杰微什托布巴阿\d])克"
        r"(?![扣服己隆孜什陶制斯里莱尔林鲁难敌斤]|拉(?!萨)|[东山]县|山病|苏(?![州北]))",
        "去",
    ),
    (
        r"(?<=[想我们要哥妹出])切(?=◎|(?!菜|肉)[一-龥]{2,5}(?:打工|务工|做工|上班|进厂|做活|干活))",
        "去",
    ),
    (r"切(?=哪(?!个|些))", "去"),
    (r"出切(?=打工|务工|做|找|了|$)", "出去"),
    # How long, and when.
    (r"几久|几长时间|好长时间(?![没不了])|多长时间|多少时间|好长(?=时间|工)", "多久"),
    (r"(?<![都有等拖欠隔过没压差了])好久(?![没不了都前未以之])", "多久"),
    (
        r"几时|几阵|哪阵|哪会儿|多咱|多暂|多会儿|(?:啥|嘛|么子|么个|哪个|哪)时候|啥前儿?|啥辰光|什么时间|"
        r"(?:啥|么子)时间|好阵",
        "什么时候",
    ),
    (r"几回(?![家来去乡])", "几次"),
    # 给 before a modal verb asks (Yunnan): 给能领 is 能不能领.
    (
        r"(?<![不发交付补送打转还借寄没赔结退分派拨])给"
        r"(?P<modal>可以|需要|能|有(?![困病残关意些的])|是|要(?![的求哪什啥几多])|行(?!李)|算|会(?![计])|够|准|兴(?!趣|奋))(?![不没])",
        lambda match: _MODALS[match["modal"]],
    ),
    (rf"(?<![不发交付送打转没])给(?P<verb>{_GET})得(?:着|成|到|倒|起|了)", r"能不能\g<verb>"),
    (
        rf"(?P<verb>{_GET})得(?:着|成|倒|起)(?=[吗不没冇么嘛啵]*(?:[,，。?？!！\s]|$))",
        r"能\g<verb>",
    ),
    (rf"(?P<verb>{_GET})不(?:着|成|倒)(?!功|立)", r"\g<verb>不到"),
    (
        r"(?<=.)(?:得行不得行|要不要得|中不中|得不得行|得行|要得|中|阔以)[不没冇啵吗嘛]" + _STOP,
        "可以吗",
    ),
    (r"(?<=[^不没发交个谁])给(?P<verb>全?[领报补])(?:销)?$", r"能不能\g<verb>"),
    # Who.
    (
        r"哪个(?=出[钱的,，。?？]|出$|管|付|掏|给[钱我他她]|给$|能|可以|负责|来办|来领|帮|领|有资格|承担|说了算)"
        rf"|(?<=[找问归由该])哪个{_STOP}|(?<=[找问])哪个(?=[要报领办拿])",
        "谁",
    ),
    (r"咋(?:个)?(?:整|弄|搞)|啷个(?:整|弄|搞|办)|何(?:式|改)(?:搞|办)", "怎么办"),
    (r"何解(?=才|去|办|搞|领|报|申|要)", "怎么"),
    (r"么(?:子|个|里|斯|事)(?!时)|[撒洒煞]子|嘛玩意儿?", "什么"),
    (r"咋(?:滴|地)(?!里|上|下|方)", "怎么"),
    # A particle, never a drop: 坐车滴钱, 慈利滴脱贫户.
    (r"(?<=[一-龥])(?<![点滴水雨血泪汗药嘀])滴(?![滴水眼血答露筛灌漏油一两几])", "的"),
    (r"(?:(?<=[带养看奶引抱生喂怀])|(?<=[怀生]了))毛毛(?![雨虫躁草菜])", "孩子"),
    (r"咯(?=样|个|些|种)", "这"),
    (r"冒(?=得|有|发工|给钱|买|交|签)", "没"),
    (r"(?:莫|么|木)得(?!多)", "没得"),
    (r"有[没冇]得", "有没有"),
    (r"跘", "摔"),
    (r"差起(?=[我工钱])", "欠着"),
    # Pay owed, typed by its sound; 公钱 and 老版 are words of their own elsewhere.
    (r"(?<![烤吃卖喂养杀煮小龅拔补])[丫鸭牙](?=了(?:我|俺|咱)[^,，。]{0,8}[工公]?(?:钱|资))", "压"),
    (r"(?<=[月年天])的?公钱|公钱(?=[没冇不拖欠]|要不|几时|找谁)", "工钱"),
    (r"老[版伴](?=[^,，。]{0,4}(?:不|没|欠|拖|扣|跑|骂|打|叫|让|喊|赖))", "老板"),
    (r"(?:(?<=[不没]给)|(?<=[不没]发)|(?<=拿到)|(?<=欠我)|(?<=要不到))前(?=$|[,，。!！?？])", "钱"),
    # How many months.
    (r"仨月", "三个月"),
    (r"(?:两|俩)月", "两个月"),
    (r"(?<![\d一二三四五六七八九十年])一月(?=几|多少|好多|好几|补|给|能|得|有多|拿)", "一个月"),
    (r"(?<=[每])月(?=几|多少|好多)", "个月"),
    # Places and people.
    (r"(?<=[城乡村县厂市州省镇家屋])头(?![条子疼领像发])", "里"),
    (r"外头", "外面"),
    (r"屋(?:门口|边|跟前)", "家门口"),
    (r"整个(?=小?(?:店|饭|馆|铺|厂|加工|养|早点|超市|卖))", "开个"),
    (r"堂客|婆娘|屋里人", "老婆"),
    (r"车?票票", "车票"),
    (r"建(?:档|卡)户(?!口)", "建档立卡户"),
    # Speakers of Hunan and the south-west who do not keep h and f apart.
    (r"灰[鸡机](?=票|的?能?报|$)", "飞机"),
    # 补铁 is a matter of health unless a matter of ours stands before it.
    (r"(?<=[训岗位业能票通费工户证])补铁", "补贴"),
)
_RULES: Final = {pattern(said): written for said, written in _WRITTEN}
_SAID: Final = bits(_RULES)


def standard(text: str) -> str:
    """Return a cleaned text with the little words of the dialects rewritten."""
    said = sight(text)
    if not said.may & _SAID:
        return text
    for rule, written in _RULES.items():
        if said.may & rule.bit:
            said = sight(said.sub(rule, written))
    return said.text
