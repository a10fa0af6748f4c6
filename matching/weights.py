"""The weights of the score, read from ``data/weights.toml`` and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

_Three = tuple[int, int, int]
_Four = tuple[int, int, int, int]
_Five = tuple[int, int, int, int, int]
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
    not_requested: int
    homely: int
    homely_trained: int
    seldom: int
    avoided: int
    avoid_from: int
    known_from: int
    akin_from: int


class BurdenWeights(_Part):
    """What is hard about a posting, to who does not know such work.

    ``strange`` and ``akin`` go by the number of hard sides, of which heavy work counts ``heavy``;
    ``hardy`` of them are nothing to who does heavy work.
    """

    heavy: int = Field(ge=0)
    hardy: int = Field(ge=0)
    strange: _Five
    akin: _Five
    closed_strange: int
    closed_wanted: int
    years: _Three
    frail: int

    def sides(self, others: npt.ArrayLike, heavy: npt.ArrayLike) -> npt.NDArray[np.intp]:
        """Return how many hard sides count of ``others`` and of heavy work, element by element."""
        found = np.asarray(others, np.intp) + np.asarray(heavy, np.intp) * self.heavy
        sides: npt.NDArray[np.intp] = np.minimum(found, self.most)
        return sides

    @property
    def most(self) -> int:
        """Return from how many hard sides on a further one counts for nothing."""
        return len(self.strange) - 1


class WageWeights(_Part):
    """The wage against the expectation."""

    full: int
    middle: int
    high: int
    unstated: int
    floor: int
    short_from: int
    short: int = Field(ge=0)
    short_most: int = Field(ge=0)
    no_wish_full_at: int
    no_wish_base: int
    no_wish_slow_at: int


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
    least: int
    most: int
    grave_losses: Mapping[str, int]
    silent_losses: Mapping[str, int]


class OfficeWeights(_Part):
    """Office work for people with little schooling."""

    gap: int
    below: int
    hard: int


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
    burden: BurdenWeights
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
