"""Writes the application form as a Word file (A4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from policy_faq.claims.form import (
    BOX,
    EVIDENCE_TITLE,
    NOTE,
    SIGNATURE_TITLE,
    SIGNATURES,
    SOURCES_TITLE,
    TO,
    WHERE,
    ClaimForm,
    FormRow,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FONT: Final = "宋体"
HEADING_FONT: Final = "黑体"
MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LINE: Final = "＿" * 16
_SIGN_LINE: Final = "＿" * 8


def write_form(stream: BinaryIO, form: ClaimForm) -> None:
    """Write ``form`` to ``stream`` as .docx: headings, one table a section, boxes, signatures."""
    import docx  # noqa: PLC0415 - takes longer to load than to use
    from docx.shared import Cm, Pt  # noqa: PLC0415

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    _east_asian(normal, FONT)
    normal.paragraph_format.space_after = Pt(2)
    document.core_properties.author = ""
    document.core_properties.title = form.title

    _heading(document, form.title)
    document.add_paragraph(f"{TO}{form.office}　{form.phone}")
    for section in form.sections:
        _subheading(document, section.title)
        _table(document, section.rows)
    _subheading(document, EVIDENCE_TITLE)
    for item in form.evidence:
        document.add_paragraph(f"{BOX} {item}")
    if form.where:
        document.add_paragraph(f"{WHERE}{form.where}")
    _subheading(document, SOURCES_TITLE)
    for source in form.sources:
        document.add_paragraph(source)
    for caution in form.cautions:
        document.add_paragraph(f"{NOTE}{caution}")
    _subheading(document, SIGNATURE_TITLE)
    document.add_paragraph(form.declaration)
    for labels in SIGNATURES:
        document.add_paragraph("　".join(f"{label}：{_SIGN_LINE}" for label in labels))
    document.save(stream)


def _heading(document: Document, text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _bold(paragraph, text, 18)


def _subheading(document: Document, text: str) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    _bold(paragraph, text, 12)


def _bold(paragraph: Paragraph, text: str, points: int) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = Pt(points)
    _east_asian(run, HEADING_FONT)


def _table(document: Document, rows: tuple[FormRow, ...]) -> None:
    from docx.shared import Cm  # noqa: PLC0415

    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for row in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(5), Cm(11.6)
        cells[0].text, cells[1].text = row.label, row.value or _LINE


def _east_asian(styled: object, name: str) -> None:
    """Set a font for Chinese characters too, which python-docx alone leaves to the default."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    styled.font.name = name  # type: ignore[attr-defined]
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    fonts.set(qn("w:eastAsia"), name)
