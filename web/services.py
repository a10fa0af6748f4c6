"""What the pages need from outside, handed in by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app

from storage.clock import Clock
from storage.database import Database
from storage.vault import Vault

if TYPE_CHECKING:
    from policy_faq.service import PolicyService
    from service_ledger.entries import Ledger
    from storage.gazetteer import Gazetteer

EXTENSION = "gangxin"


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The settings pages look at.

    ``secret_key`` signs cookies (32 random bytes). ``county_code`` is the office's own county: the
    one a web chat belongs to. ``standard`` is the code of the service standard that is tracked.
    ``secure_cookies`` is off only where the service is reached without TLS (one machine, a demo).
    ``trusted_proxies`` is how many proxies in front are ours. ``limits_storage`` is where the API's
    callers are counted, in the notation of the ``limits`` library; sign-in tries are counted in
    the database. ``trial``: somewhere only listed addresses get messages. ``templates_of``
    names the SMS cloud in use that takes only approved templates (``messaging.templates``), if any.
    """

    secret_key: bytes
    office_name: str
    county_code: str
    standard: str = "HN-311"
    hotline: str = "12333"
    production: bool = True
    secure_cookies: bool = True
    demo: bool = False
    metrics_token: str | None = None
    trusted_proxies: int = 0
    limits_storage: str = "memory://"
    trial: bool = False
    templates_of: str = ""


@dataclass(frozen=True, slots=True)
class WebServices:
    """Everything below the pages."""

    db: Database
    vault: Vault
    clock: Clock
    gazetteer: Gazetteer
    policy: PolicyService
    ledger: Ledger
    settings: WebSettings


def services() -> WebServices:
    """Return the services of the application that answers this request."""
    return cast(WebServices, current_app.extensions[EXTENSION])
