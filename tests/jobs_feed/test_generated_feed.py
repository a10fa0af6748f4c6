"""A feed as messy as real ones goes through whole, twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from jobs_feed.screening import HoldCode
from storage.database import Database
from tests.jobs_feed.conftest import Import, postings
from tests.jobs_feed.generator import write_feed

ROWS = 600


def test_a_feed_like_real_ones(db: Database, run_import: Import, tmp_path: Path) -> None:
    path = write_feed(tmp_path / "feed.csv", ROWS)
    first = run_import(path, source="招聘网站")
    assert first.rows == ROWS
    untitled = [problem for problem in first.rejected if problem.problem == "没有岗位名称"]
    doubles = [problem for problem in first.rejected if "完全一样" in problem.problem]
    assert len(untitled) + len(doubles) == len(first.rejected) < 0.02 * ROWS
    codes = Counter(reason.code for row in first.held for reason in row.reasons)
    # Every sixth real posting asks for one sex; hardly anything else is wrong with them.
    assert 0.10 * ROWS < codes[HoldCode.SEX] < 0.25 * ROWS
    assert sum(codes.values()) - codes[HoldCode.SEX] < 0.02 * ROWS
    second = run_import(path, source="招聘网站")
    assert (second.accepted, second.updated) == (0, 0)
    assert (second.unchanged, second.held) == (first.accepted, first.held)
    with db.read() as session:
        stored = postings(session)
    assert len(stored) == ROWS - len(first.rejected)
    read = sum(posting.wage_low_fen is not None for posting in stored)
    assert 0.5 * len(stored) < read < 0.8 * len(stored)
    assert sum(posting.place_code is not None for posting in stored) > 0.99 * len(stored)
