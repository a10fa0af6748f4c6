"""Who offers the posting: verified by the office and not barred by it, and licensed where it places
people elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobs_feed.screening.canonical import canonical
from jobs_feed.screening.clauses import Clauses, denies
from jobs_feed.screening.reasons import HoldCode

_AGENCY_NAME = re.compile(
    r"人力资源(?!部)|劳务派遣|职业介绍|职业中介|职介|中介|人才(?:服务|市场|网|有限"
    r"|咨询|开发|交流)|猎头|(?<!建筑)(?<!工程)(?<!施工)(?<!装饰)劳务(?:服务|输出|信息"
    r"|咨询|代理|中心|外包|有限|公司)|就业服务(?:有限|公司)|外包服务|企业管理服务外包"
)
_BUILDER = re.compile(
    r"建筑|建设|工程|施工|装饰|安装|园林|建工|建安|筑|路桥|市政|基建|土建|土木|水利|桥梁|隧道"
    r"|幕墙|防水|钢构|钢结构|消防|脚手架|架业|矿业|矿山|农业|林业"
)
_LABOUR = re.compile(r"劳务(?:有限|公司|分包)")
_SITE_TRADE = re.compile(
    r"工地|钢筋工|模板工|木工|泥工|瓦工|砌砖|砌筑|抹灰|架子工|混凝土|砼|塔吊|支模|粉刷|贴砖|杂工"
    r"|小工|大工|外墙|桩机|盾构|钢构"
)
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_PUBLIC = re.compile(
    r"(?:局|中心|服务站|服务所|委员会|人民政府|管理处"
    r"|医院|卫生院|敬老院|福利院|学校|小学|中学|幼儿园|学院|大学|村委会|居委会|林业站|水管站)$|公共就业"
)
_SAYS_AGENCY = re.compile(
    r"(?:本|我)(?:中介|劳务公司|职介所)|我们是(?:专业的?)?(?:劳务|中介|人力资源)"
    r"|(?:专业)?劳务中介(?:公司)?(?:招聘|代招|诚招)|代招"
)
_LICENCE = re.compile(r"人力资源服务许可证?[^,;。\d]{0,12}[\d\w〔〕()\[\]-]{6,}|人服证字")


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """What is known of the employer; ``agency_licence`` is a 人力资源服务许可证 number.

    ``is_barred`` says that the office lets it hire nobody (suspended, 失信, closed …).
    """

    name: str
    is_verified: bool
    is_agency: bool = False
    agency_licence: str | None = None
    is_barred: bool = False


def looks_like_agency(name: str) -> bool:
    """Tell whether a name is that of a body that places people with other employers.

    Builders' labour companies (建筑劳务) work themselves, whatever they are called where they hire
    for a building site; public bodies need no licence, whoever pays those they take on (劳务派遣).
    """
    if _PUBLIC.search(_BRACKETS.sub("", name).strip()):
        return False
    found = _AGENCY_NAME.search(name)
    return found is not None and not ("劳务" in found.group() and _BUILDER.search(name))


def employer_reasons(employer: EmployerFacts, clauses: Clauses) -> Iterator[tuple[HoldCode, str]]:
    """Yield the reasons that lie with the employer."""
    if employer.is_barred:
        yield HoldCode.EMPLOYER_BARRED, employer.name
    elif not employer.is_verified:
        yield HoldCode.EMPLOYER_UNVERIFIED, employer.name
    name = canonical(employer.name)
    said = next(
        (
            clause.text
            for clause in clauses
            for found in _SAYS_AGENCY.finditer(clause.text)
            if not denies(clause, *found.span())
        ),
        None,
    )
    on_site = _LABOUR.search(name) is not None and _SITE_TRADE.search(clauses.text) is not None
    by_name = (employer.is_agency or looks_like_agency(name)) and not on_site
    is_agency = by_name or said is not None
    if is_agency and not employer.agency_licence and not _LICENCE.search(clauses.text):
        yield HoldCode.AGENCY_UNLICENSED, said or employer.name
