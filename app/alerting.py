"""The targets of staff alerts, built from the settings: apprise addresses, and WeCom."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from messaging.alerts import Target, Teller

if TYPE_CHECKING:
    from app.context import AppContext

WECOM = "wecom"
_NAME_LENGTH = 24


@dataclass(frozen=True, slots=True)
class AppriseTeller:
    """One address in the notation of apprise (``mailto://…``, ``json://…``)."""

    url: str = field(repr=False)

    def notify(self, body: str, title: str = "", link: str = "") -> bool:
        """Tell it once; False when apprise could not, or does not know such an address."""
        from apprise import Apprise

        sender = Apprise()
        if not sender.add(self.url):
            return False
        return bool(sender.notify(body=f"{body}\n{link}".strip(), title=title))


def alert_targets(context: AppContext) -> list[Target]:
    """Return where the staff of each place are told.

    The name of an address is a keyed digest of it, so that it can be kept and says nothing.
    """
    targets = [
        Target(_name(context, url.get_secret_value()), place, AppriseTeller(url.get_secret_value()))
        for place, urls in context.settings.alerts.items()
        for url in urls
    ]
    wecom = context.channels.get(WECOM)
    if wecom is not None and context.settings.wecom_users and isinstance(wecom, Teller):
        targets.append(Target(WECOM, context.settings.county, wecom))
    return targets


def _name(context: AppContext, url: str) -> str:
    digest = hmac.new(context.keys.web, url.encode(), hashlib.sha256).hexdigest()
    return f"apprise:{digest[:_NAME_LENGTH]}"
