"""Imports every table of the service, so that one metadata holds the whole schema."""

from __future__ import annotations

import bot.tables
import jobs_feed.tables
import labourers.tables
import matching.tables
import matching.tables_guidance
import messaging.tables
import messaging.tables_decisions
import messaging.tables_limits
import messaging.tables_pace
import messaging.tables_parts
import messaging.tables_permits
import messaging.tables_staff
import messaging.tables_templates
import policy_faq.tables
import policy_faq.tables_feedback
import service_ledger.tables
import storage.places
import web.accounts.tables
from storage.tables import metadata

__all__ = ["metadata"]
