"""The demo county shows whom to guide, and what a training would open to them."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import select

from app.context import AppContext
from app.demo.load import load_demo
from app.settings import Settings
from labourers.tables import Labourer
from matching.guidance import propose_guidance
from matching.run import match_county
from matching.tables import PostingRefusal
from matching.tables_guidance import GuidanceProposal, ProposalReason
from matching.toolkit import Toolkit
from storage.gazetteer import Gazetteer


def test_the_demo_makes_proposals_by_itself(tmp_path: Path, gazetteer: Gazetteer) -> None:
    context = AppContext(Settings(data_dir=tmp_path))
    load_demo(context)
    with context.db.read() as session:
        assert all(session.exec(select(Labourer.is_demo)))
        refusing = set(session.exec(select(PostingRefusal.labourer_id)))
    what = (context.db, context.clock, gazetteer, "530326", context.clock.today())
    tools = Toolkit.load(gazetteer)
    match_county(*what, toolkit=tools)
    assert propose_guidance(*what, toolkit=tools) >= len(refusing) >= 5
    with context.db.read() as session:
        found = session.exec(
            select(GuidanceProposal).where(GuidanceProposal.reason == ProposalReason.REFUSALS)
        ).all()
    assert sum(each.training_id is not None and each.opens > 0 for each in found) >= 4
    assert len({each.training_id for each in found}) >= 3, "not one training for everybody"
    context.close()
