"""Reading documents of every kind, and refusing what is none."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from policy_faq.library.reading import DEFAULT_LIMITS, MIB, DocumentError, Limits, read_source
from policy_faq.library.splitting import split
from tests.policy_faq.library.files import (
    LINES,
    WEB_PAGE,
    packed,
    pdf,
    word,
    word_with_numbering,
)

PATHS = ["文首", "一", "一(一)", "一(二)", "二"]
TEXT = "\n".join(LINES)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def paths(text: str) -> list[str]:
    return [clause.path for clause in split(text).clauses]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode("gb18030"),
    ],
)
def test_text_in_every_encoding(tmp_path: Path, data: bytes) -> None:
    source = read_source(written(tmp_path / "a.txt", data))
    assert source.text == TEXT
    assert source.file_name == "a.txt"
    assert len(source.sha256) == 64


def test_nothing_invisible_is_kept(tmp_path: Path) -> None:
    data = "一、补\u200b贴\x0c二、\ufeff保障\u2028完".encode()
    assert read_source(written(tmp_path / "a.txt", data)).text == "一、补贴\n二、保障\n完"


def test_word(tmp_path: Path) -> None:
    source = read_source(word(tmp_path / "a.docx"))
    assert source.text == TEXT
    assert paths(source.text) == PATHS


def test_word_under_another_name(tmp_path: Path) -> None:
    assert read_source(word(tmp_path / "a.txt")).text == TEXT


def test_automatic_numbering_of_word_is_written_out(tmp_path: Path) -> None:
    lines = read_source(word_with_numbering(tmp_path / "a.docx")).text.split("\n")
    assert lines == [
        "一、发放补贴",
        "（一）交通补助",
        "（二）用工补贴",
        "1.第一种",
        "二、组织保障",
        "（一）加强领导",
        "省外\t500元",
        "按新标准执行。",
    ]


def test_pdf(tmp_path: Path) -> None:
    rows = [line[at : at + 14] for line in LINES[2:] for at in range(0, len(line), 14)]
    pages = ((*rows[:3], "- 1 -"), (*rows[3:], "第 2 页"))
    source = read_source(pdf(tmp_path / "a.pdf", pages))
    assert source.text == "\n".join(LINES[2:])
    assert paths(source.text) == PATHS[1:]


def test_blanks_of_a_pdf_that_are_none_in_the_text(tmp_path: Path) -> None:
    lines = ("会政发〔 2018 〕 20 号", "一、每人 500 元，占 70% 以上。", "甲省财政厅 乙省财政厅")
    text = read_source(pdf(tmp_path / "a.pdf", (lines,))).text
    assert text.split("\n") == [
        "会政发〔2018〕20号",
        "一、每人500元，占70%以上。",
        "甲省财政厅 乙省财政厅",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_web_page(tmp_path: Path, charset: str, name: str) -> None:
    data = WEB_PAGE.format(charset=charset).encode(charset)
    assert read_source(written(tmp_path / name, data)).text == "\n".join(
        [
            "关于稳就业的意见",
            "一、发放补贴",
            "（一）交通补助。到省外务工的，每人每年最高补助500元。",
            "（二）用工补贴。每人2000元。",
            "二、组织保障",
            "省外\t500元",
            "1.填表",
            "2.交乡镇",
        ]
    )


def test_deep_and_unclosed_web_pages(tmp_path: Path) -> None:
    inner = "<ol hidden><li>不要</ol></ol><li>一、补贴<p>二、保障"
    page = written(tmp_path / "a.html", ("<html>" + "<div>" * 100 + inner).encode())
    assert read_source(page).text == "一、补贴\n二、保障"
    abyss = written(tmp_path / "b.html", ("<html>" + "<div>" * 100_000 + inner).encode())
    assert "没有文字" in refusal(abyss)


# -- refusals --------------------------------------------------------------------------------------


def refusal(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(DocumentError) as caught:
        read_source(path, limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b" \n\xe3\x80\x80\n", "没有文字"),
        ("a.txt", "\ufeff\u200b".encode(), "没有文字"),
        ("a.txt", b"\xff\xff\xff\xff", "编码"),
        ("a.docx", b"PK\x03\x04 this is no archive", "不是 Word 文档|打不开"),
        ("a.docx", b"hello", "不是真正的 .docx"),
        ("a.pdf", b"hello", "不是真正的 .pdf"),
        ("a.pdf", b"%PDF-1.7\nnothing", "打不开"),
        ("a.doc", OLE + b"x" * 600, "旧版"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.rtf", b"{\\rtf1 hello}", "RTF"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "图片"),
        ("a.txt", b"\x7fELF\0\0\0\1", "不是文字文件"),
        ("a.html", b"<html><head></head><body></body></html>", "没有文字"),
        ("a.html", b"<html><!-- only this -->", "没有文字"),
    ],
)  # fmt: skip
def test_what_is_no_document(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    message = refusal(written(tmp_path / name, data))
    assert any(each in message for each in said.split("|")), message
    assert message.endswith("。")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "找不到" in refusal(tmp_path / "none.txt")
    assert "找不到" in refusal(tmp_path)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(20 * MIB + 1)
    assert "文件太大（20.0 MB），最多 20 MB" in refusal(path)


def test_too_long(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT.encode())
    assert "文字太多" in refusal(path, replace(DEFAULT_LIMITS, characters=20))


def test_bomb(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {"word/document.xml": b" " * (201 * MIB)})
    assert path.stat().st_size < MIB
    assert "压缩得太紧" in refusal(path)


def test_word_file_with_a_broken_part(tmp_path: Path) -> None:
    path = word(tmp_path / "whole.docx")
    cut = written(tmp_path / "cut.docx", path.read_bytes()[: path.stat().st_size // 2])
    assert "打不开" in refusal(cut)
    wrong = packed(tmp_path / "wrong.docx", {"word/document.xml": b"<w:document>"})
    assert "打不开" in refusal(wrong)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"OFD.xml": b"<x/>"}, "OFD"),
        ({"xl/workbook.xml": b"<x/>"}, "Excel"),
        ({"a": b""}, "不是 Word"),
    ],
)
def test_other_packed_files(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    assert said in refusal(packed(tmp_path / "a.docx", members))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "lol">{names}]><d>&a8;</d>'
    path = word(tmp_path / "a.docx")
    bombed = packed(
        tmp_path / "b.docx",
        {**_members(path), "word/document.xml": bomb.encode()},
    )
    refusal(bombed)


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_scanned_pdf(tmp_path: Path) -> None:
    assert "扫描" in refusal(pdf(tmp_path / "a.pdf", ((), (), ("- 3 -",))))


def test_pdf_with_a_password(tmp_path: Path) -> None:
    writer = PdfWriter(PdfReader(pdf(tmp_path / "a.pdf")))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "b.pdf")
    assert "密码" in refusal(tmp_path / "b.pdf")


def test_pdf_with_too_many_pages(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", (LINES,) * 3)
    assert "页数太多" in refusal(path, replace(DEFAULT_LIMITS, pages=2))
