"""Makes documents of every kind for tests: Word with and without numbering, PDF, web pages."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

LINES = (
    "某某县人民政府",
    "关于稳就业的意见",
    "一、发放补贴",
    "（一）交通补助。到省外务工的，每人每年最高补助500元。",
    "（二）用工补贴。稳定就业一年以上的，每人补贴2000元。",
    "二、组织保障",
    "各乡镇要抓好落实。",
)


def word(path: Path, lines: tuple[str, ...] = LINES) -> Path:
    """Write a Word file with one paragraph a line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def word_with_numbering(path: Path) -> Path:
    """Write a Word file whose marks are automatic, with a table and a deleted revision."""
    document = docx.Document()
    _add_numbering(document)
    for text, level in (
        ("发放补贴", 0),
        ("交通补助", 1),
        ("用工补贴", 1),
        ("第一种", 2),
        ("组织保障", 0),
        ("加强领导", 1),
    ):
        _number(document.add_paragraph(text), level)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "省外", "500元"
    revised = document.add_paragraph("按新标准执行。")
    revised._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>旧标准</w:delText></w:r></w:del>'
        )
    )
    document.save(str(path))
    return path


def _number(paragraph: object, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    numbered = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", 77)):
        part = OxmlElement(name)
        part.set(qn("w:val"), str(value))
        numbered.append(part)
    properties.append(numbered)


def _add_numbering(document: Document) -> None:
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{mark}"/></w:lvl>'
        for level, (form, mark) in enumerate(
            (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
        )
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(number))


def pdf(path: Path, pages: tuple[tuple[str, ...], ...] = (LINES,)) -> Path:
    """Write a PDF whose text is drawn with a composite font that maps codes to Unicode."""
    chars = sorted({char for page in pages for line in page for char in line})
    mapping = "\n".join(f"<{ord(char):04X}> <{ord(char):04X}>" for char in chars)
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
        f"endcodespacerange {len(chars)} beginbfchar\n{mapping}\nendbfchar "
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(unicode_map.encode()),
    }
    for number, page in enumerate(pages):
        drawn = "".join(
            f"1 0 0 1 72 {760 - 20 * row} Tm <{line.encode('utf-16-be').hex()}> Tj\n"
            for row, line in enumerate(page)
        )
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * number] = _stream(f"BT /F 12 Tf\n{drawn}ET".encode())
    out, offsets = bytearray(b"%PDF-1.7\n"), {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += f"{number} 1\n{offset:010d} 00000 n \n".encode()
    last = max(objects) + 1
    out += f"trailer << /Size {last} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    path.write_bytes(out)
    return path


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return head + packed + b"\nendstream"


WEB_PAGE = """<!DOCTYPE html><html><head><title>会泽县</title><meta charset="{charset}">
<style>p {{ color: red }}</style></head><body>
<nav><a href="/">首页</a></nav>
<h1>关于稳就业的意见</h1>
<div class="text"><p>一、发放补贴</p><p>&emsp;&emsp;（一）交通补助。到省外务工的，
每人每年最高补助<b>500</b>元。<br>（二）用工补贴。每人2000元。</p>
<p>二、组织保障</p><table><tr><td>省外</td><td>500元</td></tr></table>
<ol><li>填表</li><li>交乡镇</li></ol></div>
<script>var x = "不要";</script><footer>备案号</footer></body></html>"""


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
