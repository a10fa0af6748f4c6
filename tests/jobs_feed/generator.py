"""Makes postings files as messy as real ones, from the shared counts of how real ones look.

Values come with the frequency they have there; employers, names and numbers are invented. Used by
tests and benchmarks: ``python -m tests.jobs_feed.generator 5000 out.csv`` writes a file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.jobs_feed import shapes
from tests.jobs_feed.forms import credit_code, write_csv

EMPLOYERS_PER_POSTING = 0.3
_TRADES = "电子 服装 餐饮 物业 家政 物流 建材 食品 机械 酒店".split()
_PLACES = "会泽县 合肥市 松江区 苏州市 郑州市 九龙坡区".split()


class Generator:
    """Draws rows of the form; the same seed gives the same rows. Skips the test without data."""

    def __init__(self, seed: int, postings: int) -> None:
        self._random = Random(seed)
        self._employers = max(1, int(postings * EMPLOYERS_PER_POSTING))
        kinds = "title district headcount wage sex age education board wage_text shift fee age_text"
        self._values = {kind: shapes.load(kind) for kind in kinds.split()}

    def rows(self, count: int) -> Iterator[dict[str, str]]:
        """Yield ``count`` rows; some have no title, as some real ones have none."""
        for number in range(count):
            employer = self._random.randrange(self._employers)
            yield {
                "岗位名称": self._draw("title"),
                "用人单位": self._employer(employer),
                "统一社会信用代码": credit_code(employer) if employer % 3 else "",
                "工作地点": self._draw("district"),
                "招聘人数": self._draw("headcount"),
                "薪资": self._draw("wage"),
                "性别要求": self._draw("sex"),
                "年龄要求": self._draw("age"),
                "学历要求": self._draw("education"),
                "福利待遇": self._sometimes("board", 0.2),
                "岗位描述": "；".join(filter(None, self._prose())),
                "联系电话": f"1380000{number:04d}" if number % 10 else "",
                "截止日期": self._random.choice(("", "", "长期有效", "2026-12-31", "12月31日")),
                "外部编号": f"G{number:06d}" if number % 4 else "",
            }

    def _employer(self, number: int) -> str:
        place, trade = _PLACES[number % len(_PLACES)], _TRADES[number % len(_TRADES)]
        return f"{place}测试{trade}{number}号有限公司"

    def _draw(self, kind: str) -> str:
        counts = self._values[kind]
        return self._random.choices(list(counts), list(counts.values()))[0]

    def _sometimes(self, kind: str, share: float) -> str:
        figures = {"age_text": "age", "shift": "hours"}.get(kind, "")
        return shapes.filled(self._draw(kind), figures) if self._random.random() < share else ""

    def _prose(self) -> Iterator[str]:
        yield self._sometimes("wage_text", 0.3)
        yield self._sometimes("shift", 0.3)
        yield self._sometimes("age_text", 0.2)
        fee = self._sometimes("fee", 0.02)
        # One phrase of the data was cut after its 不.
        yield f"不{fee}" if fee.startswith("需要") else fee


def write_feed(path: Path, count: int, seed: int = 311) -> Path:
    """Write ``count`` generated rows to ``path`` and return it."""
    rows = list(Generator(seed, count).rows(count))
    return write_csv(path, rows, list(rows[0]))


if __name__ == "__main__":
    write_feed(Path(sys.argv[2]), int(sys.argv[1]))
