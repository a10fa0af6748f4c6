"""The roster form (云南省农村贫困劳动力就业信息表, YN100 Annex 2): its columns and one row of it.

Pure. A row is read whole: every problem in it is found, and contradictions between its columns
and the ID number are problems too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, TypeVar

from labourers import roster_values as values
from labourers.id_number import IdNumber, age_on, read_id_number
from labourers.no_wish import wants_none
from labourers.phone import Phones, read_phones
from labourers.problems import CellProblem, RowProblem
from labourers.roster_columns import FIELDS, title_of
from labourers.roster_towns import doubt_of, read_town
from labourers.roster_wish import Wish, read_wish
from labourers.tables import Education, EmploymentStatus, Health, Sex, Willingness, WorkAbility
from storage.columns import LONG
from storage.gazetteer import Gazetteer, Town
from storage.sheets import EMPTY, Cell, Kind
from storage.vault import masked_id_number

_T = TypeVar("_T")
YOUNGEST = 16
"""Years; younger people may not be employed (劳动法 article 15)."""
_AGE_TOLERANCE = 2
"""Years; ages in lists are counted the traditional way or date from an older list."""
_FOOTER = re.compile(r"(?:合计|总计|小计|填表人|填报人|审核人|负责人|制表|备注|说明|注)\s*[:：]?")
_LONG_NUMBER = re.compile(r"[0-9](?:[ \-—.]?[0-9]){9,}[xX]?")
_ANY_NUMBER = re.compile(r"[0-9](?:[ \-—.]?[0-9]){4,}[xX]?")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as a row of the form states it; None means not stated.

    ``town`` is a town of the list, or the text of the cell for one that the list has not: a town
    that was merged into another is still an address, and a new one comes before the next list.
    ``since`` is the day the present job began, ``doubts`` are what was taken over but may be wrong.
    """

    row: int
    name: str
    identity: IdNumber
    external_id: str | None
    town: Town | str | None
    village: str | None
    ethnicity: str | None
    political_status: str | None
    education: Education | None
    health: Health | None
    ailment: str | None
    work_ability: WorkAbility | None
    phones: Phones | None
    status: EmploymentStatus | None
    place_code: str | None
    place_text: str | None
    employer: str | None
    since: date | None
    wish: Wish | None
    services_wanted: str | None
    skills: str | None
    monitored: bool | None
    doubts: tuple[RowProblem, ...] = ()


def is_footer(cells: list[Cell]) -> bool:
    """Tell whether a row below the people is a total, a signature line or a remark."""
    filled = [cell for cell in cells if cell]
    digits = sum(char.isdigit() for cell in filled for char in cell.text)
    return bool(_FOOTER.match(filled[0].text)) and digits < 15 if filled else False


def masked(text: str, *, personal: bool = False) -> str:
    """Return ``text`` with long numbers hidden but for their ends.

    Ten digits may be an ID number or a phone; in a ``personal`` column five are enough.
    """
    folded = unicodedata.normalize("NFKC", text)
    pattern = _ANY_NUMBER if personal else _LONG_NUMBER
    return pattern.sub(lambda run: masked_id_number(re.sub(r"[^0-9xX]", "", run[0])), folded)


def read_row(
    number: int, cells: Mapping[str, Cell], county: str, gazetteer: Gazetteer, today: date
) -> RosterRow | RowProblem:
    """Return the person in one row, or what is wrong with the row.

    ``cells`` maps a field to its cell; ``number`` is the row people see; ``county`` is the adcode
    of the office. When several cells are wrong, the first is named and the others are listed in
    its text.
    """
    reader = _RowReader(number, cells, county, gazetteer, today)
    row = reader.row()
    if row is not None and not reader.problems:
        return row
    first, *others = reader.problems
    if not others:
        return first
    more = "；".join(f"{each.column}：{each.problem}，{each.mend.rstrip('。')}" for each in others)
    problem = f"{first.problem}（此行另有 {len(others)} 处问题：{more}）"
    return RowProblem(first.row, first.column, first.value_masked, problem, first.mend)


class _Rest(TypedDict):
    """The parts of a row that stand alone."""

    external_id: str | None
    ethnicity: str | None
    political_status: str | None
    education: Education | None
    health: Health | None
    ailment: str | None
    phones: Phones | None
    since: date | None
    services_wanted: str | None
    skills: str | None
    monitored: bool | None


class _RowReader:
    def __init__(
        self,
        number: int,
        cells: Mapping[str, Cell],
        county: str,
        gazetteer: Gazetteer,
        today: date,
    ) -> None:
        self.problems: list[RowProblem] = []
        self._doubts: list[RowProblem] = []
        self._number = number
        self._cells = cells
        self._county = county
        self._gazetteer = gazetteer
        self._today = today

    def row(self) -> RosterRow | None:
        """Read every cell; return the row when the person is known at least."""
        name = self._read("name", values.read_name)
        identity = self._read("id_number", self._identity)
        if identity is not None:
            self._check_against(identity)
        town, village = self._read("town", self._town), self._read("village", values.read_text)
        if village is not None and town is None and "town" not in self._bad():
            self._add("town", CellProblem("填了村，没有填乡镇", "请填写这个村所在的乡镇。"))
        ability = self._read("work_ability", values.read_work_ability)
        place_text = self._read("place", values.read_text)
        place = self._gazetteer.resolve(place_text, self._county) if place_text else None
        employer = self._read("employer", values.read_text)
        wish = self._read("wish", self._wish)
        services = self._services(wish)
        if wish is not None and wants_none(services or ""):
            wish = Wish(Willingness.NOT_NOW)
        status = self._status(ability, place_text or employer, wish)
        rest = _Rest(
            external_id=self._read("external_id", lambda text: values.read_text(text, 64)),
            ethnicity=self._read("ethnicity", values.read_ethnicity),
            political_status=self._read("political_status", values.read_party),
            education=self._read("education", values.read_education),
            health=self._read("health", values.read_health),
            ailment=values.named_ailment(self._cells.get("health", EMPTY).text),
            phones=self._read("phone", read_phones),
            since=self._since(identity),
            services_wanted=services,
            skills=self._read("skills", values.read_text),
            monitored=self._read("monitored", values.read_flag),
        )
        if name is None or identity is None:
            return None
        return RosterRow(
            **rest,
            row=self._number,
            name=name,
            identity=identity,
            town=town,
            village=village,
            work_ability=ability,
            status=status,
            place_code=(place.town or place.code) if place is not None else None,
            place_text=place_text,
            employer=employer,
            wish=wish,
            doubts=tuple(self._doubts),
        )

    def _wish(self, text: str) -> Wish | None:
        return read_wish(text, self._county, self._gazetteer)

    def _services(self, wish: Wish | None) -> str | None:
        """Return the services wanted, with what the wish rules out beside them."""
        told = self._read("services_wanted", values.read_text)
        if wish is None:
            return told
        names = "、".join(self._gazetteer.short_name(code) for code in wish.refused)
        bounds = ("只在本乡镇" if wish.own_town else "", f"不去{names}" if names else "")
        return "；".join(filter(None, (told, *bounds)))[:LONG] or None

    def _since(self, identity: IdNumber | None) -> date | None:
        since = self._read("since", lambda text: values.read_date(text, self._today))
        if since is not None and identity is not None and since < identity.birth_date:
            self._add("since", CellProblem("就业时间早于出生日期", "请核对年份。"))
        return since

    def _identity(self, text: str) -> IdNumber:
        return read_id_number(text, self._today, held_as=self._cells.get("id_number", EMPTY).number)

    def _town(self, text: str) -> Town | str | None:
        town = read_town(text, self._county, self._gazetteer)
        if isinstance(town, str) and (doubt := doubt_of(town, self._county, self._gazetteer)):
            self._doubts.append(self._row_problem("town", doubt))
        return town

    def _check_against(self, identity: IdNumber) -> None:
        sex = self._read("sex", values.read_sex)
        if sex is not None and sex is not identity.sex:
            said, is_ = ("男", "女") if sex is Sex.MALE else ("女", "男")
            problem = f"性别填的是“{said}”，证件号码是{is_}性"
            self._add("sex", CellProblem(problem, "请对照身份证，改正性别或证件号码。"))
        born = self._read("birth_date", lambda text: values.read_date(text, self._today))
        text = self._cells.get("birth_date", EMPTY).text
        month_only = born is not None and born.day == 1 and len(re.findall(r"\d+", text)) < 3
        if born is not None and (
            (born.year, born.month) != (identity.birth_date.year, identity.birth_date.month)
            or not (month_only or born.day == identity.birth_date.day)
        ):
            problem = "出生日期和证件号码里的不一样"
            self._add("birth_date", CellProblem(problem, "请对照身份证，改正其中一个。"))
        age = self._read("age", _read_age)
        years = age_on(identity.birth_date, self._today)
        if age is not None and abs(age - years) > _AGE_TOLERANCE:
            problem = f"年龄填的是 {age} 岁，按证件号码是 {years} 岁"
            self._add("age", CellProblem(problem, "请对照身份证，改正年龄或证件号码。"))
        if years < YOUNGEST:
            problem = f"按证件号码未满 {YOUNGEST} 周岁，不能就业"
            self._add("id_number", CellProblem(problem, "请核对证件号码；未满 16 周岁的人不录入。"))

    def _status(
        self,
        ability: WorkAbility | None,
        work: str | None,
        wish: Wish | None,
    ) -> EmploymentStatus | None:
        """Return the status; columns meant only for the employed or the unemployed state it too."""
        stated = self._read("employed", values.read_employed)
        if stated is EmploymentStatus.UNEMPLOYED and work is not None:
            problem = "“是否已就业”填的是没有就业，又填了就业地点或单位"
            self._add(
                "employed", CellProblem(problem, "已就业就改成“是”；没有就业就清空就业信息。")
            )
        if stated is EmploymentStatus.EMPLOYED and ability is WorkAbility.NONE:
            problem = "填了无劳动能力，又填了已就业"
            self._add("work_ability", CellProblem(problem, "请核对劳动能力和是否已就业。"))
        if stated is None and "employed" not in self._bad():
            if work is not None:
                return EmploymentStatus.EMPLOYED
            if wish is not None and ability is not WorkAbility.NONE:
                return EmploymentStatus.UNEMPLOYED
        if ability is WorkAbility.NONE and stated in {None, EmploymentStatus.UNEMPLOYED}:
            return EmploymentStatus.UNABLE
        return stated

    def _bad(self) -> set[str]:
        titles = {each.column for each in self.problems}
        return {field for field in FIELDS if title_of(field) in titles}

    def _read(self, field: str, read: Callable[[str], _T]) -> _T | None:
        cell = self._cells.get(field, EMPTY)
        try:
            if cell.kind is Kind.FORMULA:
                raise CellProblem("这一格是公式，文件里没有它的结果", _PASTE_VALUES)
            if cell.kind is Kind.ERROR:
                raise CellProblem("这一格的公式出错了", _PASTE_VALUES)
            return read(cell.text)
        except CellProblem as problem:
            if cell.formula and cell.kind not in {Kind.FORMULA, Kind.ERROR}:
                problem.mend = f"{problem.mend}这一格是公式，{_PASTE_VALUES}"
            self._add(field, problem)
            return None

    def _add(self, field: str, problem: CellProblem) -> None:
        self.problems.append(self._row_problem(field, problem))

    def _row_problem(self, field: str, problem: CellProblem) -> RowProblem:
        text = self._cells.get(field, EMPTY).text
        shown = masked(text, personal=field in {"id_number", "phone"})[:40]
        return RowProblem(self._number, title_of(field), shown, problem.problem, problem.mend)


_PASTE_VALUES = "请复制后用“选择性粘贴→数值”换成结果，保存再上传。"


def _read_age(text: str) -> int | None:
    word = re.sub(r"[\s周岁]", "", values.plain(text))
    if not word:
        return None
    if not re.fullmatch(r"\d{1,3}(?:\.0+)?", word):
        raise CellProblem("看不懂这个年龄", "请填周岁的数字，例如 35。")
    return int(float(word))
