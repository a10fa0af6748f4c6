"""Exporting the form, and importing what was exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs_feed.errors import FeedError
from jobs_feed.export import export_postings
from jobs_feed.tables import PostingState
from storage.clock import SetClock
from storage.database import Database
from storage.sheets import read_table
from storage.vault import Vault
from tests.jobs_feed.conftest import Import, postings
from tests.jobs_feed.forms import COUNTY, HEADERS, row

FEED = [
    row(1),
    row(2, 薪资="180元/天", 年龄要求="55岁以下", 学历要求="初中", 岗位类型="帮扶车间"),
    row(3, 薪资="面议", 年龄要求="18-", 招聘人数="若干", 截止日期="长期有效", 外部编号=""),
    row(4, 薪资="=1+1", 岗位描述="-30度冷库，@不加班", 联系电话="+86 13812345678"),
    row(5, 岗位名称="月嫂", 性别要求="女", 福利待遇="不包吃住"),
    row(6, 年龄要求="男18-60,女18-55"),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_imported_again_changes_nothing(
    db: Database, vault: Vault, clock: SetClock, run_import: Import, tmp_path: Path, kind: str
) -> None:
    first = run_import(FEED)
    path = tmp_path / f"out.{kind}"
    assert export_postings(db, vault, clock, path, county=COUNTY) == first.accepted == 6
    table = read_table(path)
    assert [cell.text for cell in table.rows[0]] == HEADERS
    again = run_import(path)
    assert (again.rows, again.unchanged) == (6, 6)


def test_only_open_postings_unless_asked(
    db: Database, vault: Vault, clock: SetClock, run_import: Import, tmp_path: Path
) -> None:
    run_import([row(1), row(2, 岗位描述="交押金200元")])
    path = tmp_path / "out.csv"
    assert export_postings(db, vault, clock, path, county=COUNTY) == 1
    every = tuple(PostingState)
    assert export_postings(db, vault, clock, path, county=COUNTY, states=every) == 2
    assert export_postings(db, vault, clock, path, county="530381") == 0


def test_another_kind_of_file_is_refused(
    db: Database, vault: Vault, clock: SetClock, tmp_path: Path
) -> None:
    with pytest.raises(FeedError, match=r"\.xlsx"):
        export_postings(db, vault, clock, tmp_path / "out.pdf", county=COUNTY)


def test_a_wage_without_its_own_words_is_written_out(
    db: Database, vault: Vault, clock: SetClock, run_import: Import, tmp_path: Path
) -> None:
    run_import([row(薪资="", 岗位描述="月薪4000-5000元，年龄20-40岁")])
    with db.read() as session:
        assert postings(session)[0].wage_text is None
    path = tmp_path / "out.csv"
    export_postings(db, vault, clock, path, county=COUNTY)
    texts = dict(zip(HEADERS, read_table(path).rows[1], strict=True))
    assert texts["薪资"].text == "4000-5000元/月"
    assert texts["年龄要求"].text == "18-50岁"


def test_a_daily_wage_of_the_description_stays_daily(
    db: Database, vault: Vault, clock: SetClock, run_import: Import, tmp_path: Path
) -> None:
    run_import([row(薪资="", 岗位描述="工资115元/天，做满一天算一天")])
    path = tmp_path / "out.csv"
    export_postings(db, vault, clock, path, county=COUNTY)
    texts = dict(zip(HEADERS, read_table(path).rows[1], strict=True))
    assert texts["薪资"].text == "115-115元/天"


def test_what_is_filled_comes_back_as_filled(
    db: Database, vault: Vault, clock: SetClock, run_import: Import, tmp_path: Path
) -> None:
    run_import([row(1, 招聘人数="0"), row(2)])
    path = tmp_path / "out.csv"
    assert export_postings(db, vault, clock, path, county=COUNTY) == 1
    every = tuple(PostingState)
    assert export_postings(db, vault, clock, path, county=COUNTY, states=every) == 2
    again = run_import(path)
    assert (again.unchanged, len(again.filled)) == (2, 1)
