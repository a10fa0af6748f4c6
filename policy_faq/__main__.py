"""Makes what policy answers keep between starts: compiled loops, dictionary, index.

    python -m policy_faq

An installation runs it once, so that the first start of a service is as quick as every other.
"""

from __future__ import annotations

from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer

if __name__ == "__main__":
    PolicyService.load(Gazetteer.load())
