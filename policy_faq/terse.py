"""Messages that are only the name of a matter and what is asked of it: 路费哪点领, 公岗几年.

In so few characters a search has nothing to rank by, and nothing else can be meant.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Final

from policy_faq.literals import letters
from policy_faq.sieve import Sifted, Table, pattern, sight
from policy_faq.tokens import PLACE_MARK

LONGEST: Final = 22
"""Characters of a message that can be read in this way."""
_GRANT: Final = r"(?:补贴金|补助金|补助款|补贴款|补贴|补助|津贴|奖补|奖励|奖金|补)"
_ANY_GRANT: Final = re.compile(r"补(?![一-龥])")
_ASKED: Final = {
    "payout": r"到账|到帐|到卡|下来|打(?:到|进|给)|几天|"
    r"(?<!开店)(?<!创业)(?<![干做满])(?:什么时候|多久)(?:给|发|来|到)",
    "proxy": r"本人|亲自|代办|代领|代交",
    "extend": r"延|续|到期|期满|满了",
    "hours": r"课时|多少节",
    "online": r"网上|手机上|线上",
    "amount": r"(?:多少|好多|几多)(?![次年天月岁人])|几[块文百千万元钱]|几个钱|多钱|"
    r"工资|标准|金额|额度|待遇|奖",
    "grant": r"领|补|奖|钱",
    "counts": r"算",
    "times": r"几次|次数|两次|2次|多次",
    "term": r"多久|[几多好]+少?个?[年月]|期限|多长|到期|期满",
}
"""What may be asked of a matter, the most telling first."""
_PARTS: Final = {each: pattern(words) for each, words in _ASKED.items()}
_LITTLE: Final = re.compile(
    r"(?:多少|好多|几多|分?几[档文块元百千万]?|档次?|个|钱|多钱|块|元|文|金额|标准|上限|最高|最多|封顶|额度|待遇|工资|"
    r"材料|手续|证件|证明|资料|东西|纸张|纸|单子|凭证|凭据|凭|份|张|包括|包含|一共|总共|究竟|准备|带|什么|啥子|啥|哪样|哪些|哪种|样|些|"
    r"哪里|哪儿|哪点|哪凼|哪块|哪头|地方|地点|部门|窗口|单位|哪|往|在|去|到|"
    r"电话|号码|几号|号|拨|热线|谁|哪个|对象|资格|够格|条件|要求|符合|年龄|岁|多大|"
    r"次|回|再|第二|两次|2次|重复|多次|多久|年|个月|多长|期限|时间|时限|限制|截止|到期|期满|"
    r"什么时候|几号|天|到账|到帐|到卡|下来|打到|卡上|存折|亲自|代办|代领|代交|出|付|掏|承担|"
    r"怎么办|怎么|如何|怎样|咋个|咋|啷个|郎个|流程|程序|步骤|办法|开班|开始|开|证书|发证|证|收|失业保险|失业险|险|"
    r"能不能|可不可以|有没有|有不有|要不要|是不是|算不算|行不行|能|可以|可|行|有|没有|没得|没|冇得|冇|吗|不|么|会|得|"
    r"要|算|是|给|还|也|都|就|只|才|我们|我|俺|咱|你们|你|他|个人|自己|本人|的|了|呢|啊|嘛|呀|吧|哈|哇|咯|嘞|哒|"
    r"这个|那个|这|那|现在|今年|每年|一年|每月|一个月|月|一次|一个|一人|每人|人|各|到底|政策|规定|事|问题|"
    r"国家|政府|公家|县里|县上|村里|办理|办|领取|领|拿|报销|报|补贴|补助|补|申请|交|缴|上|做|干|整|弄|搞|享受|"
    r"得到|发|打|来|找|问|登记|报名|参加|待|延长|延|续|奖励|奖|优惠|好处|需要|满|够|想|管|负责|审核|批|"
    rf"课时|节|网上|手机上|线上|贷|还款|利息|{PLACE_MARK}|[,，、?？!！。\s]|\d{{2,4}}(?:块|元)?)*"
)
_LETTERS: Final = letters(_LITTLE)
_COMPLAINT: Final = pattern(
    r"(?:(?<![发给打])不|没|没有|少|未|拖着)(?:给|发|打|到账|到)(?!能)(?!.*(?:吗|能领))|扣了?|被?退回"
)

_PRICE: Final = pattern(rf"^(?!.*(?:[补报领给算]|(?<![没冇])得)).*(?:{PLACE_MARK}.*票|机票|飞机)")
"""What a ticket to some place costs is no question about what is paid for it."""

_TRIP: Final = pattern(
    rf"(?:我们?|俺|咱|去|到|在|上|从|坐|家)*{PLACE_MARK}(?:工地|厂里?|那边)?"
    r"(?:(?:打|搬|砌|扎|贴|刷|粉|搞|做|干|跑|当|挖|装|焊|扛|修(?!房|屋)|抹|绑|支|盖|种|摘|采|捡|进|上|务)[^,，。补报领]{1,5}|"
    r"[^,，。补报领]{0,4}(?:厂|工地|店|公司|矿|园区)里?|"
    r"(?:坐|的)?(?:动车|高铁|火车|大巴|班车|客车|中巴|汽车|硬座|卧铺|车)?票?(?:钱|费)?(?:一共|总共|一趟|来回|往返|单程)?"
    r"(?:花了?|要|是|用了?)?(?:\d{2,4}|[一二两三四五六七八九十百千零]{2,6})(?:多|来)?(?:块|元)?钱?)"
    r"[,，]?(?:一共|总共|到底|各)?(?:能|可以|会|要|政府|国家|县里|公家|全|都|给|得)*[补报](?:得|到|销|贴|给)?我?"
    r"(?:多少|好多|几多|几[文块个百]|不|吗|没|\d{2,4})(?:个?钱|块|元)?[吗呢啊嘛呀]?"
)
"""A place, what is done there or how one got there, and what is paid: 昆明扎钢筋补好多."""


class Terse:
    """Reads a short message as the name of a topic and a part of it; pure, built once."""

    def __init__(self) -> None:
        file = resources.files("policy_faq") / "terse.toml"
        read = tomllib.loads(file.read_text("utf-8"))
        self._instead: dict[str, str] = read["instead"]
        topics: dict[Sifted, tuple[int, str]] = {}
        for topic, names in read["names"].items():
            said = pattern(_ANY_GRANT.sub(lambda _: _GRANT, "|".join(names)))
            topics.setdefault(said, (len(topics), topic))
        self._names = Table(topics)
        self._signs = self._names.bits | _TRIP.bit

    def topic_of(self, text: str) -> str | None:
        """Return the topic of a cleaned message in which places are marked, None when it says more.

        Of several names that fit, the one that leaves the least unsaid is meant.
        """
        said = sight(text)
        if len(text) > LONGEST or not said.may & self._signs:
            return None
        if said.search(_COMPLAINT) or said.search(_PRICE):
            return None
        if said.fullmatch(_TRIP):
            return "transport"
        best: tuple[int, str] | None = None
        possible = self._names.possible(said)
        for names, (_, topic) in sorted(possible, key=_place) if possible else ():
            for name in said.finditer(names):
                rest = f"{text[: name.start()]} {text[name.end() :]}"
                if _is_little(rest) and (best is None or len(name.group()) > best[0]):
                    best = (len(name.group()), topic)
        return None if best is None else self._part(best[1], text)

    def _part(self, topic: str, text: str) -> str | None:
        said = sight(text)
        for asked, words in _PARTS.items():
            instead = self._instead.get(f"{topic}.{asked}")
            if instead is not None and said.search(words):
                return instead or None
        return topic


def _place(named: tuple[Sifted, tuple[int, str]]) -> int:
    """Return where a name stands in the file."""
    return named[1][0]


def _is_little(rest: str) -> bool:
    """Tell whether what stands beside a name says nothing of its own."""
    return _LETTERS.fullmatch(rest) is not None and _LITTLE.fullmatch(rest) is not None
