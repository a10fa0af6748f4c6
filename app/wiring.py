"""Puts the parts of the conversation and of the pages together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sending import rules_for
from bot.runtime import BotRuntime
from messaging.templates import PROVIDERS
from web.services import WebServices, WebSettings

if TYPE_CHECKING:
    from app.context import AppContext


def bot_runtime(context: AppContext) -> BotRuntime:
    """Return what the conversation needs."""
    from bot.dialogue.engine import Dialogue
    from bot.dialogue.turn import DialogueSettings
    from messaging.identity_links import IdentityLinks
    from policy_faq.claims.links import ClaimLinks

    settings = context.settings
    return BotRuntime(
        db=context.db,
        vault=context.vault,
        clock=context.clock,
        dialogue=Dialogue(
            context.policy,
            context.gazetteer,
            county=settings.county,
            jobs=context.job_search,
            settings=DialogueSettings(
                settings.county,
                pages_url=settings.base_url,
                links=ClaimLinks(context.keys.web),
                identity_links=IdentityLinks(context.keys.web),
            ),
        ),
        ledger=context.ledger,
        channels=context.channels,
        county=settings.county,
        owner=context.owner,
        rules={name: rules_for(context, each) for name, each in context.channels.items()},
        web_key=context.keys.web,
        answers_at_once=False,
    )


def web_services(context: AppContext) -> WebServices:
    """Return what the pages need."""
    settings = context.settings
    token = settings.metrics_token
    gateway = settings.sms_gateway.value
    return WebServices(
        db=context.db,
        vault=context.vault,
        clock=context.clock,
        gazetteer=context.gazetteer,
        policy=context.policy,
        ledger=context.ledger,
        settings=WebSettings(
            secret_key=context.keys.web,
            office_name=settings.office_name,
            county_code=settings.county,
            standard=settings.standard,
            production=settings.production,
            secure_cookies=settings.base_url.startswith("https://"),
            demo=context.is_demo,
            metrics_token=token.get_secret_value() if token else None,
            trusted_proxies=settings.trusted_proxies,
            trial=bool(settings.trial),
            templates_of=gateway if gateway in PROVIDERS else "",
        ),
    )
