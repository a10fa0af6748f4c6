"""Who gets how much: pure functions on subsidy parameters; no database, no network, no clock."""

from policy_faq.rules.outcome import CannotTell, Eligible, NeedToKnow, NotEligible, Outcome

__all__ = ["CannotTell", "Eligible", "NeedToKnow", "NotEligible", "Outcome"]
