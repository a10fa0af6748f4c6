"""All that questions are weighed with, put together as the loop of ``weighing`` takes it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy_faq.block import block_of
from policy_faq.evidence import Evidence
from policy_faq.ranking import Calibration


class Field(NamedTuple):
    """Which wordings and cards belong to which target, and how much of its topic counts.

    Other offices' domains are the targets from ``others_from`` on.
    """

    first: NDArray[np.int64]
    topic_share: NDArray[np.float64]
    target_of_card: NDArray[np.int16]
    common: NDArray[np.uint16]
    said_share: float
    others_from: int


def weighed_with(calibration: Calibration, field: Field, evidence: Evidence) -> NDArray[np.int64]:
    """Return the block of all that a question is weighed with."""
    weights = np.array(calibration.weights)
    return block_of([*map(np.asarray, (calibration.bias, weights, *field, *evidence))])
