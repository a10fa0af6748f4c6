"""Reads the text of one document in a process of its own and prints it as a JSON object.

Run by ``storage.limited``, never imported by the service. Arguments: kind (``text``, ``html``,
``docx`` or ``pdf``), file, most pages of a PDF, most characters. Prints ``{"text": …}``, a
paragraph a line, or ``{"error": KIND}``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated: only files are given

from policy_faq.library.page_lines import lines_of, paragraphs, without_running_heads
from policy_faq.library.web_menus import BLOCKS, is_shown, menus_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BROKEN_LINE = re.compile(rf"(?<={_CJK})[ \t]*\n\s*(?={_CJK})")
_HIDDEN = frozenset(
    "script style head nav header footer aside button select textarea noscript template".split()
)
"""Elements that are no part of a text; a form is not among them, since some sites are one form."""
_CELLS = frozenset({"td", "th"})
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
    menus = menus_of(page)
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    counters: list[int] = []
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _HIDDEN or "hidden" in element.attrib or element in menus:
                walk.skip_subtree()
            else:
                pieces += _opening(element, tag, counters)
                pieces.append(_flowing(element.text))
        elif event == "end" and tag == "ol" and is_shown(element) and element not in menus:
            counters.pop()
        if event != "start":
            pieces.append("\n" if tag in BLOCKS else "\t" if tag in _CELLS else "")
            pieces.append(_flowing(element.tail))
    return "\n".join(line.strip() for line in "".join(pieces).split("\n") if line.strip())


def _opening(element: Any, tag: str, counters: list[int]) -> Iterator[str]:
    if tag in BLOCKS or tag == "br":
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
            for row in _own(block, "tr"):
                cells = (" ".join(_blocks(cell, counters)) for cell in _own(row, "tc"))
                yield "\t".join(cell.strip() for cell in cells)
        elif block.tag == f"{_W}sdt":
            for content in block.iter(f"{_W}sdtContent"):
                yield from _blocks(content, counters)
                break


def _own(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, not those of a table inside a cell."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag == f"{_W}sdt":
            for content in child.findall(f"{_W}sdtContent"):
                yield from _own(content, name)


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


def _in_chinese(count: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(count % 1000, 100)
    tens, ones = divmod(rest, 10)
    written = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        written += "零"
    return written + (digits[ones] if ones or not written else "")


def _written(form: str, count: int) -> str:
    if form.startswith(("chinese", "japaneseCounting", "taiwanese", "ideographDigital")):
        return _in_chinese(count)
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
    return paragraphs(without_running_heads([lines_of(page) for page in pages]))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.argv[1:], sys.stdout)
