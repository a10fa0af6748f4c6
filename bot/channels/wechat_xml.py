"""Reads and writes the small XML of WeChat and WeCom. Pure.

The reader takes no document type, expands no entity, fetches nothing and gives up on what is deep
or long: what it reads may come from anybody who knows our address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

LONGEST_BYTES = 128 * 1024
_MOST_PARTS = 1000
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A read message: its fields, and the repeated groups of fields (``<List>``) in it."""

    fields: Mapping[str, str] = field(repr=False)
    groups: Sequence[Mapping[str, str]] = field(default=(), repr=False)


def read(body: bytes | str) -> Document:
    """Return what an XML message says; raises ValueError when it is none."""
    data = body.encode() if isinstance(body, str) else body
    if len(data) > LONGEST_BYTES:
        raise ValueError("too long for a message")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ValueError("not XML") from None
    if root.getroottree().docinfo.doctype or root.tag != "xml":
        raise ValueError("not a message")
    fields: dict[str, str] = {}
    groups: list[Mapping[str, str]] = []
    for number, part in enumerate(root.iter(etree.Element)):
        if number > _MOST_PARTS:
            raise ValueError("too many parts")
        if part.tag == "List":
            groups.append({str(each.tag): each.text or "" for each in part.iter(etree.Element)})
        elif part.getparent() is root:
            fields[str(part.tag)] = part.text or ""
    return Document(fields, groups)


def write(fields: Mapping[str, str | int]) -> str:
    """Return a message with these fields; text stands in CDATA, without what XML cannot hold."""
    parts = [f"<{name}>{_held(value)}</{name}>" for name, value in fields.items()]
    return f"<xml>{''.join(parts)}</xml>"


def _held(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    text = _NO_CHARACTER.sub("", value).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{text}]]>"
