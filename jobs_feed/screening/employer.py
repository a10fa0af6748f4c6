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
_BUILDER = re.compile(r"建筑|建设|工程|施工|装饰|安装|园林")
_PUBLIC = re.compile(r"(?:局|中心|服务站|服务所|委员会|人民政府|管理处)$|公共就业")
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

    Builders' labour companies (建筑劳务) work themselves; public bodies need no licence.
    """
    if _PUBLIC.search(name):
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
    is_agency = employer.is_agency or looks_like_agency(name) or said is not None
    if is_agency and not employer.agency_licence and not _LICENCE.search(clauses.text):
        yield HoldCode.AGENCY_UNLICENSED, said or employer.name
