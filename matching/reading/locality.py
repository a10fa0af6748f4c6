"""Whose people alone a posting wants: 限本镇户籍, 必须是五谷村村民, 外乡镇的不收, 要昆明户口. Pure.

What is known of a person is the town they are registered in, so a village counts as its town.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.reading.phrases import phrases
from matching.reading.text import clauses
from storage.gazetteer import Gazetteer
from storage.unit_words import in_usual_words

_SAYS = phrases("posting")
_COUNTY_DIGITS = 6
_TOWN = r"(?:村(?!村)|镇|乡|街道|社区)"
_REGISTERED = r"(?:户[口籍]|籍|居民|村民|常住人口|辖区)"
_AWAY = (
    r"(?:请|一律|一概|都|就|的|者|人员?|同志)*[^,。;]{0,3}?"
    r"(?:不(?:收|要(?!求)|招|予|能|考虑|用|接受|受理|得|算|录|符|行)|勿|莫|免|谢绝|别)"
)
_MUST = re.compile(
    rf"户[口籍][本簿]?(?:上)?(?:的)?(?:地址|住址|页|所在地|迁入地)?(?:要|须|必须|得|必须得)?(?:登记|落|上|注明|写|显示)?(?:在|为|是)[^,。;]{{1,10}}"
    rf"|(?:非本?|外|不是本)[^,。;]{{0,3}}?(?:{_TOWN}|乡镇|县|市|地|省)[^,。;]{{0,4}}?{_REGISTERED}?{_AWAY}"
    rf"|非[^,。;不]{{1,8}}户[口籍](?:的|者|人员?|一律|一概|概|均|都|就)*{_AWAY}"
    rf"|(?<!不)(?<!无)(?<!不作)(?:必须|须|得|要求?|需|限|只|仅)[^,。;不外]{{0,12}}{_REGISTERED}"
    rf"|(?:面向|从|在)(?:本|全|当)?[^,。;]{{0,6}}{_TOWN}[^,。;]{{0,4}}"
    r"(?:脱贫|村民|居民|户籍|监测|低收入|困难|范围|中|内)[^,。;]{0,8}(?:选聘|招聘|聘用|招录|选用|人口|户|群众)"
    r"|具有[^,。;]{1,12}户[口籍]|^(?:要|须)?(?:本[村镇乡县市省地]|当地)(?:的)?(?:人|户籍|户口|村民|籍)(?:的)?$"
    rf"|(?:本[村镇乡县]|本社区|当地|本地)[^,。;]{{0,6}}?才(?:要|能|可|行|收|招)|户[口籍]不在[^,。;]{{1,8}}?{_AWAY}"
    rf"|^(?:要|须|需|有|具有)?[^,。;不]{{2,10}}(?:镇|乡|街道|县|市)(?:的)?户[口籍](?:的|者|人员?)*$"
    r"|(?:只|仅)(?:要|招|收|用)(?:我们?|咱们?|俺们?)?[^,。;不]{1,6}(?:自家人|本地人|当地人|乡亲|老乡)(?!优先)"
    r"|(?:得是|须是|要是|必须是|只要|只招|只收|限)(?:我们|咱们?)?(?:这)?(?:本)?[村镇乡县](?:上|里)?的?人(?!民)"
)
_HINTS = re.compile(
    "[户籍限民本]|自家人|乡亲|老乡|当地|外[地乡镇村县市省]|辖区|[村镇乡县][上里]的人"
)
_OF_ANYWHERE = re.compile(
    r"农村|(?:(?<![㐀-鿿])|(?<=[限招收要须是有为向由从只]))(?:城镇|城乡|乡村(?!民))|(?:脱贫|贫困|移民)村"
)
"""What sounds like a town or a village and is none of them (限农村户籍, 城镇失业人员)."""
_IN_BRACKETS = re.compile(r"(?<=[村镇乡县区道])\(([^()]{2,8}[村镇乡县区道])\)")
_RATHER = re.compile(
    r"优先|不限|均可|也(?:可|行|要|收)|都(?:可|行)|不(?:作|做)?要求|最好|(?:带|携|拿|提供|出示|交|复印)[^,。;]{0,8}(?:户口[本簿]|户籍证明)|户口[本簿](?:和|及|、|原件|复印|身份证|$)|户籍证明(?!在)"
)
_OF_TOWN = re.compile(rf"自家人|乡亲|老乡|本(?:地)?{_TOWN}|外乡镇|非本{_TOWN}|外{_TOWN}|{_TOWN}")
_OF_COUNTY = re.compile(r"本县|当地|本地|外县|外地|非本县")
_OF_CITY = re.compile(r"本市|外市|非本市")
_OF_PROVINCE = re.compile(r"本省|外省|非本省")


def locals_of(place: str | None, text: str, gazetteer: Gazetteer | None = None) -> str | None:
    """Return the beginning of the adcodes whose people alone a posting wants, where it is known.

    ``place`` is where the work is; without a town in it nobody can say which town 本镇 is.
    """
    if place is None:
        return None
    text = in_usual_words(text, place)
    if not _HINTS.search(text):
        return None
    for clause in _demanding(text):
        area = _area(place, clause, gazetteer)
        if area is not None:
            return area
    return None


def _demanding(text: str) -> Iterator[str]:
    for said in clauses(_IN_BRACKETS.sub(r"\1", text)):
        clause = _OF_ANYWHERE.sub("", said)
        asks = _SAYS["locals_only"].search(clause) or _MUST.search(clause)
        if asks and not _RATHER.search(clause):
            yield clause


def _area(place: str, clause: str, gazetteer: Gazetteer | None) -> str | None:
    named = gazetteer.find_in(clause, place[:_COUNTY_DIGITS]) if gazetteer else []
    for found in named:
        code = found.town or found.code
        while len(code) <= _COUNTY_DIGITS and code.endswith("00"):
            code = code[:-2]
        return code
    if _OF_PROVINCE.search(clause):
        return place[:2]
    if _OF_CITY.search(clause):
        return place[:4]
    if _OF_COUNTY.search(clause) and not re.search(rf"本{_TOWN}", clause):
        return None if place.endswith("00") and len(place) == _COUNTY_DIGITS else place[:6]
    if _OF_TOWN.search(clause) and len(place) > _COUNTY_DIGITS:
        return place
    return None
