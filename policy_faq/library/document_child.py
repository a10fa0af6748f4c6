"""Reads the text of one document in a process of its own and prints it as a JSON object.

Run by ``storage.limited``, never imported by the service. Arguments: kind (``text``, ``html``,
``docx`` or ``pdf``), file, most pages of a PDF, most characters. Prints ``{"text": …}``, a
paragraph a line, or ``{"error": KIND}``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BROKEN_LINE = re.compile(rf"(?<={_CJK})[ \t]*\n\s*(?={_CJK})")
_SPACED = re.compile(rf"(?<={_CJK})[ \t](?={_CJK})")
_DENSE = re.compile(rf"(?<={_CJK})(?={_CJK})")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_SENTENCE_END = "。；：！？;:!?"
_HIDDEN = frozenset(
    "script style head nav header footer aside form button select noscript template".split()
)
_BLOCKS = frozenset(
    "p div section article main ul ol li table tr h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd hr body"
    " center".split()
)
_CELLS = frozenset({"td", "th"})
_FONT_CHANGE = re.compile(
    rf"(?<={_CJK}) +(?=[\d“”‘’])|(?<=[\d%“”‘’]) +(?={_CJK})|(?<=[“”‘’]) +(?=[“”‘’\d])"
)
"""Blanks where a page changes from Chinese to Latin type; there are none in the text itself."""
_BEGINS = re.compile(
    r"附件[:：\d]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_FULL = 0.85
"""Share of the usual width from which a line is full; the first of a paragraph is indented."""
_SCANNED = 12
"""Characters a page below which a PDF is a picture with a page number on it."""


class UnreadableError(Exception):
    """The document has no text for us; the argument is the kind of error."""


def main(arguments: list[str], out: TextIO) -> None:
    """Read the file named by ``arguments`` and print its text to ``out``."""
    kind, path, pages, characters = arguments
    try:
        text = _clean(_read(kind, Path(path), int(pages)))
        if len(text) > int(characters):
            raise UnreadableError("long")
        json.dump({"text": text}, out, ensure_ascii=False)
    except UnreadableError as error:
        json.dump({"error": str(error)}, out)
    except MemoryError:
        json.dump({"error": "memory"}, out)


def _read(kind: str, path: Path, pages: int) -> str:
    match kind:
        case "docx":
            return "\n".join(_word(path))
        case "pdf":
            return _pdf(path, pages)
        case "html":
            return _web_page(path.read_bytes())
        case _:
            return _decoded(path.read_bytes())


def _clean(text: str) -> str:
    """Drop what is no character of the text and line ends other than ours."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = re.sub(
        r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060\ufeff]", "", text
    )
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[^\S\n]+\n", "\n", text)).strip()


def _decoded(raw: bytes, declared: str = "") -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
        if declared and declared.lower() not in {"utf-8", "utf8", "gb2312", "gbk", "gb18030"}:
            encodings.insert(1, declared)
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableError("encoding")


# -- web pages ---------------------------------------------------------------------------------


def _web_page(raw: bytes) -> str:
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415

    declared = _META.search(raw[:4096])
    text = _decoded(raw, declared[1].decode("ascii") if declared else "")
    text = re.sub(r"<\?xml[^>]*\?>", "", text.replace("\0", ""), count=1)
    try:
        page = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError("empty") from error
    pieces: list[str] = []
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    counters: list[int] = []
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _HIDDEN or "hidden" in element.attrib:
                walk.skip_subtree()
            else:
                pieces += _opening(element, tag, counters)
                pieces.append(_flowing(element.text))
        elif event == "end" and tag == "ol" and "hidden" not in element.attrib:
            counters.pop()
        if event != "start":
            pieces.append("\n" if tag in _BLOCKS else "\t" if tag in _CELLS else "")
            pieces.append(_flowing(element.tail))
    return "\n".join(line.strip() for line in "".join(pieces).split("\n") if line.strip())


def _opening(element: Any, tag: str, counters: list[int]) -> Iterator[str]:
    if tag in _BLOCKS or tag == "br":
        yield "\n"
    if tag == "ol":
        start = element.get("start") or "1"
        counters.append(int(start) - 1 if start.isascii() and start.isdecimal() else 0)
    if tag == "li" and counters and element.getparent().tag == "ol":
        counters[-1] += 1
        yield f"{counters[-1]}."


def _flowing(text: str | None) -> str:
    """Join the lines of a page's source, which mean nothing on the page."""
    return re.sub(r"[ \t\r\n]+", " ", _BROKEN_LINE.sub("", text)) if text else ""


# -- Word ----------------------------------------------------------------------------------------


def _word(path: Path) -> Iterator[str]:
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            document = docx.Document(file)
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise UnreadableError("broken") from error
    yield from _blocks(document.element.body, _Counters(document))


def _blocks(parent: Any, counters: _Counters) -> Iterator[str]:
    for block in parent:
        if block.tag == f"{_W}p":
            yield counters.mark(block) + _runs(block)
        elif block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                cells = (" ".join(_blocks(cell, counters)) for cell in row.iter(f"{_W}tc"))
                yield "\t".join(cell.strip() for cell in cells)
        elif block.tag == f"{_W}sdt":
            for content in block.iter(f"{_W}sdtContent"):
                yield from _blocks(content, counters)
                break


def _runs(paragraph: Any) -> str:
    from lxml import etree  # noqa: PLC0415

    pieces = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _event, element in walk:
        if element.tag in {_FALLBACK, f"{_W}del", f"{_W}moveFrom"}:
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_W}tab" and element.getparent().tag == f"{_W}r":
            pieces.append("\t")
        elif element.tag in {f"{_W}br", f"{_W}cr"}:
            pieces.append("\n")
    return "".join(pieces)


class _Counters:
    """Word's automatic numbering, whose marks are not in the text of the paragraphs."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
        try:
            numbering = document.part.part_related_by(relation).element
        except (KeyError, AttributeError):
            return
        kinds = {
            each.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl") or 0): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    _whole(_value(level, "start"), 1),
                )
                for level in each.iter(f"{_W}lvl")
            }
            for each in numbering.iter(f"{_W}abstractNum")
        }
        for each in numbering.iter(f"{_W}num"):
            self._levels[each.get(f"{_W}numId")] = kinds.get(_value(each, "abstractNumId"), {})
        for style in document.styles.element.iter(f"{_W}style"):
            found = _numbered(style)
            if found:
                self._of_style[style.get(f"{_W}styleId")] = found

    def mark(self, paragraph: Any) -> str:
        """Return the mark Word shows before a paragraph, counting on; empty for most."""
        style = _value(paragraph, "pPr", "pStyle") or ""
        number, level = _numbered(paragraph) or self._of_style.get(style, ("", 0))
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        key = (number, level)
        self._counts[key] = self._counts.get(key, levels[level][2] - 1) + 1
        for deeper in [each for each in self._counts if each[0] == number and each[1] > level]:
            del self._counts[deeper]
        kind, mark, _ = levels[level]
        if kind in {"bullet", "none"}:
            return ""
        for above in range(level + 1):
            form, _, start = levels.get(above, ("decimal", "", 1))
            count = self._counts.get((number, above), start)
            mark = mark.replace(f"%{above + 1}", _written(form, count))
        return mark


def _numbered(element: Any) -> tuple[str, int] | None:
    number = _value(element, "pPr", "numPr", "numId")
    if number in {None, "0"}:
        return None
    return str(number), _whole(_value(element, "pPr", "numPr", "ilvl"), 0)


def _value(element: Any, *names: str) -> str | None:
    for name in names:
        element = element.find(f"{_W}{name}")
        if element is None:
            return None
    value: str | None = element.get(f"{_W}val")
    return value


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else otherwise


def _written(form: str, count: int) -> str:
    if form.startswith(("chinese", "japaneseCounting", "taiwanese", "ideographDigital")):
        digits = "零一二三四五六七八九"
        tens, ones = divmod(count % 100, 10)
        head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
        return head + (digits[ones] if ones or not tens else "")
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    return str(count)


# -- PDF -----------------------------------------------------------------------------------------


def _pdf(path: Path, most_pages: int) -> str:
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("password")
        if len(reader.pages) > most_pages:
            raise UnreadableError("pages")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError("broken") from error
    if sum(len("".join(page.split())) for page in pages) < _SCANNED * max(len(pages), 1):
        raise UnreadableError("scan")
    return _paragraphs(line.strip() for page in pages for line in page.split("\n"))


def _paragraphs(lines: Iterable[str]) -> str:
    """Join the lines of pages into paragraphs: a full line without an end of sentence goes on."""
    kept = [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]
    text = "\n".join(kept)
    if len(_SPACED.findall(text)) > len(_DENSE.findall(text)):
        kept = [_SPACED.sub("", line) for line in kept]  # each character was placed by itself
    kept = [_FONT_CHANGE.sub("", line) for line in kept]
    widths = [sum(1 if char.isascii() else 2 for char in line) for line in kept]
    full = _FULL * sorted(widths)[9 * len(widths) // 10] if widths else 0
    joined = kept[:1]
    for (before, width), (line, _) in pairwise(zip(kept, widths, strict=True)):
        if width >= full and before[-1] not in _SENTENCE_END and not _BEGINS.match(line):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.argv[1:], sys.stdout)
