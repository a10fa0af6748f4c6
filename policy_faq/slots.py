"""What a question says about the case: where to, how much, how many, how long, whose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policy_faq.amounts import AMOUNTS, SPANS, fare, months
from policy_faq.heads import COUNTS, heads
from policy_faq.places import Distance, chain, distance
from policy_faq.sieve import Sifted, Sighting, bits, pattern, sight
from policy_faq.text import arabic
from policy_faq.tokens import PLACE_MARK
from storage.gazetteer import Gazetteer, PlaceMatch

_CLAIMED = pattern(
    r"今年(?:已经|都)?[^,。?]{0,6}?(?:领|报|拿|享受|补|申请)(?:过|了)|(?:领|报|拿|补)过(?:一|1)次|"
    r"已经(?:领|报|拿|补)过|"
    r"(?:正月|[元\d]{1,2}月|年初|年头|开年|开春|春上|上半年|过完年|年后|刚|才)(?:(?!去年)[^。?]){0,12}?"
    r"(?:领|报|拿|补)(?:过|了)(?!吗|没)|(?:领|报|拿|补)(?:过|了)(?:一次|\d+块?)?[^。?]{0,14}(?:还|又|再)"
    r"(?:能不能|给不给|能|可以|给|得)?再?(?:领|报|补)"
)
_CLAIMED_BEFORE = pattern(
    r"(?:去年|前年|上一?年|前几年|以前|往年)[^,。?]{0,6}?(?:领|报|拿|享受|补)(?:过|了)"
)
_NEXT_YEAR = pattern(r"明年|来年|下一?年(?!级)|翻过年")
_ABOUT_NEW_YEAR = pattern(r"腊月|年前|过年前|年底")
"""When it was claimed then, it is open in which year."""
_NOT_CLAIMED = pattern(r"(?:没有|没|还没|未)(?:领|报|拿|享受)过?")
_NOT_REGISTERED = pattern(
    r"(?:(?<![是有])(?:不是|不算|算不上|不属于|没有?)|非)(?:建档立卡|脱贫|贫困|卡户)|(?:一般|普通|平常)(?:农)?户|(?:一般|普通)(?:村民|农民|人家)|非贫困|"
    r"(?:没|未)(?:有)?被?(?:评上|纳入)?建档(?:立卡)?"
)
_REGISTERED = pattern(r"建档立卡|脱贫(?:户|人口|劳动力)|贫困(?:户|劳动力|人口)|卡户")
_COMPANY = pattern(
    r"派遣|中介|(?:劳务|人力资源|人力|职介|服务|经纪|我们|我开|开了?|我)(?:的|个|一?家|这个)*公司|"
    r"公司(?:一次|总共|今年|又|就)*(?:组织|带|送|输[出送])"
)
"""An agency that sends people; the company that they are sent to is none."""
_MEANS = (
    r"飞机|机票|航班|自驾|私家车|摩托|电动车|电瓶车|三轮|顺风车|拼车|搭(?:别人|老乡|熟人|朋友|同乡)?的?(?:便|私)?车|"
    r"打车|的士|出租车|网约车|滴滴|包(?:一辆|一?个|辆|了)?的?(?:面包|大巴|中巴|小)?车|面包车|黑车|租车|船票|坐船|轮船|"
    r"(?<!几点)(?<!点)开车(?!时间)|开(?:着)?(?:自己|自家|家里|我|他|朋友)的?(?:小)?[车轿]|开(?:小车|轿车|面包)|骑车|油费|油钱|加油|汽油|"
    r"过路费|过桥费|路桥费|高速费|停车费"
)
_UNTICKETED = pattern(_MEANS)
_NOT_BY = re.compile(
    rf"(?<!是)(?:不是|没有?|不)(?:坐|买到?|搭|开|骑|自己|能|想|会|敢|用|跟|随|政府|公家|县里|乡里|村里|集体|统一)*(?:{_MEANS})票?(?!能)(?!报)"
)
"""A way to travel that somebody did not take."""
LOST = "票丢了"
"""What ``Slots.unticketed`` says of a lost ticket."""
_LOST = pattern(
    r"票[^。?!]{0,9}(?:丢|掉|不见|弄没)了?(?:其中)?[一两12]?(?:张|半)|[一1]张[^,，。]{0,4}(?:丢|不见|找不到)|"
    r"票(?:根|据)?(?:都|全|给|已经|弄|搞|不小心)*(?:丢|掉了|脱了|不见|找不到|没留|没得了|扔|撕|洗烂)|(?:丢|弄掉|搞丢|没留|没保留)了?[^,，。]{0,3}票"
)
_WAY_BACK = pattern(
    r"(?:回来|回家|返程|回程|返乡|回去)的?(?:车?票|路费|车费|车钱)|(?:票|路费|车费)[^,，。]{0,2}(?:返程|回程)"
)
_TICKETED = re.compile(
    r"(?:火车|高铁|动车|汽车|客车|班车|大巴)票(?![^,，。]{0,3}(?:没|买不|抢不|卖|贵))"
)
_TRADE = re.compile(r"电动车|电瓶车|出租车|网约车|滴滴|三轮|摩托|开车")
"""What may also be somebody's work, when the ticket of the way there is named."""

_DISTANCE_WORDS: tuple[tuple[Sifted, Distance], ...] = (
    (pattern(r"省外|外省(?!内)|(?<![不没])出省|跨省|沿海|省际"), Distance.OUT_OF_PROVINCE),
    (pattern(r"[市州]外|跨[市州]|(?<![不没])出[市州](?!场)|外[市州]"), Distance.IN_PROVINCE),
    (
        pattern(r"县外|外县|跨县|(?<![不没])出县|别的县|其他县|隔壁县|邻县|(?<![市州县外])省内"),
        Distance.OUT_OF_COUNTY,
    ),
    (pattern(r"(?<![县])(?:市内|本市|市里|州内|本州)"), Distance.IN_PREFECTURE),
    (
        pattern(
            r"县内|不出县|本县|县城(?!办|交|领|报|问)|县里(?!集中|大巴|的?车|大部队|队伍|一起|办|交|领|报|问|吗|给|组织|统一|送|派|安排|包|补|认|管|说|要|帮|出钱|的?(?:就业|人社|中心|政策|文件|规定|电话|干部))|家门口|本地|当地|镇上|乡镇上|村里(?!组织|统一|送|安排|叫|喊|说|讲|人|办|开|给|报|补|认|让|集体|干部)|就近|老家附近"
        ),
        Distance.IN_COUNTY,
    ),
)
_FAR = bits(words for words, _ in _DISTANCE_WORDS)
_CLAIMS = bits((_CLAIMED, _CLAIMED_BEFORE, _NEXT_YEAR, _NOT_CLAIMED))
_CASE = (
    AMOUNTS
    | SPANS
    | COUNTS
    | _FAR
    | _CLAIMS
    | bits((_NOT_REGISTERED, _REGISTERED, _COMPANY, _UNTICKETED, _LOST, _WAY_BACK))
)
"""Without one of these, and without a place, a text says nothing about the case."""
_HOME_WORD = re.compile(r"[本我们咱全]{0,2}[县市州省][内里城]?|本地|当地|家门口|老家|家乡")
_GOING = re.compile(r"(?:去|克|到|往|来|在|上|进|回|赴|奔|飞|是|换成|改成|换|qu|dao)\s*$")
_FROM_BEFORE = re.compile(
    r"(?:我们|俺们|咱们?|我是|俺是|人是|[是从]我们|老家(?:是|在)?|家(?:里|乡)?(?:是|在|住)|住在|"
    r"户口(?:是|在)?|户籍(?:是|在)?|来自)\s*$"
)
"""What comes before the name of the place that somebody is from."""
_FROM_AFTER = re.compile(
    r"人(?![力社工才家民])|老家|户口|户籍|籍|本地|(?:这边|这里|这儿|这头|这面)(?!的?(?:工地|厂|公司))|"
    r"那[边头](?:去|到|的?人|[说讲]|[补报给]\d)|[^,，。]{0,2}(?:有没得|有没有|有不有|有吗)|"
    r"农村|乡下|的(?:农民|农户|农村|脱贫|贫困|建档|卡户|一般户|搬迁|低收入|户)"
)
"""What comes after it: X人, X这边, X的卡户."""
_ONLY_NAMED = re.compile(r"[的嘞呢哩]?(?:[,，。!]|$)")
"""What comes after one's own county or prefecture that is only named: 施甸嘞,进厂三个星期."""
_ON_THE_WAY = re.compile(
    r"[,，]?(?:再|又|然后|后)?(?:转|倒|换|中转)|[,，]?再(?:坐|到|去)|(?:转|换|倒)车"
)
"""What comes after a place where one only changes trains."""
_BEYOND = re.compile(r"[县市州省]?(?:以外|之外|外(?:面|边|头))")
"""What comes after a place that somebody is not in: 曲靖以外的红河."""
_LEAVING = re.compile(r"从\s*$")
_WORKING = re.compile(
    r"^[^,，。到去往]{0,6}?(?:务工|打工|上班|干活|做活|做工|找活|就业|做事|工作|干)"
)
_ONLY_GOING = re.compile(
    rf"(?:我们?|想|要|准备|打算)*(?:去|到|往|上|在)?{PLACE_MARK}(?:打工|务工|上班|做工|干活)?(?:呢|吧|呀|啊|嘛)?"
)
_ONLY_AMOUNTS = re.compile(
    rf"(?:(?:那|要是|如果|就|又|我们?|各)*(?:去|克|到|往|上|在)(?:{PLACE_MARK}|省外|外省|县外|外县|市外|本?县里?头?内?|县城|本地)"
    r"(?:打工|务工|上班|做工|做活|干活|做|干)?(?:又|各|都|能|可以)?(?P<pays>[给补报领得])?(?:得|到)?(?:多少|好多|几多|几文|几块|\d{2,4})?"
    r"(?:钱|块)?(?:呢|嘛|吗|啊|呀)?[,，、;；?？。!\s]*)+"
)
_HOW_MUCH = re.compile(r"[给补报领得](?:得|到)?(?:多少|好多|几[多文块]|\d{2,4})")
_TAIL_OF_AMOUNTS = re.compile(
    r"[,，](?:一次|都|全)?(?:说|讲)[^,，]{0,6}(?:清楚|明白).*$|[,，]我好[^,，]*$"
)
_SENT_THERE = re.compile(r"(\d{1,4})(?:多|来)?(?:个|名|人|位)[^,，。\d]{0,8}(?:去|到|在|进|往)了?$")
_CORRECTED = re.compile(r"不是.{1,12}?[,，]?\s*(?:而)?是")


@dataclass(frozen=True, slots=True)
class Slots:
    """What was said; None is "not said". Money in yuan."""

    destination: str | None = None
    destination_name: str | None = None
    distance: Distance | None = None
    fare: Decimal | None = None
    months: int | None = None
    people: int | None = None
    """How many were taken on or sent; ``stayed`` of them are still there, ``moved`` relocated."""
    stayed: int | None = None
    moved: int | None = None
    claimed_this_year: bool | None = None
    registered: bool | None = None
    company: bool = False
    unticketed: str | None = None
    """A way to travel, in the words of the question, that is neither coach nor train."""

    def over(self, earlier: Slots) -> Slots:
        """Return these slots, with what is missing filled from an earlier question."""
        filled = {
            name: getattr(earlier, name)
            for name in ("fare", "months", "claimed_this_year", "registered", "unticketed")
            if getattr(self, name) is None
        }
        if self.people is None:
            filled["people"] = earlier.people
            filled |= {n: getattr(earlier, n) for n in ("stayed", "moved") if not getattr(self, n)}
        if self.distance is None and self.destination is None:
            filled |= {
                "destination": earlier.destination,
                "destination_name": earlier.destination_name,
                "distance": earlier.distance,
            }
        return replace(self, **filled)

    @property
    def says_where(self) -> bool:
        """Whether a distance or a fare was said, which is what a trip is computed from."""
        return self.distance is not None or self.fare is not None

    @property
    def says_something(self) -> bool:
        """Whether anything at all was said about the case."""
        return self != Slots()


_NOTHING = Slots()


def mark_places(text: str, matches: Sequence[PlaceMatch]) -> str:
    """Replace the place names of a text by one mark; words for "here" stay."""
    for match in sorted(matches, key=lambda each: -each.start):
        if not _HOME_WORD.fullmatch(match.text):
            text = text[: match.start] + PLACE_MARK + text[match.end :]
    return text


def with_places_marked(text: str, gazetteer: Gazetteer) -> str:
    """Return a text with the place names that the gazetteer knows replaced by one mark."""
    return mark_places(text, gazetteer.find_in(text))


def read(text: str, matches: Sequence[PlaceMatch], gazetteer: Gazetteer, home: str) -> Slots:
    """Read the case out of a cleaned question of somebody who lives in ``home``."""
    numbers, words = sight(arabic(text)), sight(text)
    if not matches and not (words.may | numbers.may) & _CASE:
        return _NOTHING
    destination = _destination(text, matches, home) if matches else None
    far = None if destination is None else distance(gazetteer, home, destination.adcode)
    counted = heads(numbers.text)
    return Slots(
        destination=destination.adcode if destination else None,
        destination_name=destination.name if destination else None,
        distance=far if destination else _distance_in_words(words) or _beyond(text, matches, home),
        fare=fare(numbers.text),
        months=None if counted.short else months(numbers.text),
        people=counted.people,
        stayed=counted.stayed,
        moved=counted.moved,
        claimed_this_year=_claimed(numbers),
        registered=_registered(numbers),
        company=words.search(_COMPANY) is not None,
        unticketed=_unticketed(words) or _lost(words),
    )


def destinations(text: str, matches: Sequence[PlaceMatch], home: str) -> list[PlaceMatch]:
    """Return the places that people of ``home`` go to or work at, each once, in order.

    A place that is taken back (不是上海，是苏州) leaves only the one that is meant.
    """
    if not matches or _CORRECTED.search(text):
        return []
    found: dict[str, PlaceMatch] = {}
    for match in matches:
        if _is_origin(text, match, home):
            continue
        if match.adcode in _upward(home) or _HOME_WORD.fullmatch(match.text):
            continue
        if _GOING.search(text[: match.start]) and _distinct(match, found.values()):
            found[match.adcode] = match
    return list(found.values())


def _distinct(match: PlaceMatch, others: Iterable[PlaceMatch]) -> bool:
    """Tell whether no place that is already there lies in this one, or this one in it."""
    above = set(chain(match.adcode))
    return not any(other.adcode in above or match.adcode in chain(other.adcode) for other in others)


def by_destination(
    slots: Slots, places: Sequence[PlaceMatch], text: str, gazetteer: Gazetteer, home: str
) -> tuple[Slots, tuple[Slots, ...]]:
    """Return the case at its own destination, and again for every other of ``places``.

    People are parted by where they went (送了9个去上海,5个去昆明); another fare is not said.
    """
    if len(places) < 2:
        return slots, ()
    further = tuple(
        replace(
            _sent_to(place, slots, text),
            destination=place.adcode,
            destination_name=place.name,
            distance=distance(gazetteer, home, place.adcode),
            fare=None,
        )
        for place in places
        if place.adcode != slots.destination
    )
    first = [place for place in places if place.adcode == slots.destination]
    return (_sent_to(first[0], slots, text) if first else slots), further


def _sent_to(place: PlaceMatch, slots: Slots, text: str) -> Slots:
    counted = _SENT_THERE.search(arabic(text[: place.start]))
    if slots.people is None or counted is None:
        return slots
    return replace(slots, people=int(counted.group(1)), stayed=None, moved=None)


def only_a_place(marked: str) -> bool:
    """Tell whether a message, its places marked, says only where one goes: 去玉溪, 到上海打工."""
    return PLACE_MARK in marked and _ONLY_GOING.fullmatch(marked) is not None


def only_amounts(marked: str) -> bool:
    """Tell whether a message asks what is paid for places and names no matter: 去广州补好多."""
    if _HOW_MUCH.search(marked) is None:
        return False
    rest = _TAIL_OF_AMOUNTS.sub("", _TAIL_OF_AMOUNTS.sub("", marked))
    asked = _ONLY_AMOUNTS.fullmatch(rest) if PLACE_MARK in rest else None
    return asked is not None and asked["pays"] is not None


def by_words(slots: Slots, text: str) -> Slots | None:
    """Return the same case with the distance that is said in words beside a named place."""
    far = _distance_in_words(sight(text))
    if far is None or far is slots.distance:
        return None
    return replace(slots, destination=None, destination_name=None, distance=far, fare=None)


def _destination(text: str, matches: Sequence[PlaceMatch], home: str) -> PlaceMatch | None:
    named = [match for match in matches if not _HOME_WORD.fullmatch(match.text)]
    if not named:
        return None
    corrected = _CORRECTED.search(text)
    if corrected:
        named = [match for match in named if match.start >= corrected.end()] or named
    named = [match for match in named if not _is_origin(text, match, home)]
    going = [match for match in named if _GOING.search(text[: match.start])]
    abroad_from_home = [match for match in named if match.adcode not in _upward(home)]
    for match in going:
        working_at_home = match.adcode == home and _WORKING.match(text[match.end :])
        if match in abroad_from_home or working_at_home:
            return match
    return abroad_from_home[-1] if abroad_from_home else None


def _is_origin(text: str, match: PlaceMatch, home: str) -> bool:
    """Tell whether somebody comes from a place or only passes: 我们昭通这边, 沙洋人, 昆明转车."""
    before, after = text[: match.start], text[match.end :]
    if _FROM_BEFORE.search(before) or _ON_THE_WAY.match(after) or _BEYOND.match(after):
        return True
    if _LEAVING.search(before):
        return not after.startswith("回")
    if _GOING.search(before):
        return False
    if _FROM_AFTER.match(after):
        return True
    return match.adcode in chain(home) and _ONLY_NAMED.match(after) is not None


def _beyond(text: str, matches: Sequence[PlaceMatch], home: str) -> Distance | None:
    """Return how far it is to a place of which only is said that it lies outside one's own."""
    outside = (Distance.OUT_OF_COUNTY, Distance.IN_PROVINCE, Distance.OUT_OF_PROVINCE)
    own = dict(zip((home, home[:4] + "00", home[:2] + "0000"), outside, strict=True))
    return next(
        (own[m.adcode] for m in matches if m.adcode in own and _BEYOND.match(text[m.end :])), None
    )


def _upward(home: str) -> tuple[str, ...]:
    return (home, home[:2] + "0000")


def _distance_in_words(said: Sighting) -> Distance | None:
    if not said.may & _FAR:
        return None
    found = {far for pattern, far in _DISTANCE_WORDS if said.search(pattern)}
    if found == {Distance.OUT_OF_COUNTY, Distance.IN_PROVINCE}:
        return Distance.IN_PROVINCE
    return found.pop() if len(found) == 1 else None


def _unticketed(said: Sighting) -> str | None:
    if not said.search(_UNTICKETED):
        return None
    text = _NOT_BY.sub("", said.text)
    if _TICKETED.search(text):
        text = _TRADE.sub("", text)
    found = _UNTICKETED.pattern.search(text)
    return found.group() if found else None


def _lost(said: Sighting) -> str | None:
    if said.search(_LOST):
        return LOST
    return "回来的票" if said.search(_WAY_BACK) else None


def _claimed(said: Sighting) -> bool | None:
    if not said.may & _CLAIMS:
        return None
    if any(said.search(each) for each in (_NOT_CLAIMED, _CLAIMED_BEFORE, _NEXT_YEAR)):
        return False
    if said.search(_ABOUT_NEW_YEAR):
        return None
    return True if said.search(_CLAIMED) else None


def _registered(said: Sighting) -> bool | None:
    if said.search(_NOT_REGISTERED):
        return False
    return True if said.search(_REGISTERED) else None
