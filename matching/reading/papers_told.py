"""What somebody's text tells of their papers: which they hold, and for how long they have driven.

Pure. A text is read clause by clause. A clause that names papers says of them that they are held,
unless it says otherwise: an examination not passed or yet to come (还没考过, 报名了, 等发证), a
wish (想考), a paper of somebody else's (我弟弟的), lost, revoked, handed over or false. A clause
that names none and says only that ("还没过", "补回来了") speaks of the papers named just before.
Who was put down to a lower class (降成C1) drives that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from matching.reading.licences import (
    DRIVING,
    HINTS,
    YEARS,
    classes_in,
    names_any_class,
    of_trades,
    read_licences,
)

_CLAUSE = re.compile(
    r"[,。;!?…\n|]+|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|但是?|可惜"
    r"|(?<![考审通查拿办])不过(?![关审])"
)
_PAPER = r"(?:证(?!明)书?|照(?![顾看料常样])|本(?![科人地省县乡村来]))"
_NOT = r"(?:没有?|没得|没能|莫得|莫|冇得?|未能?|还不|尚未|不曾)"
_GET = (
    r"(?:(?:去|来|再|得及|时间|钱|机会|给|帮|让我){0,2}(?:考(?!虑|勤)|拿(?!工)|领|取得|办(?!事)|发|下来|到手|出来|报(?:上|成)?名|补"
    r"|还(?:给|我|回|$)|公布|认定|注册|评(?:上|下)|增(?!加)|换(?:到|成|上|下)|通过|合格|及格|过(?!期|了?[^,。;]{0,3}期|分|事故|违章|线)))"
)
_MISSING = (
    rf"(?:没有?|没得|莫得|冇得?|无|未|缺|不具备|不持)[^,。;有过]{{0,8}}(?:{_PAPER}|[ABC][123]"
    r"|教资|(?:从业|教师|护士|执业)资格)"
)
_WISHES = (
    r"(?:想|打算|准备|计划|希望|愿意?|争取|预备|要去|在|正|等)(?:着)?(?:去|来|再|先|找机会|今年|明年|年前|年后|自己|把|个|时间|空){0,3}"
    r"(?:考(?!虑|过|了|到|完|勤)|学(?!过|了|会|到|历|校)|增(?:驾(?!了|成|到)|(?=[AB][123]))|升(?:级|照)|报名|报考|办[个张]?(?:证|照)|拿[个张]?(?:证|照|本)|补考)"
)
_PENDING = (
    r"(?:带|让|叫|喊|送)(?:我|俺|咱)(?:去|来)?(?:考|学)(?!过|了|到|会)|报(?:上|过|好|着)?了?(?:个)?名|报考|备考|待考|应考|缺考|补考|约考|(?:才|再|要|得|等)(?:能|去|到)?(?:考(?!过|到|取|上|虑|勤)|发证|拿证|领证|出证|出成绩)"
    r"|考试(?:在|还|时间|日期|没|排|定在)|等(?:着)?(?:发|出|领|下|拿|补)?(?:证|照|本|成绩|通知|考)|(?:下(?:个)?(?:月|周|礼拜|星期|半年)|明年|年后|开春|过完年)[^,。;]{0,6}(?:考|面试|开班|发证|拿证|下证|出证)"
    r"|科目?[一二三四](?!都?(?:过|全))|笔试|在?驾校(?:学|练|考|报)|学(?:着)?(?:驾照|车)(?=$|[,。;])|(?:面试|实操|理论|机考)(?:在|下|还|明|没|未|要|等)|(?:[:：]|^)(?:在培|培训中|在训)|(?:还)?(?:要|得)等[一二两三四五六几半\d]+个?[月天年周]|(?:还|就|只|单|只是)(?:差|缺)(?!点)|差(?:着)?(?:[一二两三四几\d](?:门|科|项|分|步)|实操|理论|面试|最后)|才(?:能)?(?:发(?!现)|下来|拿得到)|挂科|挂了(?:[一二两三四几]?(?:门|科|次))"
    r"|(?:没|未)开班|落榜|不(?:及格|合格)|审核中|办理中|制证中|正在?办|还在办|考(?:不(?:了|上|过|下|到|起|成)|砸)|(?:拿|办|领|认定|注册|换)不(?:到|下|了|成)|不(?:能|让|准|给|许)(?:考|办|发)"
    r"|考了?[一二两三四五几\d]+[回次遍]都?(?:没|不)"
)
_FEW = r"(?:[一二两三四五六七八九1-9]|几|点)分"
_LOST = (
    r"[:：]\s*(?:无|没有|暂无|未[办考]|学习中|[在正]?学|在考|/)(?=$|[,。;])|吊[销消](?!期)|暂扣|(?:遭|给|被|驾照|证|本)[^,。;]{0,6}吊(?:了|掉|起)|扣满|停用|锁(?:证|定|了|住)|冻结|注[销消]|撤[销消]|作废|收回|被[^,。;]{0,4}(?:扣|收|吊)|(?:押|扣|压)(?:着|在|住|起|到)"
    rf"|[证照本123分][^,。;]{{0,4}}(?:扣(?:完|光|了(?!{_FEW})|起|掉)|没收|收(?:走|缴))"
    r"|(?:借|抵|租|挂靠)(?:给|出去|到)|(?:丢|遗失|掉|搞丢|弄丢|找不到)了?(?:还|一直|也)?(?:没|未)补|降级|降了?一?级"
    r"|(?:已经?|早就?|都|全|刚|[证照本])过(?:了)?期(?!前)"
    rf"|假(?:的)?{_PAPER}|{_PAPER}(?:是)?(?:假的|买的|网上买|作假)|(?:买的|办的假){_PAPER}|查不到"
)
_AGAINST = re.compile(
    "|".join(
        (
            rf"{_NOT}{_GET}",
            _MISSING,
            _WISHES,
            _PENDING,
            _LOST,
            rf"{_PAPER}(?=[^,。;]{{0,2}}(?:没|未|还没|冇|莫)(?!过|丢|坏|出|扣|被|换|审|复|年|到期|失效))",
        )
    )
)
_BUT_NOT = re.compile(f"{_MISSING}|{_WISHES}|{_NOT}{_GET}")
_FOR = re.compile(
    r"(?:考|拿|领|取|补办?|换|找|办|要|赎|增|升)(?:得|取)?(?:到手|到|回来?|下来?|出来|过|好|上|全|齐)(?:了|的|$|[,。;]|[ABC][123])|(?:补|换|考|拿|领|办|发|批|取得)了(?!几|[一二两三四五\d]+[次回遍]|名)|(?:已|都|全)(?:经)?(?:拿|考|领|取|办|过|发)"
    r"|下来了|到手|在手|恢复了?|重新考(?!试)|发下来|(?:都|全)有|(?<!没)(?<!冇)也有|(?:复审|年审|换证)(?:过|了|好)|考得有|拿得有"
)
_DANGLING = (
    r"(?:试|考试|证书?|本子?|照|驾照|到"
    r"|下来|着|了|呢|啊|哩|嘞|咧|出来|上|手|过|成|完|成绩|的|班|中|通知|[一二两三]?[门科次]|(?:个)?(?:周|月|礼拜|星期)|科目?[一二三四]|回来|回|好|去|起)*"
)
_ALONE = re.compile(
    rf"(?:{_NOT}{_GET}|(?:没有?|没得|冇得?|莫得)(?=$|{_PAPER})|{_PENDING}|{_WISHES}|{_LOST}){_DANGLING}$"
)
_ALONE_FOR = re.compile(
    rf"(?:{_FOR.pattern}){_DANGLING}$|^(?:其实|实际)?(?:我|本人|俺|咱)(?:自己|是|倒|都)?有(?:的|嘞|哩|啊|呢|证)?$"
)
_OTHER_THINGS = re.compile(
    r"别的|其[他它余]|另外|身份证|健康证|居住证|毕业证|结婚证|户口|工资|大学|高中|钱|低保|社保|残疾证"
)
_ALL_MISSING = re.compile(
    r"(?:都|全|也|均|一(?:个|本|样)(?:也|都)?)(?:没有?|没得|冇得?|莫得|无|未)"
)
_KIN = (
    r"(?:老公|老婆|男人|媳妇|婆娘|堂客|爱人|对象|当家的|掌柜的|屋里(?:头)?(?:的|人)|儿子|崽崽?|女儿|姑娘|闺女|女婿|儿媳|兄弟|哥哥?|弟弟?|姐姐?|妹妹?|老?爸爸?|爹|老?妈妈?"
    r"|姐夫|妹夫|姑爷|老表|表[哥弟姐妹]|堂[哥弟]|叔叔?|伯伯?|舅舅?|姨父|侄[儿子]?|外甥|同学|朋友|老乡|邻居|工友|室友|战友|师兄)"
)
_OF_ANOTHER = re.compile(
    rf"^(?:是|说)?(?:我|俺|咱|他|她|家里|我们?家|咱们?家|屋[头里]|家头)?(?:们|的|家|屋|那个?)?{_KIN}(?!和我|跟我|同我|与我|教|带|帮|让|喊|叫)"
    rf"[^,。;我俺咱]{{0,6}}(?:有|考|拿|持|是|得|办|证|照|本|[ABC][123])|(?:让|叫|喊|送|供|帮|给){_KIN}(?:去|来)?(?:考|学|办|拿)|^(?:他|她|人家|别人|别个)(?:也|就|倒)?(?:有|考|拿|持)|是[^,。;我]{{0,2}}(?:我|俺|咱)?(?:们|家|屋)?{_KIN}(?:的|名下)|{_KIN}的(?:{_PAPER}|[ABC][123]|名字)"
)
_DRIVES_OR_WORKS = re.compile(
    rf"^(?:我|俺|咱|家里|屋[头里]|家头)?(?:们|的|家|屋|那个?)?{_KIN}(?:也|就|以前|现在|是|在)?[^,。;我俺咱]{{0,4}}(?:开|跑|当|做|干|学|烧|搞)[^,。;我俺咱]*$"
)
_ONES_OWN = re.compile(r"(?:我|本人|自己|俺|咱)(?:也|自己|本人|倒|是|就|只)?(?:有|考|拿|持|得)")
_STILL_VALID = re.compile(r"还?(?:没|未|尚未)有?(?:过期|到期|失效)")
_LOWERED = re.compile(
    r"(?:降(?:级|格)?(?:成|到|为|了)|(?<![没未不])降(?![过温压价低水])[^A-Z。;]{0,12}?|(?:只|就)剩|降级[,，]?(?:现在|如今|目前)?(?:是|只有|只剩|剩|开)|(?:现在|如今|目前)(?:只(?:有|剩|能开)|是))[^,。;A-Z]{0,4}([A-F][1-6])"
)
_TAKES_DOWN = re.compile("降|注销|吊销|扣满|以前|原[来先本]|本来|当初")
_ALL_TAKEN = re.compile(r"(?:^|[,。;])证(?:件|书)?(?:都|全)?(?:被|给)[^,。;]{0,4}(?:扣|收|押)")
_WITHOUT = re.compile(
    r"(?:没有?|没得|冇得?|莫得|无)(?:考|拿|增)?[A-F][1-6]?(?![A-Z0-9])(?:的)?(?:驾?照|证|本)?|[A-F][1-6]?(?:驾?照|证|本)?(?:没有|没得|冇得)(?=$|[,。;、])"
)
_MAY_NOT_DRIVE = re.compile(
    r"[一二两三四五六七八九十1-9半]+年(?:之)?(?:内|里)?(?:都|也|就)?(?:(?:不能|不得|不准|不许|不让|没法|莫法|无法)(?:再|重新)*(?:考|开车|拿[证照本])|(?:考|拿|开)不(?:得|成|了|到))|(?:禁驾|终身禁|不(?:能|准|让|许)再?(?:考驾?照|开车|摸方向盘|碰方向盘))|酒驾[^,。;没]{0,6}(?:吊|扣|收|没了)|(?:吊|扣)[^,。;没]{0,4}酒驾"
    r"|(?:驾照|驾驶证|本本|本子)(?:也|就|都|早)?(?:没得|没有?|冇得?|莫得)了|分(?:都|已经?|全)?扣(?:完|光|满)|扣(?:满|完|光)了?(?:12|十二)分"
    r"|吊[销消]期?(?:还|都)?(?:没|未|不)(?:有)?满|(?:驾照|驾驶证|本本)[^,。;]{0,8}(?:停用|锁(?:证|定|了|住)|冻结)|(?:我|俺)(?:的)?(?:驾?本|驾?照)(?:本|子)?[^,。;]{0,3}扣(?:着|起|住|在)|记满了?(?:12|十二)?分|扣了(?:12|十二)分"
    rf"|(?:驾照|驾驶证|本本|本子)[^,。;没]{{0,3}}(?:(?:遭|被|给|让|挨|叫)[^,。;]{{0,4}}(?:扣|吊|收)|吊[销消](?!期)|暂扣|没收|被扣|扣了(?!{_FEW})|收了|注[销消]|作废|吊(?:了|掉|起)|拿(?:走|不回)|收走|收缴|缴了)|(?:吊[销消]|暂扣|没收|注[销消])了?(?:我的?)?(?:驾照|驾驶证)"
)
_DRIVES_AGAIN = re.compile(
    r"重考(?!没|不)|拿回来了|(?:已经?|又|重新)[^,。;]{0,4}(?:拿|考|取|换|恢复)(?:到|回|了|得)"
)
_SELF_CHANGING = re.compile("^(?!.*手动).*自动[挡档]", re.DOTALL)
_OF_PAPER = re.compile(_PAPER)
_ENDED = re.compile(r"^(?!.*(?:没|未|不)到期)(?!.*[明后]年).*(?:到期|过期|失效|作废)")
_BARE_PAPER = re.compile(r"^(?:有)?(?:操作|上岗|资格|特种作业)?(?:证|本本|本子)(?!明)")


class Told(NamedTuple):
    """The papers that somebody says they hold, and those they say they do not hold."""

    held: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()


def held_in(text: str) -> frozenset[str]:
    """Return what a person's cleaned text says they hold ("没有驾照" holds nothing).

    Until when is another matter (``matching.reading.validity``): what has expired was held.
    """
    return told_in(text).held


def told_in(text: str) -> Told:
    """Return what a person's cleaned text says of papers held and not held."""
    if not HINTS.search(text) or _ALL_TAKEN.search(text):
        return Told()
    lowered = _LOWERED.search(text) if _TAKES_DOWN.search(text) else None
    says_class = bool(classes_in(text))
    state: dict[str, bool] = {}
    focus: frozenset[str] = frozenset()
    kin = False
    for clause in _clauses(text):
        named = _named(clause, says_class=says_class)
        of_kin, kin = kin and not _ONES_OWN.search(clause), bool(_DRIVES_OR_WORKS.search(clause))
        if named and of_kin and clause.startswith(("有", "考", "他", "她", "持", "拿")):
            continue
        if named:
            focus = named
            state.update(_told_of(clause, named, says_class=says_class))
            continue
        focus = of_trades(clause) or focus
        says = _says_alone(clause) if focus else None
        if says is None and _BARE_PAPER.search(clause) and not _OTHER_THINGS.search(clause):
            says = _heard(clause) is not False and not _ENDED.search(clause)
        if says is not None:
            # That a paper is held which has no name is believed where the clause speaks of one.
            known = focus if not says or _OF_PAPER.search(clause) else focus & set(state)
            state.update(dict.fromkeys(known, says))
    if "C1" in state and not says_class and _SELF_CHANGING.search(text):
        state["C2"] = state.pop("C1")
    drives = state.pop(_ANY_CLASS, True)
    held = {key for key, is_held in state.items() if is_held}
    if lowered is not None:
        held = (held - DRIVING) | {lowered[1]} | _regained(text[lowered.end() :], held)
    elif not drives or lost_driving(text):
        held -= DRIVING
    return Told(frozenset(held), frozenset(state) - held)


def _regained(after: str, held: set[str]) -> set[str]:
    """Return the classes that a text says were got again after a lower one."""
    return {key for key in classes_in(after) & DRIVING if key in held and _FOR.search(after)}


def lost_driving(text: str) -> bool:
    """Tell whether a person's cleaned text says that they may not drive now (扣满12分, 吊销)."""
    lost = _MAY_NOT_DRIVE.search(text)
    if lost is not None:
        own = (each for each in _CLAUSE.split(text) if not _is_of_another(each))
        lost = _MAY_NOT_DRIVE.search("。".join(own))
    return lost is not None and not (_DRIVES_AGAIN.search(text) or _LOWERED.search(text))


def _is_of_another(clause: str) -> bool:
    return _OF_ANOTHER.search(clause) is not None and not _ONES_OWN.search(clause)


def _clauses(text: str) -> Iterator[str]:
    for clause in _CLAUSE.split(_STILL_VALID.sub("", text)):
        # 无人机 is a thing and no want of one.
        if clause := clause.strip():
            yield clause


def _named(clause: str, *, says_class: bool) -> frozenset[str]:
    """Return the papers of a clause; "驾照" alone is the class that is told elsewhere."""
    found = read_licences(clause)
    if says_class and found & DRIVING and names_any_class(clause) and not classes_in(clause):
        return found - {"C1"} | {_ANY_CLASS}
    return found


def _told_of(clause: str, named: frozenset[str], *, says_class: bool) -> dict[str, bool]:
    """Return which of the papers that a clause names are held."""
    if _is_of_another(clause):
        return dict.fromkeys(named, False)
    if _ALL_MISSING.search(clause):
        return dict.fromkeys(named, False)
    told: dict[str, bool] = {}
    says = True
    for item in clause.split("、"):
        here = _named(item, says_class=says_class)
        if not here:
            continue
        if parts := _parted(item):
            told.update(dict.fromkeys(parts.held, True) | dict.fromkeys(parts.denied, False))
            continue
        without = {key for found in _WITHOUT.finditer(item) for key in classes_in(found[0])}
        rest = _WITHOUT.sub("", item) if without else item
        heard = _heard(rest)
        says = says if heard is None else heard
        told.update(dict.fromkeys(here, says if rest == item or read_licences(rest) else False))
        told.update(dict.fromkeys(without, False))
        if heard is None and not says and re.search("有|会", item):
            told.update(dict.fromkeys(here - without, True))
    return told


def _parted(item: str) -> Told | None:
    """Return what "C1准备增驾B2" and "有电工证没有焊工证" say: the first is held, the other not."""
    against = _BUT_NOT.search(item)
    if against is None or not against.start():
        return None
    first = read_licences(item[: against.start()])
    then = read_licences(item[against.start() :]) - first
    return Told(first, then) if first and then else None


def _heard(words: str) -> bool | None:
    """Return what words say of the papers they name: held, not held, or nothing of that."""
    plain = words.replace("无人机", "飞机")
    against = [found.start() for found in _AGAINST.finditer(plain)]
    rest = _AGAINST.sub(lambda found: "　" * len(found[0]), plain)
    speaks_for = [found.start() for found in _FOR.finditer(rest)]
    if not against:
        return True if speaks_for else None
    return bool(speaks_for) and max(speaks_for) > max(against)


def _says_alone(clause: str) -> bool | None:
    """Return what a clause without a name says of the papers named before it, or None."""
    if _OTHER_THINGS.search(clause) or len(clause) > _SHORT:
        return None
    if _ALONE.search(clause):
        return False
    return True if _ALONE_FOR.search(clause) else None


_ANY_CLASS = "驾照"
"""What stands for "驾照" without a class, where the class is told elsewhere."""
_SHORT = 16
"""A clause without a name that is longer speaks of something else."""

_COUNT = {name: at for at, name in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0}
_NUMBER = r"(?P<{name}>\d{{1,2}}|[一二两三四五六七八九十半])"
_DRIVEN = re.compile(
    rf"驾龄[^,。;\d一二两三四五六七八九十半]{{0,4}}{_NUMBER.format(name='a')}(?:年|个?月(?P<months>))"
    rf"|{_NUMBER.format(name='b')}年(?:多)?(?:的)?驾龄"
    rf"|(?:驾?照|本子?|[ABC][123])(?:也|才|有|就|不到|快|刚|满){{0,2}}{_NUMBER.format(name='d')}(?:多|来)?年(?!审|检|一)"
    rf"|(?:拿|考|领|取|下)(?:到|的|得|了|下|出){{0,2}}(?:驾?照|驾?本子?|证|驾驶证|[ABC][123])?(?:到现在|才|刚|不到|不满|不足|没到|没满|有|也|还|满|快|就|得){{0,2}}{_NUMBER.format(name='c')}(?:年|个?月(?P<few>))(?!前)"
)
_SINCE = re.compile(
    r"(?P<when>(?:20)?(?P<year>[012]\d)年|大前年|前年|去年|上年|今年|上个?月|这个?月|前不久|上周|前几天|昨天|(?P<months>[一二两三四五六七八九十几半\d]{1,2})个?月前)"
    r"[^,。;]{0,8}(?:(?:拿|考|领|取|下|换|学)(?:到|的|得|了|下来?|出来?|会)|的(?:驾?照|本|证|[ABC][123]))"
)
_JUST = re.compile(
    r"(?:刚刚?|才|新)(?:拿|考|领|取|下)(?:到|的|得|了|下来?|出来?)?[^,。;\d]{0,4}(?:驾?照|驾?本子?|证)|(?:照|本子?|证)(?:刚|才)(?:到手|拿|下|领|发)|新手|新本|实习期|新手上路"
)
_LESS_THAN = re.compile("不到|不满|不足|未满|没到|没满|差")
_MORE = re.compile("增驾|升级|换证|换的?新|补")
_OF_DRIVING = re.compile(r"驾|[ABC][123]|本|照|[拿领]证")
_YEARS_AGO = {"大前年": 3, "前年": 2, "去年": 1, "上年": 1}


def years_driven(text: str, on: date) -> int | None:
    """Return for how many whole years at most somebody may have driven by then; None if untold."""
    if not _OF_DRIVING.search(text):
        return None
    found: list[int] = []
    driving = False
    for clause in _clauses(text):
        driving = bool(read_licences(clause) & DRIVING) or (driving and not read_licences(clause))
        if not (driving or _OF_DRIVING.search(clause)) or _MORE.search(clause):
            continue
        if told := _DRIVEN.search(clause):
            number = told["a"] or told["b"] or told["c"] or told["d"]
            years = int(number) if number.isdigit() else _COUNT[number]
            in_months = told["months"] is not None or told["few"] is not None
            years = years // 12 if in_months else years
            found.append(max(0, years - 1) if _LESS_THAN.search(told[0]) else years)
        elif since := _SINCE.search(clause):
            ago = on.year - 2000 - int(since["year"]) if since["year"] else None
            found.append(_YEARS_AGO.get(since["when"], 0) if ago is None else max(0, ago))
        elif _JUST.search(clause):
            found.append(0)
    return max(found, default=None)


def as_paper(years: int | None) -> frozenset[str]:
    """Return the key under which the years driven stand among the papers held, if any."""
    return frozenset() if years is None else frozenset({f"{YEARS}{years}年"})
