"""The parts of the settings that bound sending and tell staff."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from messaging.tables import MessageKind

if TYPE_CHECKING:
    from app.settings import Settings

USUAL_PER_NUMBER = {
    MessageKind.JOB_PUSH: 3,
    MessageKind.TRAINING: 2,
    MessageKind.GUIDANCE: 2,
    MessageKind.REMINDER: 3,
    MessageKind.NOTICE: 3,
    MessageKind.REPLY: 30,
}
"""SMS to one number in 24 hours, by kind: a household of three may share it; clouds stop at 50."""


class SpendForm(BaseModel):
    """What a county may spend in a day, in yuan: on everything, and beyond that on answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    per_day: Decimal = Field(ge=0, max_digits=9, decimal_places=2)
    for_replies: Decimal = Field(Decimal(0), ge=0, max_digits=9, decimal_places=2)


def sending_problem(settings: Settings) -> str | None:
    """Return in Chinese what is wrong with the settings of sending, None when nothing is."""
    for name, places in (("SPEND", settings.spend), ("ALERTS", settings.alerts)):
        if strangers := _no_adcodes(places):
            return f"GANGXIN_{name} 里的 {strangers} 不是六位地区代码"
    if any(count < 1 for count in settings.sms_per_number.values()):
        return "GANGXIN_SMS_PER_NUMBER 里的条数要大于 0"
    return None


def _no_adcodes(places: Iterable[str]) -> str:
    return "、".join(
        place for place in places if not (len(place) == 6 and place.isascii() and place.isdigit())
    )
