"""Files as offices really hand them over, made here: what is read and how it falls into clauses."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from policy_faq.library.page_lines import lines_of, paragraphs, without_running_heads
from policy_faq.library.reading import DocumentError, read_source
from policy_faq.library.splitting import split
from tests.policy_faq.library.files import _add_numbering, _number, pdf

BODY = (
    "一、发放补贴",
    "（一）交通补助。到省外务工的脱贫劳动力，每人每年最高补助500元，凭实名制车票申报。",
    "1.申报时间。每年3月至11月。",
    "（1）本人申报；（2）村委会代办。",
    "（二）用工补贴。稳定就业一年以上的，每人补贴2000元。",
    "二、组织保障",
    "第一条 各乡镇要抓好落实，不得截留、挪用资金，违反的按有关规定处理到人。",
    "第二条 本措施由县人社局解释。",
)


def paths(text: str) -> list[str]:
    return [clause.path for clause in split(text).clauses]


# -- PDF -----------------------------------------------------------------------------------------


def printed(lines: tuple[str, ...], width: int, rows: int) -> tuple[tuple[str, ...], ...]:
    """Return the pages of a text as a printer breaks it, with head, foot and number on each."""
    broken = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    return tuple(
        (
            "会泽县人民政府文件",
            *broken[first : first + rows],
            "会泽县人社局印制",
            f"— {first // rows + 1} —",
        )
        for first in range(0, len(broken), rows)
    )


def test_running_heads_feet_and_page_numbers(tmp_path: Path) -> None:
    text = read_source(pdf(tmp_path / "a.pdf", printed(BODY, 16, 4))).text
    assert text.split("\n") == ["会泽县人民政府文件", *BODY]


def test_a_clause_that_goes_over_the_page(tmp_path: Path) -> None:
    text = read_source(pdf(tmp_path / "a.pdf", printed(BODY, 12, 3))).text
    clauses = {clause.path: clause.text for clause in split(text).clauses}
    assert "每人每年最高补助500元，凭实名制车票申报。" in clauses["一(一)"]


def test_words_that_were_hyphenated() -> None:
    lines = ["The public employ-", "ment service pays the", "subsidy to workers now."]
    assert paragraphs(lines) == "The public employment service pays the subsidy to workers now."


def test_what_stands_on_two_pages_only_is_kept() -> None:
    pages = [lines_of("标题\n甲\n- 1 -"), lines_of("标题\n乙\n第 2 页")]
    assert list(without_running_heads(pages)) == ["标题", "甲", "标题", "乙"]


def test_a_scan_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"扫描的图片.*OCR"):
        read_source(pdf(tmp_path / "a.pdf", (("1",), ("2",), ("- 3 -",))))


# -- Word ----------------------------------------------------------------------------------------


def test_word_with_numbering_and_tables_in_tables(tmp_path: Path) -> None:
    document = docx.Document()
    _add_numbering(document)
    for number in range(1, 13):
        _number(document.add_paragraph(f"第{number}件事"), 0)
        if number == 11:
            _number(document.add_paragraph("申报"), 1)
            _number(document.add_paragraph("材料"), 2)
    table = document.add_table(rows=2, cols=2)
    for row, (where, amount) in enumerate((("去哪里", "最高"), ("省外", "500元"))):
        table.cell(row, 0).text, table.cell(row, 1).text = where, amount
    inner = table.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "每年一次"
    document.save(str(tmp_path / "a.docx"))
    text = read_source(tmp_path / "a.docx").text
    assert text.count("每年一次") == 1
    assert "去哪里\t最高\n省外\t500元" in text
    assert paths(text)[-4:] == ["十一", "十一(一)", "十一(一)1", "十二"]
    assert "500元" in split(text).clauses[-1].text


def test_articles_by_automatic_numbering(tmp_path: Path) -> None:
    document = docx.Document()
    _add_numbering(document)
    numbering = document.part.numbering_part.element
    mark = numbering.find(".//{*}lvl/{*}lvlText")
    assert mark is not None
    mark.set(next(iter(mark.attrib)), "第%1条")
    for _ in range(112):
        _number(document.add_paragraph(" 按规定办。"), 0)
    document.save(str(tmp_path / "a.docx"))
    found = paths(read_source(tmp_path / "a.docx").text)
    assert found == [f"第{number}条" for number in range(1, 113)]


# -- text and web pages ----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_text_of_old_machines(tmp_path: Path, encoding: str) -> None:
    text = "\r\n".join(("䶮乡人民政府\u3000文件", *BODY))
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    read = read_source(tmp_path / "a.txt").text
    assert read.startswith("䶮乡人民政府")
    assert paths(read) == [
        "文首",
        "一",
        "一(一)",
        "一(一)1",
        "一(一)1(1)",
        "一(一)1(2)",
        "一(二)",
        "二",
        "第1条",
        "第2条",
    ]


PAGE = """<html><body><form id="aspnetForm" action="x">
<div class="top-nav"><ul><li><a href=a>首页</a></li><li><a href=b>政务公开</a></li></ul></div>
<div>当前位置：<a href=a>首页</a> &gt; <a href=b>政务公开</a> &gt; <a href=c>文件</a></div>
<ul><li><a href=1>领导之窗</a></li>
<li><a href=2>机构职能</a></li><li><a href=3>办事指南</a></li></ul>
<div class="TRS_Editor"><p>一、发放补贴</p>
<p>（一）交通补助。见<a href=x>省里的通知</a>，最高500元。</p>
<p>二、组织保障</p><p>附件：<a href=1>1.申请表</a> <a href=2>2.花名册</a></p></div>
<div id="footer">滇ICP备12345号</div>
<p>上一篇：<a href=p>关于开展春风行动的通知</a> 下一篇：<a href=n>关于技能培训的通知</a></p>
<div role="contentinfo">主办：会泽县人民政府</div></form></body></html>"""


def test_a_site_that_is_one_form_with_menus(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    assert read_source(tmp_path / "a.html").text.split("\n") == [
        "一、发放补贴",
        "（一）交通补助。见省里的通知，最高500元。",
        "二、组织保障",
        "附件：1.申请表 2.花名册",
    ]
