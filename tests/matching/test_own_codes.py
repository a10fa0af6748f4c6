"""Towns that an office entered before their official codes were known keep their codes."""

from __future__ import annotations

from sqlmodel import select

from jobs_feed.tables import PostingKind
from labourers.tables import Labourer, Willingness
from matching.run import match_county, stored_matches
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.places import Place, PlaceLevel
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import TODAY

LINGYUN = "451027"
XIAJIA, OWN, SICHENG = "451027103", "451027999", "451027100"


def test_what_binds_to_a_town_holds_under_its_older_code(
    any_db: Database, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit, vault: Vault
) -> None:
    county = County(vault, clock, LINGYUN)
    with any_db.write() as session:
        level = PlaceLevel.TOWN
        session.add(Place(code=OWN, parent_code=LINGYUN, level=level, name="下甲镇"))
        session.add(Place(code=SICHENG, parent_code=LINGYUN, level=level, name="泗城镇"))
        session.flush()
        for name, town, told in (
            ("留镇", OWN, "只能在本镇"),
            ("下甲", OWN, "只在下甲镇做"),
            ("泗城", SICHENG, "只能在本镇"),
        ):
            county.labourer(
                session,
                external_id=name,
                town_code=town,
                wishes=told,
                willingness=Willingness.IN_COUNTY,
            )
        for title, place, text, told in (
            ("旧码厂工", OWN, "下甲镇", ""),
            ("新码厂工", XIAJIA, "下甲镇", ""),
            ("县城厂工", SICHENG, "泗城镇", ""),
            ("下甲保洁", LINGYUN, "凌云县", "限下甲镇户籍"),
        ):
            kind = PostingKind.PUBLIC_WELFARE if told else PostingKind.ORDINARY
            where = {"place_code": place, "place_text": text}
            county.posting(session, title=title, kind=kind, description=told, **where)
    match_county(any_db, clock, gazetteer, LINGYUN, TODAY, toolkit=toolkit, memory=None)
    with any_db.read() as session:
        found = {
            each.external_id: sorted(one.title for one in each.postings)
            for each in stored_matches(session, gazetteer, LINGYUN)
        }
        codes = set(session.exec(select(Labourer.town_code)))
    assert found["留镇"] == found["下甲"] == ["新码厂工", "旧码厂工"]
    assert found["泗城"] == ["县城厂工"]
    assert codes == {OWN, SICHENG}
