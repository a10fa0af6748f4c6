"""Papers that a posting asks of others than those it looks for: 车由专职司机(B2)开.

Pure, and the same for all readers of postings. A clause that tells of another role than the title's
by a cue of its being another's (由…开, 另配, 还招, 才要) asks nothing of who applies.
"""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"([,，;；。!！?？\n]+)")
_ROLE = (
    r"(?:(?:专职|持证|专业|正式|专门|别的|其他|另外|老|大|随车|公司|我们)的?){0,2}"
    r"(?:[专主配带]班(?:老师|教师)|(?:班主任|任课|代课|授课|上课|专任|幼儿)(?:老师|教师)?|主班|老师|教师|司机|驾驶员|电工|焊工"
    r"|叉车(?:司机|工|手|员|师傅)|塔吊(?:司机|工)?|吊车司机|铲车司机|挖机手|执业药师|药师|护士|医[生师]|会计|厨师长?|大厨|主厨|炒锅"
    r"|保安(?:队长|员)?|教练|救生员|安全员|电梯工|项目经理|月嫂|育婴师|消控员|值机员|押运员|导游|爆破员|司炉工|锅炉工|机手|测量员|施工员|消防工程师|执业兽医师?|兽医|配药工|师傅)"
    r"(?!证|执业|资格|操作证|上岗|从业|岗位证)"
)
_A = r"[^,，。;；]"
_OF_OTHERS = re.compile(
    rf"由{_A}{{0,8}}(?P<by>{_ROLE})"
    rf"|(?:另外?|还|同时|一并|并)(?:有|配|招|请|聘|需|缺|急招|在招)(?:聘|用)?{_A}{{0,5}}(?P<also>{_ROLE})"
    rf"|(?P<apart>{_ROLE})(?:是)?(?:另外?|单独|已)(?:有|配|招|请|找|到位)"
    rf"|(?P<only>{_ROLE})(?:那?边|岗)?(?:才|另)(?:要|需|须|得|必|有|考)"
    rf"|(?:配有?|配备|自有|已有|有专[职业门人]的?|有持证的?|[店厂队园院站车库里场]里?(?:面)?有|我们有){_A}{{0,5}}(?P<there>{_ROLE})"
    rf"|(?:跟着?|协助|配合|辅助|帮){_A}{{0,4}}(?P<beside>{_ROLE})(?:干|做|跑|走|出车|装|卸|工作|作业|带班|上课|打下手|接线)?"
    rf"|(?P<present>{_ROLE})(?:在岗|坐诊|值守|把关|轮值|在店|驻店|坐堂|在场|另有其人)"
    rf"|(?P<does>{_ROLE})(?:来|专门|专职)?(?:负责|来开|来管|来操作|管开|开车|开机|由|是公司|公司出)"
    rf"|(?P<counted>{_ROLE})[:：]?(?:招)?(?:\d{{1,3}}|[一两二三四五六七八九十]{{1,2}})(?:名|个|位|人)"
    rf"|(?:招|要)?(?:\d{{1,3}}|[一两二三四五六七八九十]{{1,2}})(?:名|个|位)(?P<many>{_ROLE})"
)
_PAPERS = re.compile(
    r"证(?!明)书?|照(?![顾看料常样])|资格|执业|药师|本本|驾龄|(?<![A-Za-z0-9])(?:[A-Da-d][1-3]|N[12]|Q[123]|T)(?![A-Za-z0-9])"
)
_MUST_HAVE = re.compile(
    rf"^(?P<subject>{_ROLE})(?:们)?(?:一律|都|均)?(?:[要须需得持]|必[须备]|应)(?!负责|会做|能)"
)
_HAS = re.compile(
    rf"^(?P<subject>{_ROLE})(?:们)?(?:都|已经?|均|全)?(?:有|自带|带着?)(?!.{{0,12}}(?:优先|加|补|另))"
)
_OFFICE_HAS = re.compile(
    r"(?:证|照|资格)书?(?:由|是|我们|咱们)?(?:公司|店里|厂里|单位|院里|学校|项目部)(?:已经?|都|里)?有"
    r"|有(?:专)?人[^,，。;；]{0,5}[(（]?(?:有|持)证"
    r"|(?:给|帮|跟着?|协助|配合|为|随)[^,，。;；]{0,6}(?:持|有)[^,，。;；]{0,8}证书?的"
)
_DRIVES = re.compile("司机|驾驶员|师傅|保安")
_OWN_ROLE = re.compile(
    r"(?:[工员嫂妈手]|阿姨|保洁|门卫|助理|学徒|杂工|帮厨|打荷|看护|照管)(?:[(（].*)?$"
)
_OPERATES = re.compile(rf"有{_A}{{0,6}}证的(?:人)?(?:来|去|负责|专门)?(?:开|操作|上机|驾驶)")
_OPERATOR = re.compile("司机|驾驶|手|操作|开")
_SPARED = re.compile(
    rf"^(?P<who>{_A}{{1,10}}?)(?:的|岗|们)?(?:就|则|都|可以?|一概)?(?:不用|不要|不需要?|不必|无需|不限|不作要求|没有?要求|无要求|不查)(?:有|带|考|持)?(?:证|的|照|驾照)?(?:件|书)?$"
)
_GOES_ON = re.compile(r"^(?:都|均|也)?(?:有|持|要|须|需|得|必须)")
_SAME = (("司机", "驾驶员", "师傅"), ("老师", "教师"), ("厨师", "大厨", "主厨", "炒锅"))
_MODIFIERS = re.compile(
    r"^(?:(?:专职|持证|专业|正式|专门|别的|其他|另外|老|大|随车|公司|我们)的?)+"
)
_ROLE_FIRST = re.compile(_ROLE)
_PAIR = 2
_WITHIN = frozenset(",，;；")


def without_others(text: str) -> str:
    """Return tidied or cleaned text without the papers of other roles than its title's.

    The title is what stands before the first full stop or line break.
    """
    title = re.split(r"[。\n]", text, maxsplit=1)[0]
    if title == text or not _PAPERS.search(text):
        return text
    parts = _CLAUSE.split(text[len(title) :])
    spared = [_spares(part, title) for part in parts]
    others = in_brackets = False
    for at in range(0, len(parts), 2):
        clause = parts[at]
        goes_on = in_brackets or _GOES_ON.match(clause) is not None
        others = (
            _is_of_others(clause, title)
            or (others and goes_on)
            or (_begins_with_a_role(clause, title) and _speaks_of_title(parts, at, title))
        )
        in_brackets = _open(clause) if not in_brackets else not _closes(clause)
        if (others or _spared_beside(parts, spared, at)) and _PAPERS.search(clause):
            parts[at] = _PAPERS.sub("", clause)
    return title + "".join(parts)


def _begins_with_a_role(clause: str, title: str) -> bool:
    found = _ROLE_FIRST.match(clause)
    return found is not None and not _is_titled(found[0], title)


def _speaks_of_title(parts: list[str], at: int, title: str) -> bool:
    """Tell whether a clause beside this one, in the same sentence, begins with the title's role."""
    after = parts[at + 2] if at + 2 < len(parts) and parts[at + 1] in _WITHIN else ""
    before = parts[at - 2] if at >= _PAIR and parts[at - 1] in _WITHIN else ""
    return any(each[:2] in title for each in (after, before) if len(each) > _PAIR)


def _open(clause: str) -> bool:
    """Tell whether a bracket that a clause opens is still open at its end."""
    return max(clause.rfind("("), clause.rfind("（")) > max(clause.rfind(")"), clause.rfind("）"))


def _closes(clause: str) -> bool:
    return ")" in clause or "）" in clause


def _is_of_others(clause: str, title: str) -> bool:
    if _OFFICE_HAS.search(clause):
        return True
    if _OPERATES.search(clause) and not _OPERATOR.search(title):
        return True
    if found := _OF_OTHERS.search(clause):
        return not _is_titled(next(role for role in found.groups() if role), title)
    found = _HAS.search(clause) or _MUST_HAVE.search(clause)
    if found is None or not _OWN_ROLE.search(title):
        return False
    # Who delivers may be the driver, and a learner is told of the 师傅.
    if _DRIVES.search(found["subject"]) and not (found.re is _HAS and "师傅" in found["subject"]):
        return False
    return not _is_titled(found["subject"], title)


def _spares(clause: str, title: str) -> bool:
    """Tell whether a clause says that the role of the title needs no paper ("保洁不用")."""
    found = _SPARED.search(clause)
    who = found["who"] if found else ""
    return any(who[at : at + 2] in title for at in range(len(who) - 1))


def _spared_beside(parts: list[str], spared: list[bool], at: int) -> bool:
    """Tell whether the clause just before or after, in the same sentence, spares the title."""
    return at + 2 < len(parts) and spared[at + 2] and parts[at + 1] in _WITHIN


def _is_titled(role: str, title: str) -> bool:
    """Tell whether the title names the role, be it by another word for it."""
    bare = _MODIFIERS.sub("", role)
    if bare in title:
        return True
    return any(
        any(bare.endswith(word) and bare[: -len(word)] in title for word in words)
        and any(word in title for word in words)
        for words in _SAME
    )
