"""The full score of ``matching`` as one SQL statement and as Polars expressions.

Every requirement and every part of the score is there, from the same weights; only what was said
comes as a table (``benchmarks.matching_tables``), for no SQL reads Chinese. The result is each
person's three best postings before any assignment. ``benchmarks.matching_peers`` checks the scores
against the engine's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import polars as pl

from benchmarks.matching_tables import KIND_ROWS, STANCES, Tables
from matching.reading.features import Features
from matching.weights import Weights


def _case(column: str, values: Sequence[int]) -> str:
    whens = " ".join(f"WHEN {at} THEN {value}" for at, value in enumerate(values))
    return f"CASE {column} {whens} END"


def _distance() -> str:
    return (
        "CASE WHEN home_province <> province THEN 4 "
        "WHEN home_county = county THEN CASE WHEN town > 0 AND town = home_town THEN 0 ELSE 1 END "
        "WHEN prefecture % 100 = 0 THEN 3 WHEN home_prefecture = prefecture THEN 2 ELSE 3 END"
    )


_IN_AREA = (
    "(area = 0 OR (area_size <= 2 AND province = area) "
    "OR (area_size IN (3, 4) AND prefecture = CASE WHEN area_size = 3 THEN area * 10 ELSE area END)"
    " OR (area_size > 4 AND county = area))"
)
REQUIREMENTS = (
    "(willing = 0 OR (willing = 1 AND gap <= 1) OR (willing = 2 AND gap >= 2) "
    "OR (willing = 3 AND gap IN (2, 3)) OR (willing = 4 AND gap >= 4))",
    f"{_IN_AREA}",
    "age >= age_low AND age <= age_high",
    "(sex_asked = 0 OR sex = sex_asked)",
    "(level_asked <= 1 OR level >= level_asked)",
    "demand <= bearable",
    "(conditions & rules_out) = 0",
    "(licences & held) = licences",
)


def score(weights: Weights) -> str:
    """Return the score of a row as an SQL expression; ``gap`` is the distance class."""
    bits = {feature.key: feature.mask for feature in Features.load().all}
    wage, board = weights.wage, weights.board
    told = (
        f"CASE WHEN wage_low >= wish THEN {wage.full} "
        f"WHEN wage_low + wage_high >= 2 * wish THEN {wage.middle} "
        f"WHEN wage_high >= wish THEN {wage.high} "
        f"ELSE {wage.high} * greatest(0, wage_high * 100 // wish - {wage.floor}) "
        f"// {100 - wage.floor} - least({wage.short_most}, "
        f"greatest(0, {wage.short_from} - wage_high * 100 // wish) * {wage.short}) END"
    )
    untold = (
        f"least({wage.full}, (wage_low + wage_high) * {wage.full} // {2 * wage.no_wish_full_at}, "
        f"{wage.no_wish_base} + (wage_low + wage_high) * {wage.full} // {2 * wage.no_wish_slow_at})"
    )
    near = " ".join(
        f"WHEN {number} THEN {_case('gap', getattr(weights.distance, stance))}"
        for number, stance in enumerate(STANCES)
    )
    kinds = " ".join(
        f"WHEN {number} THEN {_case('kind', getattr(weights.kind, name))}"
        for number, name in enumerate(KIND_ROWS)
    )
    features, fresh = weights.features, weights.fresh
    grave = " ".join(
        f"+ CASE WHEN (lacks & asked & {bits[key]}) > 0 THEN {loss} ELSE 0 END"
        for key, loss in sorted(features.grave_losses.items())
    ) + " ".join(
        f"+ CASE WHEN (asked & {bits[key]}) > 0 AND ((has | lacks) & {bits[key]}) = 0 "
        f"THEN {loss} ELSE 0 END"
        for key, loss in sorted(features.silent_losses.items())
    )
    parts = (
        "said_score",
        f"CASE WHEN wage_stated = 0 THEN {wage.unstated} WHEN wish = 0 THEN {untold} "
        f"ELSE {told} END",
        f"CASE WHEN food_wanted = 1 THEN {_case('food', board.wanted)} "
        f"ELSE {_case('food', board.unsaid)} END",
        f"CASE WHEN bed_wanted = 1 THEN {_case('bed', board.wanted)} "
        f"ELSE {_case('bed', board.unsaid)} END",
        f"greatest({features.least}, least({features.most}, "
        f"bit_count(has & asked) * {features.has} "
        f"+ bit_count(lacks & asked) * {features.lacks} {grave}))",
        f"{_case('years', weights.burden.years)} * hard_sides",
        f"CASE stance {near} END",
        f"CASE kind_row {kinds} END",
        f"CASE WHEN gap >= 2 THEN {_case('bed', board.far_lodging)} ELSE 0 END",
        f"CASE WHEN schooling = 0 THEN office * {weights.office.gap} "
        f"WHEN schooling = 1 THEN (1 - for_schooled) * hard_sides * {weights.office.hard} "
        f"ELSE (1 - for_schooled) * ({weights.office.below} "
        f"+ hard_sides * {2 * weights.office.hard}) END",
        f"health * {weights.burden.frail} * hard_sides",
        f"CASE WHEN age_days <= {fresh.until[0]} THEN {fresh.worth[0]} "
        f"WHEN age_days <= {fresh.until[1]} THEN {fresh.worth[1]} ELSE {fresh.worth[2]} END",
    )
    return " + ".join(f"({part})" for part in parts)


class Duck:
    """The tables in DuckDB's memory, on ``threads`` threads."""

    def __init__(self, given: Tables, weights: Weights, threads: int) -> None:
        self._db = duckdb.connect(config={"threads": threads})
        for name in ("people", "postings", "text"):
            frame: pl.DataFrame = getattr(given, name)
            columns = {key: frame[key].to_numpy() for key in frame.columns}
            self._db.register(f"given_{name}", columns)
            self._db.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")
        self._pairs = (
            f"SELECT person, posting, {score(weights)} AS score FROM ("
            f"SELECT *, {_distance()} AS gap FROM people, postings WHERE person < ?) "
            f"JOIN text USING (said, work) WHERE {' AND '.join(REQUIREMENTS)}"
        )

    def all_pairs(self, people: int) -> pl.DataFrame:
        """Return the score of every possible pair of the first ``people``."""
        return pl.DataFrame(self._db.execute(self._pairs, [people]).fetchnumpy())

    def best(self, people: int) -> int:
        """Find the three best postings of the first ``people``; returns how many got some."""
        rows = self._db.execute(
            "SELECT person, arg_max(posting, score, 3) AS best FROM ("
            f"{self._pairs}) GROUP BY person",
            [people],
        ).fetchall()
        return len(rows)


class Polars:
    """The tables as lazy frames; people go through in chunks, so that the pairs fit in memory."""

    _PAIRS_AT_ONCE = 2_000_000

    def __init__(self, given: Tables, weights: Weights) -> None:
        self._given = given
        self._score = score(weights)

    def all_pairs(self, people: int) -> pl.DataFrame:
        """Return the score of every possible pair of the first ``people``."""
        return pl.concat([chunk.collect() for chunk in self._chunks(people)])

    def best(self, people: int) -> int:
        """Find the three best postings of the first ``people``; returns how many got some."""
        found = 0
        for chunk in self._chunks(people):
            best = chunk.group_by("person").agg(pl.col("posting").top_k_by("score", 3))
            found += len(best.collect())
        return found

    def _chunks(self, people: int) -> Iterator[pl.LazyFrame]:
        postings, text = self._given.postings.lazy(), self._given.text.lazy()
        at_once = max(1, self._PAIRS_AT_ONCE // len(self._given.postings))
        for start in range(0, people, at_once):
            some = self._given.people.slice(start, min(at_once, people - start)).lazy()
            pairs = some.join(postings, how="cross").with_columns(
                pl.sql_expr(_distance()).alias("gap")
            )
            for requirement in REQUIREMENTS:
                pairs = pairs.filter(pl.sql_expr(requirement))
            scored = pairs.join(text, on=["said", "work"]).select(
                "person", "posting", pl.sql_expr(self._score).alias("score")
            )
            yield scored
