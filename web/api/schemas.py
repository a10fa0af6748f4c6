"""What the HTTP API takes and gives; messages about wrong input are Chinese."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool
from pydantic import StrictInt as Whole
from pydantic_core import PydanticCustomError

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
MAX_LIMIT = 100
_MAX_QUESTION = 500


def _adcode(text: str) -> str:
    if len(text) == 6 and text.isascii() and text.isdigit():
        return text
    raise PydanticCustomError("adcode", "区划代码是 6 位数字，例如 530326")


def _question(text: str) -> str:
    question = text.replace("\0", "").strip()
    if not question:
        raise PydanticCustomError("question", "请写明要问什么")
    if len(question) > _MAX_QUESTION:
        raise PydanticCustomError("question", "问题最多 500 个字")
    return question


def _digits(value: object) -> object:
    if isinstance(value, str):
        if value.isascii() and value.isdigit() and len(value) <= 9:
            return int(value)
        raise PydanticCustomError("whole_number", "这里要写整数")
    return value


def _between(low: int, high: int) -> AfterValidator:
    def check(number: int) -> int:
        if not low <= number <= high:
            raise PydanticCustomError(
                "range", "要在 {low} 到 {high} 之间", {"low": low, "high": high}
            )
        return number

    return AfterValidator(check)


Adcode = Annotated[str, AfterValidator(_adcode), Field(examples=["530326"])]
Question = Annotated[str, AfterValidator(_question), Field(examples=["去广东打工车票能报多少"])]
Year = Annotated[Whole, BeforeValidator(_digits), _between(_FIRST_YEAR, _LAST_YEAR)]
Limit = Annotated[Whole, BeforeValidator(_digits), _between(1, MAX_LIMIT)]
PageNumber = Annotated[Whole, BeforeValidator(_digits), _between(1, 100_000)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class PolicyQuery(BaseModel):
    """A policy question and the county of the person who asks."""

    question: Question
    county: Adcode


class CitationOut(_Out):
    """The text an answer rests on; ``expired`` texts told what held then."""

    number: str
    title: str
    clause: str
    place: str
    valid_until: date | None
    expired: StrictBool


class PolicyAnswerOut(_Out):
    """An answer with its sources; ``handoff`` says that a caseworker should look at it."""

    answer: str
    sms: str
    citations: list[CitationOut]
    card: str | None
    confidence: float
    handoff: StrictBool
    suggestions: list[str]


class PostingsQuery(BaseModel):
    """Which open postings: of a county's office, a page at a time."""

    county: Adcode
    page: PageNumber = 1
    limit: Limit = 20


class PostingOut(_Out):
    """One open posting; ``null`` means that the employer did not say."""

    id: UUID
    title: str
    employer: str
    kind: str
    place: str | None
    place_code: str | None
    headcount: Whole | None
    wage: str | None
    wage_low_yuan: Decimal | None
    wage_high_yuan: Decimal | None
    food: StrictBool | None
    lodging: StrictBool | None
    deadline: date | None
    published_on: date | None


class PostingsOut(_Out):
    """One page of open postings."""

    total: Whole
    page: Whole
    limit: Whole
    postings: list[PostingOut]


class CoverageQuery(BaseModel):
    """Of which county and year the coverage is asked; the present year by default."""

    county: Adcode
    year: Year | None = None


class GroupOut(_Out):
    """People by one rule, how many of them got everything."""

    people: Whole
    met: Whole


class KindOut(_Out):
    """One service kind: what is asked of each person, who met it, how many services count."""

    minimum: Whole
    min_postings: Whole | None
    met: Whole
    entries: Whole


class AreaOut(_Out):
    """One town."""

    code: str | None
    name: str
    people: Whole
    met: Whole
    by_kind: dict[str, KindOut]
    full_year: GroupOut


class CoverageOut(_Out):
    """Coverage of a county by its service standard."""

    county: str
    year: Whole
    standard: str
    title: str
    document: str
    clause: str
    people: Whole
    met: Whole
    by_kind: dict[str, KindOut]
    full_year: GroupOut
    by_area: list[AreaOut]
