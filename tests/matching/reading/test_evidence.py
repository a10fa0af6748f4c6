"""What an unknown wording most likely names, from the pieces it shares with known ones."""

from __future__ import annotations

import pytest

from matching.catalogue import Catalogue
from matching.reading.evidence import Evidence
from matching.reading.occupations import Lexicon


@pytest.fixture(scope="module")
def evidence(catalogue: Catalogue) -> Evidence:
    return Evidence(catalogue)


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("管猪圈", "breeder"),
        ("修剪校服裤边", "sewing"),
        ("刷办公楼厕所", "cleaner"),
        ("焊不锈钢栏杆", "welder"),
        ("照看瘫痪老年人", "carer"),
        ("采摘板栗", "picker"),
        ("焊防盗窗", "welder"),
    ],
)
def test_pieces_and_cues_tell_the_occupation(
    evidence: Evidence, wording: str, expected: str
) -> None:
    found = evidence.best(wording)
    assert found is not None
    assert found.key == expected
    assert 45 <= found.sure <= 85


def test_the_more_of_a_wording_is_explained_the_surer_the_guess(evidence: Evidence) -> None:
    whole, half = evidence.best("瘫痪老年人"), evidence.best("琵琶瘫痪琉璃")
    assert whole is not None
    assert half is not None
    assert whole.sure > half.sure


@pytest.mark.parametrize("wording", ["神秘", "琵琶", "离婚", "龙"])
def test_little_in_common_is_no_evidence(evidence: Evidence, wording: str) -> None:
    assert evidence.best(wording) is None


def test_a_cue_names_nothing_by_itself(catalogue: Catalogue, lexicon: Lexicon) -> None:
    assert "马路" in catalogue.cues["sanitation"]
    assert lexicon.hits("马路") == ()


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("大巴司机师傅", "bus_driver"),
        ("养鸡场喂料", "breeder"),
        ("宾馆铺被子", "room_attendant"),
    ],
)
def test_the_rest_of_a_short_clause_refines_a_broad_word(
    lexicon: Lexicon, clause: str, expected: str
) -> None:
    assert [term.key for hit in lexicon.hits(clause) for term in hit.terms] == [expected]


@pytest.mark.parametrize("clause", ["电子厂上班", "在超市干活", "保安"])
def test_a_broad_word_alone_stays_broad(lexicon: Lexicon, clause: str) -> None:
    assert all(term.sure == 100 for hit in lexicon.hits(clause) for term in hit.terms)
