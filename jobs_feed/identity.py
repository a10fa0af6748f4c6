"""What makes two rows the same posting, and what makes its content another one (pure)."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from hashlib import sha256
from typing import Any
from uuid import UUID

from jobs_feed.normalised import NormalPosting

EMPLOYER_PAGE = "单位网页"
"""The source of postings that employers write on the page; no file may use its name."""

_NOISE = re.compile(r"[\s()（）\[\]【】<>《》\"'“”·.,，。、\-_]+")


def same_name(name: str) -> str:
    """Return a name as names are compared: NFKC, without spaces, brackets and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def employer_key(posting: NormalPosting) -> str:
    """Return what names the employer within a county: the credit code, else the name."""
    return posting.credit_code or same_name(posting.employer)


def fingerprint(posting: NormalPosting, ordinal: int = 1) -> str:
    """Return the identity of a posting within its county and source (64 hex digits).

    It is the source's own number where there is one; otherwise the employer's name, the title and
    the place, with ``ordinal`` telling apart those of one file that agree in all three. The credit
    code is left out: it is often added to a row later.
    """
    if posting.external_id is not None:
        parts = ["external", posting.external_id]
    else:
        place = posting.place.text if posting.place else ""
        names = (posting.employer, posting.title, place)
        parts = ["content", *(same_name(name) for name in names), str(ordinal)]
    return _digest(parts)


def page_fingerprint(employer: UUID, content: str) -> str:
    """Return the identity of a posting written on the page: its employer and whole content."""
    return _digest(["page", employer.hex, content])


def content_hash(posting: NormalPosting, phone_index: bytes | None) -> str:
    """Return a digest of everything that is stored of a posting (64 hex digits).

    ``phone_index`` is the keyed index of the telephone number: the number itself must not be in
    a plain digest, where it could be searched for.
    """
    draft = posting.draft
    content: dict[str, Any] = {
        "title": posting.title,
        "employer": employer_key(posting),
        "kind": posting.kind,
        "place": asdict(posting.place) if posting.place else None,
        "headcount": posting.headcount,
        "wage": asdict(posting.wage) if posting.wage else None,
        "wage_text": draft.wage,
        "sex": posting.sex,
        "age": [posting.age.low, posting.age.high],
        "education": posting.education,
        "skills": draft.skills,
        "licences": posting.licences,
        "heavy_work": posting.heavy_work,
        "food": posting.food,
        "lodging": posting.lodging,
        "benefits": draft.benefits,
        "description": draft.description,
        "contact": posting.contact,
        "phone": phone_index.hex() if phone_index else None,
        "deadline": posting.deadline.isoformat() if posting.deadline else None,
        "external_id": posting.external_id,
    }
    if posting.women_age is not None:
        # Postings that ask the same of everybody keep the digest they were stored with.
        content["women_age"] = [posting.women_age.low, posting.women_age.high]
    return _digest(content)


def _digest(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
