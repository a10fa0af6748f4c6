"""Reading what people send: kinds of files, encodings, limits, headers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from storage.clock import SHANGHAI
from storage.sheets import (
    Column,
    Kind,
    Limits,
    Sheet,
    SheetError,
    find_header,
    read_table,
    read_tables,
    write_csv,
    write_workbook,
)

FILES = Path(__file__).with_name("test_sheets_files")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def texts(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_table(path).rows]


def raw_workbook(path: Path, parts: Iterable[bytes]) -> Path:
    """Write an .xlsx whose one sheet is ``parts``, as a program that is not Excel might."""
    link = f'<Relationship Id="rId1" Type="{OFFICE}/%s" Target="%s"/>'
    links = f'<Relationships xmlns="{RELATIONS}">{link}</Relationships>'
    kinds = "".join(
        f'<Default Extension="{name}" ContentType="application/{kind}xml"/>'
        for name, kind in (("rels", "vnd.openxmlformats-package.relationships+"), ("xml", ""))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}">{kinds}</Types>',
        )
        archive.writestr("_rels/.rels", links % ("officeDocument", "xl/workbook.xml"))
        archive.writestr(
            "xl/_rels/workbook.xml.rels", links % ("worksheet", "worksheets/sheet1.xml")
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for part in parts:
                sheet.write(part)
            sheet.write(b"</sheetData></worksheet>")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_of_any_usual_encoding(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名{mark}乡镇\r\n李䶮{mark}　者海镇 \r\n".encode(encoding))
    assert texts(path) == [["姓名", "乡镇"], ["李䶮", "者海镇"]]


def test_text_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("姓名\t乡镇\n张三\t者海\n", "utf-8")
    assert texts(path)[1] == ["张三", "者海"]


def test_a_workbook_under_a_wrong_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((FILES / "two_level.xls").read_bytes())
    assert read_table(path).name == "信息表"


def test_short_and_blank_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,乡镇\n\n张三\n", "utf-8")
    table = read_table(path)
    assert [(number, row[0].text) for number, row in table.body(1)] == [(3, "张三")]
    assert {len(row) for row in table.rows} == {2}


def test_old_excel_with_a_header_over_two_rows() -> None:
    table = read_table(FILES / "two_level.xls")
    header = find_header(
        table,
        {
            "name": ["姓名"],
            "id_number": ["证件号码", "身份证号"],
            "employed": ["是否已就业"],
            "place": ["就业地点"],
            "employer": ["就业单位名称"],
            "since": ["就业时间"],
        },
    )
    assert header is not None
    assert header.columns == {
        "name": 0, "id_number": 1, "employed": 2, "place": 3, "employer": 4, "since": 5
    }  # fmt: skip
    assert header.first == 3
    row = table.rows[3]
    assert (row[1].kind, row[1].text) == (Kind.NUMBER, "530326199001010000")
    assert row[5].day == date(2024, 3, 1)


def test_header_of_a_csv_made_from_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "就业信息表,,,\n* 姓 名,已就业人员,,备注\n,就业地点(省市县),就业时间,\n张三,东莞,2024,无\n",
        "utf-8",
    )
    header = find_header(
        read_table(path), {"name": ["姓名"], "place": ["就业地点"], "since": ["就业时间"]}
    )
    assert header is not None
    assert (header.columns, header.first) == ({"name": 0, "place": 1, "since": 2}, 3)
    assert header.unknown == ("备注",)


def test_no_header_is_said_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("张三,1\n李四,2\n", "utf-8")
    assert find_header(read_table(path), {"name": ["姓名"], "phone": ["电话"]}) is None


def test_the_sheet_with_the_expected_columns_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(
        path,
        [
            Sheet("填表说明", [Column("说明")], [["请如实填写"]]),
            Sheet("名单", [Column("姓名"), Column("乡镇")], [["张三", "者海"]]),
        ],
    )
    assert read_table(path, expected=["姓名", "乡镇"]).name == "名单"
    assert read_table(path).name == "填表说明"
    assert len(read_tables(path)) == 2


def test_formulas_with_and_without_a_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, ["姓名", "乡镇"])
    page.write_formula(1, 0, '="张"&"三"', None, "张三")
    page.write_formula(1, 1, '="者"&"海"', None, "")
    page.write_formula(2, 5, "=NA()", None, "#N/A")
    book.close()
    table = read_table(path)
    done, missing, failed = table.rows[1][0], table.rows[1][1], table.rows[2][5]
    assert (done.kind, done.text, done.formula) == (Kind.TEXT, "张三", True)
    assert (missing.kind, missing.formula) == (Kind.FORMULA, True)
    assert failed.kind is Kind.ERROR


def test_formulas_in_csv_are_never_values(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b,c\n=1+1,"=""530326199001010013""",-5\n', "utf-8")
    formula, text, number = read_table(path).rows[1]
    assert formula.kind is Kind.FORMULA
    assert text.text == "530326199001010013"
    assert number.text == "-5"


def test_large_numbers_are_written_out_but_known_as_numbers(tmp_path: Path) -> None:
    path = raw_workbook(
        tmp_path / "a.xlsx",
        [
            b'<row r="1"><c r="A1"><v>5.3032619900101E+17</v></c>',
            b'<c r="B1"><v>13908741234</v></c></row>',
        ],
    )
    identity, phone = read_table(path).rows[0]
    assert (identity.text, identity.number) == ("530326199001010000", 5.3032619900101e17)
    assert phone.text == "13908741234"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "空的"),
        ("a.xlsx", b"", "空的"),
        ("a.csv", b" \n,,\n\n", "空的"),
        ("a.xlsx", b"abc", "不是真正的 Excel"),
        ("a.xlsx", b"PK\x03\x04abc", "打不开"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a" * 600, "打不开"),
        ("a.xls", b"<html><table></table></html>", "网页"),
        ("a.csv", b"%PDF-1.4\n\x00\x01", "不是表格"),
        ("a.csv", b"\xff\xff\xff, a\n", "编码"),
        ("a.csv", '姓名,乡镇\n"张三,者海\n李四,大井\n'.encode(), "引号"),
        ("a.csv", b"," * 300, "列数"),
        ("a.csv", b'"' + b"x" * 200_000, "引号"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SheetError, match=message):
        read_table(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="找不到"):
        read_table(tmp_path / "no.csv")


def test_a_file_of_more_than_20_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(SheetError, match="文件太大"):
        read_table(path)


def test_a_password_is_named(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="密码"):
        read_table(FILES / "password.xlsx")


def test_a_sparse_sheet_kills_only_its_own_process(tmp_path: Path) -> None:
    rows = [
        b'<row r="1"><c r="A1"><v>1</v></c></row>',
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    ]
    path = raw_workbook(tmp_path / "sparse.xlsx", rows)
    with pytest.raises(SheetError, match="太大"):
        read_table(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "bomb.xlsx", (b" " * 1024 * 1024 for _ in range(30)))
    with pytest.raises(SheetError, match="太大"):
        read_table(path, Limits(unpacked_bytes=20 * 1024 * 1024))


def test_too_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("a", [Column("姓名")], [["张三"]] * 20)])
    with pytest.raises(SheetError, match="行数太多（超过 10 行）"):
        read_table(path, Limits(rows=10))
    assert len(read_table(path, Limits(rows=21)).rows) == 21


def test_too_little_memory_is_told_as_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [[str(number + row) for number in range(20)] for row in range(0, 100_000, 20)]
    write_workbook(path, [Sheet("a", [Column("姓名")] * 20, rows)])
    with pytest.raises(SheetError, match="太大"):
        read_table(path, Limits(memory_bytes=25 * 1024 * 1024))


def test_what_is_written_runs_nothing(tmp_path: Path) -> None:
    rows = [["=1+1", "http://a.cn", "530326199001010013", 7, date(2024, 3, 1), None]]
    columns = [Column(str(number), group="组" if number > 3 else "") for number in range(6)]
    path = tmp_path / "a.xlsx"
    moment = datetime(2024, 3, 1, tzinfo=SHANGHAI)
    write_workbook(path, [Sheet("a/b", columns, rows, title="题", notes=["注"])], created=moment)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in xml
        assert b"hyperlink" not in xml
    table = read_table(path)
    assert table.name == "a_b"
    assert [cell.text for cell in table.rows[4]] == [
        "=1+1", "http://a.cn", "530326199001010013", "7", "2024-03-01", ""
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[2]] == ["0", "1", "2", "3", "组", "组"]


def test_csv_for_excel_guards_formulas_and_reads_back(tmp_path: Path) -> None:
    stream = io.BytesIO()
    write_csv(stream, ["内容"], [["=cmd()"], ["@x"], ["-5"], ["-a(b)"], [None], ["'引"]])
    content = stream.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n'=cmd()\r\n'@x\r\n-5\r\n'-a(b)\r\n" in content
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert [row[0] for row in texts(path)][1:5] == ["=cmd()", "@x", "-5", "-a(b)"]


_CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs"]))


@given(st.lists(_CELLS, min_size=1, max_size=5))
def test_csv_round_trip(row: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        write_csv(path, ["头"] * len(row), [row])
        read = read_table(path).rows
        again = Path(folder) / "b.csv"
        write_csv(again, ["头"] * len(row), [[cell.text for cell in read[1]]] if read[1:] else [])
        assert [[c.text for c in r] for r in read_table(again).rows][1:] == [
            [c.text for c in r] for r in read[1:]
        ]
