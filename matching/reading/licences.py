"""Licences a work needs and a person holds: reading them, and which one covers which.

Pure. What a posting asks for is a list of clauses: each has to be met, and any licence of a clause
meets it ("焊工证或电工证，和登高证"). Driving classes follow the 机动车驾驶证申领和使用规定
(公安部令第162号, annex 1): a class may drive what the classes it covers may. A1 does not cover A2,
nor B1 B2. Teachers may teach at their own level and below
(教师资格条例, article 5).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from jobs_feed.normalise import paper_lists
from jobs_feed.normalise.licences import ANY_DRIVING_LICENCE, OR
from jobs_feed.normalise.paper_roles import without_others
from jobs_feed.normalise.paper_waivers import without_waived
from matching.reading.phrases import phrases
from matching.reading.text import clean, sentences

Papers: TypeAlias = tuple[tuple[str, ...], ...]
"""Clauses of licences in order: one of each clause is needed."""

_OF_CARS = ("C1", "C2", "C3", "C4")
_COVERS = {
    "A1": ("A3", "B1", "B2", *_OF_CARS, "M"),
    "A2": ("B1", "B2", *_OF_CARS, "C6", "M"),
    "A3": _OF_CARS,
    "B1": (*_OF_CARS, "M"),
    "B2": (*_OF_CARS, "M"),
    "C1": ("C2", "C3", "C4"),
    "C3": ("C4",),
    "D": ("E", "F"),
    "E": ("F",),
    "electrician": ("special_work",),
    "high_voltage": ("electrician", "special_work"),
    "welder": ("special_work",),
    "heights": ("special_work",),
    "forklift": ("special_work",),
    "crane": ("special_work",),
    "fireworks": ("special_work",),
    "blasting": ("special_work",),
    "boiler": ("special_work",),
    "refrigeration": ("special_work",),
    "tower_crane": ("crane", "special_work"),
    "bridge_crane": ("crane", "special_work"),
    "mobile_crane": ("crane", "special_work"),
    "teacher_senior": ("teacher", "teacher_junior", "teacher_primary", "teacher_nursery"),
    "teacher_junior": ("teacher", "teacher_primary", "teacher_nursery"),
    "teacher_primary": ("teacher", "teacher_nursery"),
    "teacher_nursery": ("teacher",),
    "hazmat": ("road_freight",),
    "accountant_mid": ("accountant",),
    "elevator": ("special_work",),
    "pressure_vessel": ("special_work",),
}
_KINDS = {
    "crane": frozenset({"tower_crane", "bridge_crane", "mobile_crane"}),
    "teacher": frozenset(
        {"teacher_senior", "teacher_junior", "teacher_primary", "teacher_nursery"}
    ),
    "road_freight": frozenset({"hazmat"}),
}
"""Papers by their general names; who tells no kind of a crane or school is taken to
hold what is asked for."""
_OF_UNKNOWN_KIND = ("crane", "teacher")
GENERAL = {kind: general for general, kinds in _KINDS.items() for kind in kinds}
"""The general name of a paper that comes in kinds."""
_CLASSES = re.compile(
    r"(?:(?<![A-Z0-9])|(?<=[ABC][1-6]))(A[123]|B[12]|C[1-6])(?![0-9])(?![A-CG-Z](?![1-6]))"
)
_LETTER = re.compile(
    r"(?<![A-Z0-9/员])([A-F]|M)(?:类|级|型)?(?:[及或]?以上)?的?(?:机动车)?(?:驾驶?)?"
    r"(?:照(?!片)|本(?!科)|证)|(?<=驾照)([DEF])(?![A-Z0-9])"
)
_LETTERS = re.compile("[A-FM]")
HINTS = re.compile(
    "[证照本A-Z]|级|注册|构筑物|执业|会计|资格|教资|药师|建造师|驾龄|护考|实习期|烹[调饪]师"
)
"""Without any of these a text names no licence: asked first, for most say nothing of any."""
_USUAL = {"A": "A1", "B": "B2", "C": "C1"}
_ANY_CLASS = re.compile(r"驾驶证|驾照|驾驶执照|驾驶本|(?<!叉)(?<!铲)车本(?!田)")
DRIVING = frozenset(_COVERS) & frozenset("A1 A2 A3 B1 B2 C1 C3 D E".split()) | {"C2", "C4", "C5"}
YEARS = "驾龄"
"""What the key of a number of years of driving begins with ("驾龄3年")."""
MOST_YEARS = 10
_NUMBERS = {name: at for at, name in enumerate("零一二三四五六七八九十")} | {"两": 2}
_PROBATION_OVER = re.compile(
    r"实习期(?:已经?|要)?(?:满|过(?:了)?|结束)(?!后)|(?:过|满|出|度过)了?实习期|非实习期|实习期(?:内)?的?(?:勿|不要|不收|免)"
)
"""The first year of driving is one of probation (道路交通安全法实施条例, article 22)."""
_N = r"(\d{1,2}|[一二两三四五六七八九十])"
_DRIVEN = re.compile(
    rf"驾龄[^,。;\d一二两三四五六七八九十]{{0,5}}{_N}年|{_N}年(?:及|或|\(含\))?(?:以上)?[^,。;]{{0,4}}(?:驾龄|驾驶经[历验])"
    rf"|(?:驾?照|驾驶证|[ABC][123]证?|拿本|领证|准驾)(?:要|须|需|必须|已|取得|持有|拿|领|考)?(?:满|超过?|不少于|不低于|达到?|至少)?{_N}年(?:及|或)?(?:以上)?(?!内|以内|前)"
)
_GET_IT_FIRST = re.compile("再来|再报|再联系|考好|自己(?:先|去)")
_NEEDS_NONE = re.compile(r"(?:不|无|毋)(?:需要?|用|要|必|须)[^,。;]{0,4}证")
_MUST = re.compile(r"必[须备需]|须[有持具]|需[有持具]|要求[有持]")
_WAIVED = re.compile(
    r"(?:无|没有?|不(?:用|需要?|要求))[^,。;]{0,6}[证照本][^,。;]{0,2}(?:也|亦|都)?[可行]"
)
_ANYBODY = re.compile(r"健康证|身份证")
_WITH_PAPERS = re.compile(
    r"叉车|铲车|装载机|烟花|挖掘?机|压路机|推土机|吊车|塔吊|起重机|行车工|天车|电梯|锅炉|司炉|无人机|救生员?|电工|[电气氩保]焊|焊工|架子工"
    r"|制冷|保育员?|育婴师?|月嫂|消防(?:控制|中控|监控)|中控室|爆破|烟花爆竹|拖拉机|收割机|压力容器|美容师|会计|导游|护士|教师|厨师"
)
_OTHER_PAPER = re.compile(
    r"(?:^|(?<=[,。;、:()有持须需要是和及与的\s级]))(?:执业|注册|国家|[初中高]级)?(?!相[关应]|[是不没未无]|职业|上岗|特种|有效|岗位|操作|正式|设备|各|[有持须需要])"
    r"([㐀-鿿]{2,5}?(?:操作|司机|教练)员?|教练员?|[㐀-鿿]{1,5}?[师员工医手]"
    r"(?<!人员)(?<!职[员工])(?<!民工)(?<!务工)(?<!会员)(?<!党员)(?<!学员)(?<!社员)(?<!队员)(?<!成员)(?<!团员)(?<!员工)(?<![打用]工))"
    r"(?:职业|执业)?(?:资格|上岗|从业|操作|等级|技能|岗位|合格|培训|注册|许可){0,2}证(?!明|件)"
)
"""A paper of a trade that has no key of its own goes by its name."""
_OF_NO_ROLE = re.compile(
    r"(?:^|(?<=[,。;、:()有持须需要是和及与的凭\s]))(?!相[关应]|职业|特种|有效|[有持须需要无没]|本人|国家|所有|各|健康|叉车|驾驶)"
    r"([㐀-鿿]{2,8}?)(?:上岗|从业(?:人员)?|执业|职业资格|资格|作业|操作)证(?!明|件)"
)
_BY_RANK = re.compile(
    r"((?:执业|注册|[一二]级(?:注册)?)[㐀-鿿]{2,6}?师)(?![㐀-鿿]*(?:优先|更|加分))|([㐀-鿿]{2,6}师)(?=资格(?:$|[,。;、]))"
)
_OF_A_GRADE = re.compile(
    r"(?:^|(?<=[,。;、:()有持须需要是和及与的\s]))(?![有持须需要])([㐀-鿿]{1,4}[员师工])[(（]?(?:国家)?(?:职业)?[一二三四五初中高]级(?=$|[,。;、)）]|证|以上|及以上)"
)
"""Papers that go by their trade alone (燃气从业证) or by the rank they give (注册安全工程师)."""
_TRADES = phrases("licence_named")
_SAYS = phrases("licence")
_OTHER_VEHICLES = re.compile("|".join(_TRADES[key].pattern for key in ("D", "tractor")))
_NAMES = {
    "forklift": "叉车证",
    "electrician": "电工证",
    "high_voltage": "高压电工证",
    "welder": "焊工证",
    "heights": "登高证",
    "crane": "起重机证",
    "tower_crane": "塔吊证",
    "bridge_crane": "行车证",
    "mobile_crane": "吊车证",
    "excavator": "挖掘机证",
    "loader": "装载机证",
    "tractor": "农机驾驶证",
    "roller": "压路机、推土机操作证",
    "fireworks": "烟花爆竹作业证",
    "blasting": "爆破作业证",
    "boiler": "锅炉证",
    "elevator": "电梯证",
    "pressure_vessel": "压力容器证",
    "refrigeration": "制冷证",
    "childcare_worker": "保育员证",
    "guide": "导游证",
    "lifeguard": "救生员证",
    "drone": "无人机证",
    "guard": "保安员证",
    "fire_control": "消防证",
    "baby_nurse": "育婴证",
    "carer": "护理员证",
    "nurse": "护士执业证",
    "doctor": "医师资格证",
    "pharmacist": "执业药师证",
    "builder": "建造师证",
    "cook": "厨师证",
    "accountant": "会计证",
    "accountant_mid": "中级会计证",
    "teacher": "教师资格证",
    "teacher_senior": "高中教师资格证",
    "teacher_junior": "初中教师资格证",
    "teacher_primary": "小学教师资格证",
    "teacher_nursery": "幼儿园教师资格证",
    "safety_officer": "安全员证",
    "beautician": "美容美发证",
    "road_freight": "运输从业资格证",
    "hazmat": "危险货物运输从业资格证",
    "special_work": "特种作业证",
}


def read_licences(text: str) -> frozenset[str]:
    """Return the keys of all licences named in a cleaned piece of text."""
    if not HINTS.search(text):
        return frozenset()
    text = paper_lists.spelled_out(text)
    found = classes_in(text)
    if not found and names_any_class(text):
        found.add("C1")
    found.update(key for key, pattern in _TRADES.items() if pattern.search(text))
    found -= {GENERAL[key] for key in found if key in GENERAL}
    return frozenset(found or _without_key(text))


def _without_key(text: str) -> set[str]:
    """Return the papers of a cleaned text that have no key of their own, by their names."""
    found = {f"{match[1]}证" for match in _OTHER_PAPER.finditer(text)}
    found |= {f"{match[1]}证" for match in _OF_NO_ROLE.finditer(text)} if not found else set()
    found |= {f"{match[1] or match[2]}证" for match in _BY_RANK.finditer(text)}
    ranked = (f"{match[1]}证" for match in _OF_A_GRADE.finditer(text))
    return found | {key for name in ranked for key in read_licences(name)}


def names_any_class(text: str) -> bool:
    """Tell whether a cleaned text names a licence to drive a car without its class (驾照)."""
    return _ANY_CLASS.search(_OTHER_VEHICLES.sub("", text)) is not None


def classes_in(text: str) -> set[str]:
    """Return the driving classes that a cleaned text names ("B照" is B2, as people mean it)."""
    if not _LETTERS.search(text):
        return set()
    found = {match[1] for match in _CLASSES.finditer(text)}
    return found | {
        _USUAL.get(letter, letter)
        for match in _LETTER.finditer(text)
        if (letter := match[1] or match[2])
    }


def required_in(text: str) -> Papers:
    """Return what a posting's cleaned text demands; what is only preferred does not count."""
    if not HINTS.search(text):
        return ()
    found: list[frozenset[str]] = []
    parts = list(_demanding(paper_lists.spelled_out(without_waived(without_others(text)))))
    says_class = any(map(classes_in, parts))
    for sentence in parts:
        for phrase in paper_lists.phrases(sentence):
            words = sentence[phrase.start : phrase.end]
            # "驾照" alone is a car's only where no class is told anywhere.
            named = read_licences(_ANY_CLASS.sub("", words) if _bare(words, says_class) else words)
            # Of several classes side by side ("A2、B2驾照") nobody needs all.
            one_of = named if phrase.any_of else named & DRIVING
            found += [one_of, *(frozenset({key}) for key in named - one_of)]
        if (years := _years_asked(sentence)) is not None:
            found.append(frozenset({years_of_driving(years)}))
    return _least(found)


def _years_asked(sentence: str) -> int | None:
    """Return for how many years somebody must have driven, as far as a sentence asks for it."""
    if _PROBATION_OVER.search(sentence):
        return 1
    asked = _DRIVEN.search(sentence) if "年" in sentence else None
    if asked is None:
        return None
    number = next(group for group in asked.groups() if group)
    return min(MOST_YEARS, int(number) if number.isdigit() else _NUMBERS[number])


def demanding(text: str) -> str:
    """Return a posting's cleaned text without the papers it waives or asks of other roles."""
    return _NEEDS_NONE.sub("", without_waived(without_others(text)))


def _bare(words: str, says_class: bool) -> bool:
    return says_class and not classes_in(words)


def _demanding(text: str) -> Iterable[str]:
    """Yield the parts of a text that demand what they name."""
    # One place after another, so that a comma before "均可" does not tear a list apart.
    for part in sentences(paper_lists.joined(text)):
        if not HINTS.search(part) or _WAIVED.search(part):
            continue
        if not _SAYS["not_required"].search(part) or _GET_IT_FIRST.search(part):
            yield part
            continue
        for piece in part.split("、"):
            if _MUST.search(piece) and not _SAYS["not_required"].search(piece):
                yield piece


def demanded(stated: Iterable[str], text: str) -> Papers:
    """Return what a posting demands by the licences it states by name and by its cleaned text.

    The text says which of them are alternatives; what it does not name comes on top.
    """
    told = required_in(text)
    named = {key for clause in told for key in clause}
    # "驾照" alone is of the class that the text tells.
    classed = not DRIVING.isdisjoint(named)
    more = [
        frozenset().union(*(canonical([name]) for name in item.split(OR)))
        for item in stated
        if not (_ANYBODY.search(clean(item)) or (classed and item == ANY_DRIVING_LICENCE))
    ]
    return _least(
        [*map(frozenset, told), *(clause for clause in more if not _is_told(clause, named))]
    )


def _is_told(clause: frozenset[str], named: set[str]) -> bool:
    """Tell whether the text names a clause already, be it by one of several driving classes."""
    return clause <= named or (bool(clause & named) and clause <= named | DRIVING)


def _least(clauses: Iterable[frozenset[str]]) -> Papers:
    """Return clauses in order, without what others say already.

    Who holds B2 meets "C1", so "B2或C1" asks for C1, and beside "B2" nobody need ask for C1.
    """
    some = {
        frozenset(key for key in clause if not (_with_included({key}) - {key}) & clause)
        for clause in clauses
        if clause
    }
    left = sorted((tuple(sorted(clause)) for clause in some), key=lambda each: (len(each), each))
    for clause in reversed(left.copy()):
        if any(_follows(clause, other) for other in left if other != clause):
            left.remove(clause)
    return tuple(sorted(left))


def _follows(clause: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether everybody who meets ``other`` meets ``clause``."""
    return all(not _with_included({key}).isdisjoint(clause) for key in other)


def of_trades(text: str) -> frozenset[str]:
    """Return the papers of the machines and trades that a cleaned text names.

    For a posting that says 无证勿扰 of a forklift and leaves out which paper it means.
    """
    named = (f"{found[0]}证" for found in _WITH_PAPERS.finditer(text))
    return frozenset(key for name in named for key in read_licences(name))


def both(asked: Papers, more: Papers) -> Papers:
    """Return clauses that demand what either of two demands."""
    return _least(map(frozenset, (*asked, *more))) if more else asked


def all_of(*keys: str) -> Papers:
    """Return clauses that demand every one of ``keys``."""
    return _least(frozenset({key}) for key in keys)


def lacking(held: Collection[str], asked: Papers) -> Papers:
    """Return the clauses of what is asked for that none of the licences held meets."""
    return tuple(clause for clause in asked if not any(key in held for key in clause))


def canonical(names: Iterable[str]) -> frozenset[str]:
    """Return the keys of licences listed by name; an unknown name stays as it is, cleaned.

    A health certificate (健康证) is left out: anybody gets one in a day.
    """
    found: set[str] = set()
    for name in names:
        text = clean(name)
        if not text or _ANYBODY.search(text):
            continue
        known = read_licences(text) or read_licences(text + "证")
        known |= {key for key in _NAMES if key.upper() == text}
        found |= known or {text}
    return frozenset(found)


def with_covered(held: Collection[str]) -> frozenset[str]:
    """Return the licences held together with those they include (B2 includes C1).

    Who may drive and tells no number of years has driven for as many as anybody asks.
    """
    found = _with_included(held)
    for general in _OF_UNKNOWN_KIND:
        if general in held:
            found |= _KINDS[general]
    if found.isdisjoint(DRIVING):
        return found
    told = [int(key[len(YEARS) : -1]) for key in found if key.startswith(YEARS)]
    most = min(told, default=MOST_YEARS)
    return found | {years_of_driving(years) for years in range(1, most + 1)}


def years_of_driving(years: int) -> str:
    """Return the key of having driven for a number of whole years."""
    return f"{YEARS}{years}年"


def is_paper(clause: Iterable[str]) -> bool:
    """Tell whether a clause asks for papers, and not for years of driving, which nobody learns."""
    return not any(key.startswith(YEARS) for key in clause)


def _with_included(held: Iterable[str]) -> frozenset[str]:
    found = set(held)
    for licence in tuple(found):
        found.update(_COVERS.get(licence, ()))
    return frozenset(found)


def licence_name(key: str) -> str:
    """Return the Chinese name of a licence."""
    return _NAMES.get(key, f"{key}驾照" if key in DRIVING or _CLASSES.fullmatch(key) else key)


def clause_name(clause: Iterable[str]) -> str:
    """Return the Chinese name of what meets a clause ("焊工证或电工证")."""
    return OR.join(licence_name(key) for key in clause)
