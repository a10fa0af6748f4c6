"""The commands of matching, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.matching import match, push
from app.cli.output import Problem
from app.context import AppContext
from app.settings import Settings
from labourers.tables import Willingness
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY


@pytest.fixture
def context(
    db: Database,
    vault: Vault,
    clock: SetClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AppContext:
    """Return the parts of the service on the test's database."""
    made = AppContext(Settings(data_dir=tmp_path, county=COUNTY), now=clock.now())
    for name, part in (("db", db), ("vault", vault)):
        monkeypatch.setitem(made.__dict__, name, part)
    county = County(vault, clock)
    with db.write() as session:
        county.labourer(session, external_id="甲")
        county.labourer(session, external_id="乙", willingness=Willingness.OUT_OF_COUNTY)
        for title in ("保安", "保洁", "洗碗工"):
            county.posting(session, title=title)
    return made


def run(context: AppContext, command: object, *arguments: str) -> None:
    command.main(list(arguments), obj=context, standalone_mode=False)  # type: ignore[attr-defined]


def test_match_prints_one_line_for_each_person(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    run(context, match, "--county", COUNTY, "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    by_id = {line["external_id"]: line for line in lines}
    assert set(by_id) == {"甲", "乙"}
    assert by_id["甲"]["shortfall"] is None
    assert [set(each) for each in by_id["甲"]["postings"]] == [
        {"posting", "external_id", "title", "place", "score", "reasons"}
    ] * 3
    assert by_id["乙"]["postings"] == []
    assert by_id["乙"]["shortfall"]["reasons"] == ["没有合适的岗位", "想去县外，别处的没有算(3个)"]


def test_match_tells_a_person_in_words(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    run(context, match)
    said = capsys.readouterr().out
    assert "会泽县: 2 人，在招岗位 3 个" in said
    assert "乙: 没有合适的岗位" in said


def test_push_in_json_and_in_words(context: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    run(context, match, "--json")
    capsys.readouterr()
    run(context, push, "--dry-run", "--json")
    tried = json.loads(capsys.readouterr().out)
    assert tried == {
        "queued": 1,
        "skipped": {"shortfall": 1},
        "segments": 1,
        "cost_yuan": pytest.approx(0.05),
    }
    run(context, push)
    said = capsys.readouterr().out
    assert "已放入发件箱 1 条" in said
    assert "跳过 1 人：合适岗位不够" in said


def test_an_unknown_county_is_refused(context: AppContext) -> None:
    with pytest.raises(Problem, match="没有代码为“999999”的县"):
        run(context, match, "--county", "999999")
