"""What the tests of matching share: the toolkit, built once, and a day."""

from __future__ import annotations

from datetime import date

import pytest

from matching.catalogue import Catalogue
from matching.reading.features import Features
from matching.reading.occupations import Lexicon
from matching.reading.query_text import Reader
from matching.score import Scorer
from matching.toolkit import Toolkit
from storage.gazetteer import Gazetteer

TODAY = date(2026, 11, 23)
COUNTY = "530326"


@pytest.fixture(scope="session")
def toolkit(gazetteer: Gazetteer) -> Toolkit:
    """Return everything matching reads from its data files."""
    return Toolkit.load(gazetteer)


@pytest.fixture(scope="session")
def reader(toolkit: Toolkit) -> Reader:
    return toolkit.reader


@pytest.fixture(scope="session")
def lexicon(toolkit: Toolkit) -> Lexicon:
    return toolkit.reader.lexicon


@pytest.fixture(scope="session")
def catalogue(toolkit: Toolkit) -> Catalogue:
    return toolkit.reader.lexicon.catalogue


@pytest.fixture(scope="session")
def features(toolkit: Toolkit) -> Features:
    return toolkit.reader.features


@pytest.fixture(scope="session")
def scorer(toolkit: Toolkit) -> Scorer:
    return toolkit.scorer
