"""How one posting is told in full."""

from __future__ import annotations

from uuid import UUID

import pytest

from bot.replies.postings import PostingView, in_full, in_one_line, needs
from bot.replies.wording import Form, Wording
from jobs_feed.tables import WageBasis


@pytest.mark.parametrize(
    ("licences", "skills", "told"),
    [
        (("焊工证",), "焊工证", "要有焊工证"),
        (("焊工证",), "会看图纸", "要有焊工证、会看图纸"),
        ((), "会平车", "会平车"),
        ((), "", ""),
    ],
)
def test_what_the_employer_asks_for_is_said_once(
    licences: tuple[str, ...], skills: str, told: str
) -> None:
    view = PostingView(
        id=UUID(int=1),
        title="焊工",
        employer="某厂",
        place="会泽",
        licences=licences,
        skills=skills,
    )
    assert needs(view, Wording("zh", Form.CHAT)) == told


@pytest.mark.parametrize(
    ("basis", "fen", "written", "told"),
    [
        (WageBasis.DAILY, 250_125, "115元/天", "115元/天"),
        (WageBasis.DAILY, 250_125, None, "115元/天"),
        (WageBasis.DAILY, 250_125, "长白班，115元/天，按月发放，从不拖欠", "115元/天"),
        (WageBasis.HOURLY, 348_000, None, "20元/小时"),
        (WageBasis.YEARLY, 833_333, None, "100000元/年"),
        (WageBasis.PIECE, 450_000, "计件为主，做得多拿得多，一般每月4500元", "计件、4500元"),
        (WageBasis.PIECE, None, None, "计件"),
        (WageBasis.MONTHLY, 450_000, "4500", "4500元"),
        (None, None, None, "工资没写"),
        (WageBasis.NEGOTIABLE, None, "面议", "面议"),
    ],
)
@pytest.mark.parametrize("form", Form)
def test_the_wage_is_told_as_the_employer_put_it(
    basis: WageBasis | None, fen: int | None, written: str | None, told: str, form: Form
) -> None:
    view = PostingView(
        id=UUID(int=1),
        title="小工",
        employer="某厂",
        place="会泽",
        wage_low_fen=fen,
        wage_high_fen=fen,
        wage_basis=basis,
        wage_text=written,
    )
    wording = Wording("zh", form)
    assert in_one_line(1, view, wording).split()[-1] == told
    assert told in in_full(view, wording)
