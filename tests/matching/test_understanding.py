"""What a caseworker is shown of how matching read somebody's words and a posting's."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from jobs_feed.tables import Posting, PostingKind
from labourers.tables import Labourer, Sex, Willingness, WillingnessRecord
from matching.toolkit import Toolkit
from matching.understanding import read_person, read_posting
from storage.clock import SHANGHAI
from tests.matching.conftest import COUNTY, TODAY


def labourer(told: str, skills: str = "") -> Labourer:
    return Labourer(
        id=uuid4(),
        county_code=COUNTY,
        sex=Sex.FEMALE,
        birth_date=date(1985, 3, 1),
        services_wanted=told,
        skills=skills,
        licences=[],
    )


def test_all_that_was_read_is_told_by_its_name(toolkit: Toolkit) -> None:
    record = WillingnessRecord(willingness=Willingness.OUT_OF_COUNTY, places=["440000"])
    told = labourer("想找电子厂,4000以上,包住,不上夜班,怕高,不去深圳", "会踩缝纫机,有叉车证")
    read = read_person(toolkit, told, record, TODAY)
    assert read.willingness is Willingness.OUT_OF_COUNTY
    assert "广东" in read.places
    assert read.not_places == ("深圳",)
    assert read.wants == ("电子厂",)
    assert read.skills == ("缝纫工", "叉车工")
    assert (read.wage, read.food, read.lodging) == (4000, None, True)
    assert "不上夜班" in read.wishes
    assert read.licences == ("叉车证",)
    assert read.conditions == ("怕高",)
    assert read.unused.to_check == ()


def test_a_condition_that_nobody_understood_is_to_be_checked(toolkit: Toolkit) -> None:
    read = read_person(toolkit, labourer("想做保洁,月半不得空,人勤快"), None, TODAY)
    assert read.wants == ("保洁",)
    assert read.unused.to_check == ("月半不得空",)
    assert read.unused.idle == ("人勤快",)


def test_what_is_said_twice_was_used(toolkit: Toolkit) -> None:
    read = read_person(toolkit, labourer("不上夜班,夜班不上"), None, TODAY)
    assert read.unused.to_check == ()


def test_who_told_nothing_has_no_conditions(toolkit: Toolkit) -> None:
    read = read_person(toolkit, labourer(""), None, TODAY)
    assert (read.conditions, read.wants, read.unused.to_check) == ((), (), ())
    assert read.willingness is Willingness.ANYWHERE


def test_the_demands_of_a_posting_are_told(toolkit: Toolkit) -> None:
    posting = Posting(
        id=uuid4(),
        employer_id=uuid4(),
        county_code=COUNTY,
        source="office",
        fingerprint="1",
        content_hash="1",
        title="外墙清洗工",
        kind=PostingKind.ORDINARY,
        place_code=COUNTY,
        age_low=18,
        age_high=50,
        licences=["高处作业证"],
        description="坐吊板擦玻璃,身高1米60以上,限会泽县户籍",
        skills="",
        benefits="",
        created_at=datetime(2026, 11, 20, 9, tzinfo=SHANGHAI),
    )
    read = read_posting(toolkit, posting, "洁美物业", TODAY)
    assert read.ages == read.women_ages == (18, 50)
    assert "怕高" in read.unfit
    assert read.height == "1米60以上"
    assert read.locals_of == "会泽"
    assert read.sex is None
    assert read.licences
