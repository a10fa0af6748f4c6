"""Whether a call to Aliyun or Tencent is signed as their documents ask for.

Written from the description of the two signatures, not from the SDKs.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

KEY_ID, KEY_SECRET = "office-key", "office-key-secret"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")


def _parts(authorization: str) -> dict[str, str]:
    _, _, rest = authorization.partition(" ")
    pairs = (part.strip().partition("=") for part in rest.split(","))
    return {name: value for name, _, value in pairs}


def acs3_problem(
    headers: Mapping[str, str], path: str, query: str, body: bytes, nonces: set[str]
) -> str:
    """Return what is wrong with the signature of a call to Aliyun (version 3), or nothing."""
    authorization = headers.get("authorization", "")
    if not authorization.startswith("ACS3-HMAC-SHA256 "):
        return "not signed by ACS3"
    if _hash(body) != headers.get("x-acs-content-sha256"):
        return "the body is not what was signed"
    nonce = headers.get("x-acs-signature-nonce", "")
    if not nonce or nonce in nonces:
        return "the nonce was here before"
    nonces.add(nonce)
    parts = _parts(authorization)
    if parts.get("Credential") != KEY_ID:
        return "unknown key"
    signed = parts["SignedHeaders"].split(";")
    pairs = [
        f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
        for name, value in sorted(parse_qsl(query, keep_blank_values=True))
    ]
    canonical = "\n".join(
        [
            "POST",
            path,
            "&".join(pairs),
            "".join(f"{name}:{headers.get(name, '')}\n" for name in signed),
            parts["SignedHeaders"],
            _hash(body),
        ]
    )
    expected = _keyed(KEY_SECRET.encode(), f"ACS3-HMAC-SHA256\n{_hash(canonical.encode())}").hex()
    return "" if hmac.compare_digest(expected, parts["Signature"]) else "wrong signature"


def tc3_problem(headers: Mapping[str, str], body: bytes) -> str:
    """Return what is wrong with the signature of a call to Tencent (TC3), or nothing."""
    authorization = headers.get("authorization", "")
    if not authorization.startswith("TC3-HMAC-SHA256 "):
        return "not signed by TC3"
    parts = _parts(authorization)
    key_id, _, scope = parts["Credential"].partition("/")
    day, service, end = scope.split("/")
    if (key_id, service, end) != (KEY_ID, "sms", "tc3_request"):
        return "unknown key or service"
    signed = parts["SignedHeaders"].split(";")
    canonical = "\n".join(
        [
            "POST",
            "/",
            "",
            "".join(f"{name}:{headers.get(name, '').lower()}\n" for name in signed),
            parts["SignedHeaders"],
            _hash(body),
        ]
    )
    text = "\n".join(
        ["TC3-HMAC-SHA256", headers["x-tc-timestamp"], scope, _hash(canonical.encode())]
    )
    key = f"TC3{KEY_SECRET}".encode()
    for step in (day, service, end):
        key = _keyed(key, step)
    return "" if hmac.compare_digest(_keyed(key, text).hex(), parts["Signature"]) else "wrong"
