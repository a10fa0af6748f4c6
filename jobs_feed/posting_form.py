"""The postings form: its columns, the names other offices give them, and rows as drafts (pure)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from jobs_feed.errors import FeedError
from jobs_feed.normalise.text import clean, tidy
from storage.sheets import Cell, Header, Kind, Table, find_header


class PostingColumn(StrEnum):
    """The columns of the form, in its order; the value is the Chinese header."""

    TITLE = "岗位名称"
    EMPLOYER = "用人单位"
    CREDIT_CODE = "统一社会信用代码"
    KIND = "岗位类型"
    PLACE = "工作地点"
    HEADCOUNT = "招聘人数"
    WAGE = "薪资"
    SEX = "性别要求"
    AGE = "年龄要求"
    EDUCATION = "学历要求"
    SKILLS = "技能要求"
    BENEFITS = "福利待遇"
    DESCRIPTION = "岗位描述"
    CONTACT = "联系人"
    PHONE = "联系电话"
    DEADLINE = "截止日期"
    EXTERNAL_ID = "外部编号"


_SYNONYMS: dict[PostingColumn, str] = {
    PostingColumn.TITLE: (
        "岗位 职位 职位名称 招聘岗位 招聘职位 工种 岗位名 招聘工种 岗位(工种)名称 需求岗位 职务"
    ),
    PostingColumn.EMPLOYER: (
        "用人单位名称 单位名称 企业名称 公司名称 招聘单位 招聘企业 企业 公司 单位 雇主 "
        "用工单位 用工企业"
    ),
    PostingColumn.CREDIT_CODE: (
        "社会信用代码 信用代码 统一信用代码 企业信用代码 组织机构代码 营业执照号 "
        "统一社会信用代码(18位)"
    ),
    PostingColumn.KIND: "类型 岗位类别 岗位性质 职位类型 用工类型 工作性质",
    PostingColumn.PLACE: (
        "工作地址 工作地区 地点 工作区域 用工地点 就业地点 工作城市 上班地点 地区 区域 "
        "单位地址 企业地址 所在地"
    ),
    PostingColumn.HEADCOUNT: (
        "人数 需求人数 招工人数 招聘数量 用工人数 数量 招聘名额 缺工人数 岗位数 用工需求"
    ),
    PostingColumn.WAGE: (
        "工资 薪资待遇 月薪 工资待遇 薪酬 薪水 待遇 工资标准 薪酬待遇 月工资 工资(元/月) "
        "薪资(元/月) 薪资范围 工资范围"
    ),
    PostingColumn.SEX: "性别 男女要求 性别限制",
    PostingColumn.AGE: "年龄 年龄范围 年龄限制 年龄段",
    PostingColumn.EDUCATION: "学历 文化程度 文化程度要求 最低学历 学历层次",
    PostingColumn.SKILLS: (
        "技能 任职要求 岗位要求 技能条件 技术要求 证书要求 招聘条件 任职条件 专业技能 "
        "工种要求 其他要求 要求"
    ),
    PostingColumn.BENEFITS: "福利 食宿 食宿情况 福利情况 其他待遇 食宿条件 食宿待遇 福利保障",
    PostingColumn.DESCRIPTION: (
        "描述 职位描述 工作内容 岗位职责 岗位说明 备注 说明 职责 工作描述 岗位介绍 其他 "
        "其他说明 补充说明 工作要求 工作时间"
    ),
    PostingColumn.CONTACT: "联系人姓名 招聘联系人 联络人 负责人",
    PostingColumn.PHONE: (
        "电话 联系方式 手机 联系手机 手机号 手机号码 招聘电话 咨询电话 联系人电话 固定电话"
    ),
    PostingColumn.DEADLINE: (
        "截止时间 有效期 招聘截止日期 有效期至 报名截止日期 招聘截止时间 结束日期 到期日期 招聘期限"
    ),
    PostingColumn.EXTERNAL_ID: "编号 岗位编号 职位编号 岗位id 职位id 外部id id",
}

#: A file may have several columns of prose; all of them are kept, because all are screened.
_PROSE = frozenset({PostingColumn.SKILLS, PostingColumn.BENEFITS, PostingColumn.DESCRIPTION})
#: Cells that a map may put together: a range from two cells, a place from its parts.
_RANGES = frozenset({PostingColumn.WAGE, PostingColumn.AGE, PostingColumn.HEADCOUNT})


class ColumnMapError(FeedError):
    """A column map, or a file's header, that cannot be used; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class PostingDraft:
    """One posting as somebody wrote it: a text for every column of the form, empty when none."""

    title: str = ""
    employer: str = ""
    credit_code: str = ""
    kind: str = ""
    place: str = ""
    headcount: str = ""
    wage: str = ""
    sex: str = ""
    age: str = ""
    education: str = ""
    skills: str = ""
    benefits: str = ""
    description: str = ""
    contact: str = ""
    phone: str = ""
    deadline: str = ""
    external_id: str = ""

    def __getitem__(self, column: PostingColumn) -> str:
        text: str = getattr(self, column.name.lower())
        return text

    def __repr__(self) -> str:
        # A draft holds a telephone number; a log or a traceback must not.
        return f"PostingDraft({self.title!r}, {self.employer!r})"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of a file: its number as people see it (1…), its draft, and cells nobody can use.

    ``spoilt`` maps a column to what is wrong with its cell, in Chinese.
    """

    number: int
    draft: PostingDraft
    spoilt: Mapping[PostingColumn, str]


ColumnMap = Mapping[PostingColumn, tuple[str, ...]]


def parse_column_map(text: str, name: str) -> ColumnMap:
    """Read a column map: our column = their header, or a list of headers to be joined.

    ``name`` is the file's name; ``.toml`` is read as TOML, all else as JSON. Keys are the form's
    headers or the fields' English names. Raises ColumnMapError.
    """
    try:
        raw = tomllib.loads(text) if name.lower().endswith(".toml") else json.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise ColumnMapError(
            f"列对照文件“{name}”的格式不对（{error}）。TOML 里中文列名要加引号："
            '"岗位名称" = "职位"。'
        ) from error
    if not isinstance(raw, dict) or not raw:
        raise ColumnMapError(f"列对照文件“{name}”里没有内容，应写成 我们的列名 = 对方的列名。")
    found: dict[PostingColumn, tuple[str, ...]] = {}
    for key, value in raw.items():
        column = _column(str(key))
        if column is None:
            known = "、".join(PostingColumn)
            raise ColumnMapError(f"列对照文件里的“{key}”不是我们的列名。可以用：{known}。")
        headers = value if isinstance(value, list) else [value]
        if not headers or not all(isinstance(one, str) and one.strip() for one in headers):
            raise ColumnMapError(f"列对照文件里“{key}”后面要写对方表头的文字。")
        found[column] = tuple(str(one).strip() for one in headers)
    return found


def load_column_map(path: Path) -> ColumnMap:
    """Return the column map in a file; raises ColumnMapError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ColumnMapError(f"列对照文件“{path.name}”打不开，或者不是 UTF-8 文字。") from error
    return parse_column_map(text, path.name)


def _column(key: str) -> PostingColumn | None:
    plain = tidy(key).replace(" ", "")
    for column in PostingColumn:
        if plain in (column.value, column.name.lower()):
            return column
    return None


def header_names(column_map: ColumnMap | None = None) -> dict[str, tuple[str, ...]]:
    """Return the labels that each field of a header may have; what the map names goes first."""
    mapped = column_map or {}
    taken = {header for headers in mapped.values() for header in headers}
    names: dict[str, tuple[str, ...]] = {}
    for column in PostingColumn:
        labels = (column.value, *_SYNONYMS[column].split())
        free = tuple(label for label in labels if label not in taken)
        if column in mapped or column in _PROSE:
            for part, header in enumerate(mapped.get(column, free)):
                names[f"{column}#{part}"] = (header,)
        else:
            names[f"{column}#0"] = free
    return names


def read_drafts(table: Table, column_map: ColumnMap | None = None) -> list[DraftRow]:
    """Return the rows of ``table`` in which a column of the form holds anything.

    Raises ColumnMapError when the header has no 岗位名称 or 用人单位, or lacks what the map names.
    """
    header = _header(table, column_map)
    at = {column: _cells_of(column, header.columns) for column in PostingColumn}
    rows = []
    for number, cells in table.body(header.first):
        spoilt: dict[PostingColumn, str] = {}
        texts: dict[str, str] = {}
        for column, positions in at.items():
            parts = [_text(cells[position], column, spoilt) for position in positions]
            texts[column.name.lower()] = _joined(column, [part for part in parts if part])
        if any(texts.values()) or spoilt:
            rows.append(DraftRow(number, PostingDraft(**texts), spoilt))
    return rows


def _header(table: Table, column_map: ColumnMap | None) -> Header:
    header = find_header(table, header_names(column_map))
    columns = header.columns if header else {}
    absent = [
        name
        for column, names in (column_map or {}).items()
        for part, name in enumerate(names)
        if f"{column}#{part}" not in columns
    ]
    if absent:
        raise ColumnMapError(f"文件里没有列对照文件写的这些列：{'、'.join(absent)}。")
    needed = (PostingColumn.TITLE, PostingColumn.EMPLOYER)
    missing = [column.value for column in needed if f"{column}#0" not in columns]
    if header is None or missing:
        raise ColumnMapError(
            f"表头里找不到“{'”和“'.join(missing)}”。第一行应是模板的列名；"
            "列名不同的文件，请用 --map 写明哪一列是什么。"
        )
    return header


def _cells_of(column: PostingColumn, columns: Mapping[str, int]) -> tuple[int, ...]:
    parts = sorted(
        (int(field.partition("#")[2]), position)
        for field, position in columns.items()
        if field.partition("#")[0] == column
    )
    return tuple(position for _, position in parts)


def _text(cell: Cell, column: PostingColumn, spoilt: dict[PostingColumn, str]) -> str:
    if cell.kind in (Kind.FORMULA, Kind.ERROR):
        spoilt[column] = "这一格是没有结果的公式，请改成文字或数字"
        return ""
    if cell.kind is Kind.DATE and column is not PostingColumn.DEADLINE:
        spoilt[column] = "这一格被表格软件改成了日期，请设为文本后重填"
        return ""
    return clean(cell.text)


def _joined(column: PostingColumn, parts: list[str]) -> str:
    mark = "-" if column in _RANGES else "/" if column is PostingColumn.PLACE else "；"
    return mark.join(parts)


def draft_of(texts: Mapping[PostingColumn, str]) -> PostingDraft:
    """Return the draft that holds ``texts``."""
    return PostingDraft(**{column.name.lower(): clean(text) for column, text in texts.items()})


def texts_of(draft: PostingDraft) -> Iterator[tuple[PostingColumn, str]]:
    """Yield the columns of the form in order, each with the draft's text."""
    for part, column in zip(fields(draft), PostingColumn, strict=True):
        yield column, getattr(draft, part.name)
