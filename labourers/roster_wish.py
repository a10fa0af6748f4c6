"""就业意向: the ways people write where they would work, read into a willingness and places.

Pure. The form asks for 县内 or 县外; people write 省外, 省内, 去广东, 昆明或广东 and 不限 as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from labourers.problems import CellProblem
from labourers.roster_values import NOTHING, bare
from labourers.tables import Willingness
from storage.gazetteer import Gazetteer, PlaceMatch, Relation
from storage.regions import regions_in
from storage.unit_words import in_usual_words

_NOT_NOW = re.compile(
    r"不愿意?|不想|暂不|暂无|没有?意愿|无意愿|无就业意[愿向]|没有?意向|无意向|不需要|不就业|不找|"
    r"^无$|^没有$|^否$|^不$|^×$"
)
_WILLING = re.compile(
    r"愿意?|有|是|想|√|✓|需要|1|有?(?:就业)?意[愿向]|有就业意[愿向]|"
    r"(?:愿意|想|希望|要)(?:就业|找工作|务工|打工)"
)
_DENIED = r"不(?:愿意?|想|能|要|考虑|方便)?(?:去|到|往)?"
_NOT_THERE = r"(?:的|那些|地方)?(?:就|也|都)?(?:不(?:去|克|考虑|想去?|行|要|愿意?去?)|莫去|免谈)"
_STAYS = re.compile(
    rf"{_DENIED}(?:外出|出去|出县|离家|走远|县外|外地|太远|远[处方])"
    rf"|(?:外出|县外|外县|外地|太远|远[处方了]|出远门){_NOT_THERE}"
)
_STAYS_IN_PROVINCE = re.compile(
    rf"{_DENIED}(?:出省|跨省|省外|外省)|(?:出省|跨省|省外|外省){_NOT_THERE}"
)
_REFUSED_PLACE = re.compile(r"不(?:愿意?|想|要|考虑)?(?:去|到|往)|除了?[^外]{2,8}[以之]?外")

_BUT = re.compile(
    r"只要(?:不是|不去|不在|不到|莫去|别去|别是)|(?:别|莫|不要)是|除(?:了|开|去)?(?=.{2,8}(?:[以之]?外|不))"
)
_BUT_AFTER = re.compile(r"[以之]外$")
_NOT_ABROAD = re.compile(
    r"^(?:除(?:了)?|不(?:想|愿意?|能|要)?(?:去|到|出))(?:国|国外|境外|海外)[以之]?外?(?:都[行可].*)?$"
)
_APART_OF_IT = re.compile(
    r"[,，(（](?=[^,，()（）;；、]{2,8}(?:[、和][^,，()（）;；、]{2,6})?"
    r"(?:就|都|也)?(?:不去|不要|不考虑|不行|不想去|不愿去|除外|免谈|以外|莫去|不含))"
)
_WHEREVER = re.compile(
    r"服从|听(?:从)?(?:组织|政府|公司|村里)?安排|组织安排|政府安排|哪里?[^,，。]{1,6}(?:就)?去哪|哪儿[^,，。]{1,6}去哪"
    r"|(?:中国|全国|国内|境内)(?:境内|各地|范围)?(?:都|均|皆|哪里|可|行|$)|走南闯北|四海为家"
    r"|^(?:外出)?(?:打工|务工|上班|做工|找工作|找活干?|零工|短工|临时工|日结|灵活就业|就业|工作)$"
)
_AT_HOME = re.compile(
    r"居家|在家|出不了(?:远)?[门村]|不出(?:远)?门|公益性?岗|公服岗|护林员|保洁员|车间|卫星工厂|^在县"
)
_NEIGHBOURS = re.compile(
    r"(?:周边|邻近|附近|相邻|临近)(?:的)?(?:几个)?(?:县|市县|县市)|[邻临]县|县内(?:及|和|或|、)?周边"
)
_INSIDE_AND_OUT = re.compile(r"[县市省]内外")
_EITHER = re.compile(
    rf"{_INSIDE_AND_OUT.pattern}|随便|无所谓|哪里?都|任意|全国|优先.*(?:均可|都|不限|皆)|(?:均可|都|不限|皆).*优先"
)
_ALL_OF_IT = re.compile(r"均可|都可以?|都行|不限|皆可|范围内")
_IN_COUNTY = re.compile(r"县内|本县|本地|当地|家门口|就近|就地|附近|本?[乡镇村]内?|家里|离家近")
_OWN_TOWN = re.compile(
    r"(?:仅|只|限|就|想|能|愿意?|要|在|于)*(?:本|自己|我们?|咱们?)?(?:乡镇|镇|乡|村|街道|社区|寨)(?:子)?(?:以?内|里|上)?"
    r"(?:的)?(?:就业|务工|做工|找活|干活|做|干|范围)*"
)
_OUT_OF_COUNTY = re.compile(r"[县市州]外|外出|外地|出去|出县|外面|外头")
_CAPITAL, _NOT_BEYOND = (
    re.compile(r"省城|省会"),
    re.compile(
        r"不出([市州])|出([市州])(?:的)?(?:就|都|也)?(?:不(?:去|干|行|考虑|想去?|愿意?去?)|免谈)"
    ),
)
_COUNTY_OUT = re.compile(r"县外|外县|出县")
_COUNTY_AND_MORE = re.compile(r"县外[、/,，和或及]")
_PROVINCE_SAID = re.compile(r"省内|本省|全省")
_IN_PROVINCE = re.compile(rf"{_PROVINCE_SAID.pattern}|[市州]内|[本全][市州]")
_OUT_OF_PROVINCE = re.compile(r"省外|外省(?!内)|跨省|出省")
_DIRECTLY_RULED = "90"
_PROVINCE_WORD = re.compile(r"(?:本|我们?|咱们?)省|省内")
_OR = re.compile(r"或者?(?:是)?|以及|还有|要么|要不")
_AND = re.compile(r"[和与跟及同]")
_JOINED_NO = re.compile(r"[、/和与跟及]?")
_ALL_OF_A_CITY = re.compile(r"[市州](?:范围|境)?(?:以?内|里)(?!外)|[全本][市州]|不出")
_NO_BEFORE = re.compile(
    r"(?:不(?:想|愿意?|要|考虑|能|肯)?(?:去|到|克|往)|除了?(?:去)?|除开|不(?:含|包括|考虑))$"
)
_NO_AFTER = re.compile(
    r"^(?:那边|那里|省|市|等地|方向)?(?:就|也|都)?"
    r"(?:不(?:考虑|去|要|想去?|愿意?去?|克|敢去?)|[除以之]外|免谈|莫去|算了)"
)
_RATHER = re.compile(r"^(?:方向|那边|一带)?(?:优先|最好|为主|为佳|首选)|^(?:更|最)(?:好|佳)")
_AWAY = frozenset({Relation.OTHER_PROVINCE, Relation.ABROAD})


class Wish(NamedTuple):
    """What work a person wants, and the adcodes of the places named with it, or refused.

    ``own_town`` says that it has to be in the town, or the village, where they live.
    """

    willingness: Willingness
    places: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    own_town: bool = False


def read_wish(text: str, home: str, gazetteer: Gazetteer) -> Wish | None:
    """Return what 就业意向 says; where no 县内, 省内 or 省外 is written, the places named decide.

    省内, 不出省 and 市内 leave the county open, too (who would go farther is glad of what is
    nearer); only 县外省内 leaves it out. 省内省外 is everywhere. A place that is only liked
    best (省内,长沙优先) binds nobody to it where something wider is said.
    Places a person will not go to are ``refused`` where the rest says where they will. Raises
    CellProblem for what is not understood, and where nothing else is said.
    """
    word = in_usual_words(bare(text), home)
    if word in NOTHING:
        return None
    if _NOT_ABROAD.match(word):
        return Wish(Willingness.ANYWHERE)
    but = _BUT.search(word) is not None or _BUT_AFTER.search(word) is not None
    word = _BUT.sub("不去", _APART_OF_IT.sub(";", word))
    word = _STAYS_IN_PROVINCE.sub("省内均可", _STAYS.sub("县内", word))
    word = _NOT_BEYOND.sub(lambda found: f"{found[1] or found[2]}内", word)
    if gazetteer.exists(capital := f"{home[:2]}0100"):
        word = _CAPITAL.sub(gazetteer.short_name(capital), word)
    word = _apart(word, home, gazetteer)
    word, regions = _without_regions(word)
    word, refused = _without_refused(word, home, gazetteer)
    refused = (*refused, *regions)
    if but and refused and not _named(word, home, gazetteer):
        return _all_but(refused, word, home)
    wish = _read(word, home, gazetteer)
    if wish is None or wish.willingness is not Willingness.IN_COUNTY:
        return wish and wish._replace(refused=refused)
    own_town = "本" in word and _OWN_TOWN.fullmatch(word) is not None
    return wish._replace(refused=refused, own_town=own_town)


def _all_but(refused: tuple[str, ...], said: str, home: str) -> Wish:
    """Return what is left of everywhere, or of what ``said`` holds, without what is ``refused``."""
    out = _outside(said)
    if f"{home[:2]}0000" in refused:
        rest = tuple(code for code in refused if code[:2] != home[:2])
        return Wish(Willingness.OUT_OF_PROVINCE, (), rest)
    return Wish(out or Willingness.ANYWHERE, (), refused)


def _read(word: str, home: str, gazetteer: Gazetteer) -> Wish | None:
    matches = _named(word, home, gazetteer)
    regions = regions_in(word)
    if not word or (_REFUSED_PLACE.search(word) and (matches or regions)):
        raise CellProblem(
            "写的是不去哪里，看不出愿意去哪里", "请填愿意去的地方，例如“县内”“省内”。"
        )
    if _NOT_NOW.search(word):
        return Wish(Willingness.NOT_NOW)
    rather = {match.code for match in matches if _RATHER.match(word[match.end :])}
    codes = [match.code for match in matches]
    codes += [code for region in regions for code in region.codes]
    stretches = [(match.start, match.end) for match in matches]
    stretches += [(region.start, region.end) for region in regions]
    said = _without(word, stretches)
    relations = {code: gazetteer.relation(home, code) for code in codes}
    away = tuple(code for code, how in relations.items() if how is not Relation.SAME_COUNTY)
    inside = bool(_IN_COUNTY.search(said)) or len(away) < len(relations)
    if rather and (inside or _outside(said) or _EITHER.search(said)):
        away = tuple(code for code in away if code not in rather)
    if _is_from_home_on(said) and not _INSIDE_AND_OUT.search(said):
        return Wish(Willingness.ANYWHERE, away or (_area_said(said, home),))
    outside = _outside(said) or _where(relations[code] for code in away)
    if _NEIGHBOURS.search(said) and not away:
        return Wish(Willingness.ANYWHERE, (f"{home[:4]}00",))
    if (inside and outside) or _EITHER.search(said) or _is_everywhere(said):
        return Wish(Willingness.ANYWHERE, away)
    around = f"{home[:2]}0000", f"{home[:4]}00" if _ALL_OF_A_CITY.search(word) else ""
    if any(code in away for code in around) and not _OUT_OF_COUNTY.search(said):
        return Wish(Willingness.ANYWHERE, away)
    if outside is not None:
        return Wish(outside, away)
    if inside:
        return Wish(Willingness.IN_COUNTY)
    match = gazetteer.resolve(word, home)
    if match is not None and match.exact:
        far = _where([gazetteer.relation(home, match.code)])
        return Wish(far or Willingness.OUT_OF_COUNTY, (match.code,))
    if _AT_HOME.search(said):
        return Wish(Willingness.IN_COUNTY)
    if _ALL_OF_IT.search(said) or _WILLING.fullmatch(word) or _WHEREVER.search(said):
        return Wish(Willingness.ANYWHERE)
    mend = "请填：县内、县外、省内、省外、县内外均可、不愿意之一，也可以写地名。"
    raise CellProblem("看不懂这个就业意向", mend)


def _named(word: str, home: str, gazetteer: Gazetteer) -> list[PlaceMatch]:
    """Return the places named; words like 本县 and 省内 are read as words."""
    return [
        match
        for match in gazetteer.find_in(word, home)
        if not _IN_COUNTY.fullmatch(match.text) and not _PROVINCE_WORD.fullmatch(match.text)
    ]


def _without(word: str, stretches: Sequence[tuple[int, int]]) -> str:
    """Return ``word`` with names blanked: the 省 of 广东省内 is not the person's own."""
    chars = list(word)
    for start, end in stretches:
        if not _IN_PROVINCE.fullmatch(word[start:end]):
            chars[start:end] = "·" * (end - start)
    return "".join(chars)


def _outside(said: str) -> Willingness | None:
    """Return how far out the words alone say."""
    province, beyond = bool(_IN_PROVINCE.search(said)), bool(_OUT_OF_PROVINCE.search(said))
    if (province and beyond) or (beyond and _COUNTY_AND_MORE.search(said)):
        return Willingness.OUT_OF_COUNTY
    if beyond:
        return Willingness.OUT_OF_PROVINCE
    if province:
        return Willingness.OUT_OF_COUNTY_IN_PROVINCE
    return Willingness.OUT_OF_COUNTY if _OUT_OF_COUNTY.search(said) else None


def _without_refused(word: str, home: str, gazetteer: Gazetteer) -> tuple[str, tuple[str, ...]]:
    """Return ``word`` without the places that it refuses, and those (昆明,广东不去; 除广东外)."""
    refused: list[str] = []
    while True:
        last, named = 0, _named(word, home, gazetteer)
        for match in named:
            before, after = (
                _NO_BEFORE.search(word[: match.start]),
                _NO_AFTER.match(word[match.end :]),
            )
            if before or after:
                break
            last = match.end
        else:
            return word.strip(",，、;；()（）。 "), tuple(dict.fromkeys(refused))
        refused.append(match.code)
        start = before.start() if before else match.start
        end = match.end + (after.end() if after else 0)
        # Of a list what is refused stays so for the next of it, or for the one before.
        following = next((each.start for each in named if each.start >= match.end), None)
        joined = following is not None and _JOINED_NO.fullmatch(word[match.end : following])
        kept = word[start : match.start] if before and not after and joined else ""
        if kept and following is not None:
            end = following
        if after and not before and last and _JOINED_NO.fullmatch(word[last : match.start]):
            start, kept = last, after.group()
        word = word[:start] + kept + word[end:]


def _without_regions(word: str) -> tuple[str, tuple[str, ...]]:
    """Return ``word`` without the parts of the country that it refuses, and their adcodes."""
    refused: list[str] = []
    for region in reversed(regions_in(word)):
        before, after = _NO_BEFORE.search(word[: region.start]), _NO_AFTER.match(word[region.end :])
        if before or after:
            refused += region.codes
            start = before.start() if before else region.start
            end = region.end + (after.end() if after else 0)
            word = word[:start] + word[end:]
    return word.strip(",，、;；()（）。 ") if refused else word, tuple(dict.fromkeys(refused))


def _where(relations: Iterable[Relation]) -> Willingness | None:
    """Return how far out places lie; None when there are none."""
    far = {how in _AWAY for how in relations}
    if len(far) == 1:
        out, near = Willingness.OUT_OF_PROVINCE, Willingness.OUT_OF_COUNTY_IN_PROVINCE
        return out if far.pop() else near
    return Willingness.OUT_OF_COUNTY if far else None


def _is_from_home_on(said: str) -> bool:
    """Tell whether the words mean all of the own province or prefecture, the county included."""
    return (
        _IN_PROVINCE.search(said) is not None
        and not _OUT_OF_PROVINCE.search(said)
        and not _OUT_OF_COUNTY.search(said)
    )


def _is_everywhere(said: str) -> bool:
    """Tell whether the words name the own province and beyond, without leaving out the county."""
    both = _IN_PROVINCE.search(said) and _OUT_OF_PROVINCE.search(said)
    return bool(both) and not _COUNTY_OUT.search(said)


def _apart(word: str, home: str, gazetteer: Gazetteer) -> str:
    """Return ``word`` with a comma for the words that join places (县内或吉首, 吉首和凤凰).

    A 和 may belong to a name (和县): only where it hides a place is it a word that joins.
    """
    word = _OR.sub("、", word)
    parted = _AND.sub("、", word)
    named = len(gazetteer.find_in(word, home))
    return parted if len(gazetteer.find_in(parted, home)) > named else word


def _area_said(said: str, home: str) -> str:
    """Return the adcode of the own province, or of the prefecture where nothing larger is said."""
    if _PROVINCE_SAID.search(said) or home[2:4] == _DIRECTLY_RULED:
        return f"{home[:2]}0000"
    return f"{home[:4]}00"
