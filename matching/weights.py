"""The weights of the score, read from ``data/weights.toml`` and checked once."""

from __future__ import annotations

import tomllib
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field

_Three = tuple[int, int, int]
_Four = tuple[int, int, int, int]
_Six = tuple[int, int, int, int, int, int]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class TextWeights(_Part):
    """Wish and skill against the posting's occupation."""

    full: int
    want_share: int
    known_share: int
    skill_alone: int
    unknown: _Three
    trade_unskilled: int
    trade_strange: int
    quick_strange: int
    heavy_strange: int
    not_requested: int
    avoided: int
    avoid_from: int
    known_from: int
    akin_from: int


class WageWeights(_Part):
    """The wage against the expectation."""

    full: int
    middle: int
    high: int
    unstated: int
    floor: int
    no_wish_full_at: int


class DistanceWeights(_Part):
    """The distance class, by how the person stands to leaving."""

    stays: _Six
    open: _Six
    leaves: _Six
    named: int
    not_named: int


class KindWeights(_Part):
    """The kind of posting, by who the person is; ``bound`` is who must be at home for others."""

    bound: _Four
    stays: _Four
    frail: _Four
    open: _Four


class BoardWeights(_Part):
    """Food and lodging."""

    wanted: _Three
    unsaid: _Three
    far_lodging: _Three


class FeatureWeights(_Part):
    """Wishes such as "no night shift"."""

    has: int
    lacks: int
    most: int


class OfficeWeights(_Part):
    """Office work for people with little schooling."""

    gap: int


class FreshWeights(_Part):
    """Days since publication."""

    until: tuple[int, int]
    worth: _Three


class VarietyWeights(_Part):
    """What postings alike lose when the three are chosen."""

    same_employer: int
    same_job: int
    all_alike: int


class ExposureWeights(_Part):
    """The price of a posting that is shown often."""

    price: int = Field(ge=0)


class CrowdingWeights(_Part):
    """What keeps many people from one posting, and shows what nobody chose, where prices are on."""

    from_looks: float = Field(ge=0)
    price: int = Field(ge=0)
    most: float = Field(ge=0)
    given_up: int = Field(ge=0)


class Weights(_Part):
    """All weights."""

    text: TextWeights
    wage: WageWeights
    distance: DistanceWeights
    kind: KindWeights
    board: BoardWeights
    features: FeatureWeights
    office: OfficeWeights
    fresh: FreshWeights
    variety: VarietyWeights
    exposure: ExposureWeights
    crowding: CrowdingWeights

    @classmethod
    def load(cls) -> Weights:
        """Return the package's weights; raises pydantic.ValidationError when they are wrong."""
        text = (resources.files("matching") / "data" / "weights.toml").read_text("utf-8")
        return cls.model_validate(tomllib.loads(text))
