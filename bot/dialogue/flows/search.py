"""Looking for work: three postings at a time, others, nearer ones, better paid ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from bot.dialogue import postings
from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import listing
from bot.dialogue.reply import Button
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import PostingView
from matching.query import Query
from matching.search import SearchResult
from storage.money import FEN_PER_YUAN

AT_A_TIME: Final = 3
_MORE, _NEARER, _BETTER_PAID = "换一批", "近一点的", "工资高一点的"
_HEADS: Final = {_NEARER: "search_nearest", _BETTER_PAID: "search_best_paid"}
_RELAXED: Final = {"search_nearest": "search_no_nearer", "search_best_paid": "search_no_better"}


def start(turn: Turn, text: str) -> Say:
    """Search for what ``text`` asks for; an empty one asks for whatever suits."""
    wanted = turn.services.english.in_chinese(text)
    query = turn.services.jobs.read(wanted, county=turn.county, on=turn.clock.today())
    return _search(turn, query, "search_found")


def names_work(turn: Turn, text: str) -> bool:
    """Tell whether a text names a trade or a condition of work that the search knows."""
    query = turn.services.jobs.read(text, county=turn.county, on=turn.clock.today())
    return bool(query.wants or query.features or query.kinds or query.wage)


def more(turn: Turn) -> Say:
    """Show postings of the same search that were not shown yet (换一批)."""
    return follow(turn, _MORE) or start(turn, "")


def nearer(turn: Turn) -> Say:
    """Show postings nearer home."""
    return follow(turn, _NEARER) or start(turn, _NEARER)


def better_paid(turn: Turn) -> Say:
    """Show postings that pay more than those shown last."""
    return follow(turn, _BETTER_PAID) or start(turn, _BETTER_PAID)


def anything(turn: Turn) -> Say:
    """Search without any condition."""
    return _search(turn, Query(), "search_found")


def follow(turn: Turn, text: str) -> Say | None:
    """Narrow or go on with the search shown last; None when ``text`` does not do that."""
    shown = turn.state.listing
    if shown is None:
        return None
    before = _query(shown.query)
    found = turn.services.jobs.follow_up(
        turn.services.english.in_chinese(text),
        before,
        county=turn.county,
        on=turn.clock.today(),
        shown_wage=_highest_wage(listing.current(turn)),
    )
    if found is None:
        return None
    if text == _BETTER_PAID:
        # The wage to beat belongs to this one list, not to what the person asked for.
        kept = replace(found.query, wage=before.wage)
        return _search(turn, found.query, _HEADS[text], seen=shown.postings, kept=kept)
    if text in _HEADS:
        # Nearer or better paid may be one that was passed over pages ago: only the list goes.
        return _search(turn, found.query, _HEADS[text], seen=shown.postings)
    if found.fresh:
        return _search(turn, found.query, "search_next", seen=shown.seen)
    return _search(turn, found.query, "search_found")


def _search(
    turn: Turn,
    query: Query,
    head: str,
    seen: Sequence[UUID] = (),
    kept: Query | None = None,
) -> Say:
    """Search and list; ``kept`` is what later messages lean on, the query itself if not given."""
    result = turn.services.jobs.search(
        turn.session,
        query,
        county=turn.county,
        on=turn.clock.today(),
        person_id=turn.person_id,
        exclude=frozenset(seen),
        limit=AT_A_TIME,
    )
    views = postings.views(turn, [found.vacancy.id for found in result.postings])
    if not views:
        return _nothing(turn, result, seen)
    said = listing.show(turn, views, source="search", query=(kept or query).to_json(), seen=seen)
    said.lines.insert(0, _head(turn, result, head, len(views)))
    if not result.relaxed:
        said.proves = listing.service(turn, [view.id for view in views])
    return said


def _head(turn: Turn, result: SearchResult, head: str, count: int) -> str:
    if result.relaxed and head in _RELAXED:
        return turn.say(_RELAXED[head])
    if result.relaxed:
        return turn.say(
            "search_relaxed", what=turn.wording.word("form", "join").join(result.relaxed[:3])
        )
    return turn.say(head, count=count, total=result.total)


def _nothing(turn: Turn, result: SearchResult, seen: Sequence[UUID]) -> Say:
    """Say that nothing is left, and offer a search without conditions or a caseworker."""
    turn.state.topic = "search"
    turn.state.slot = None
    if seen:
        first = turn.say("search_no_more")
    elif result.barred:
        why, count = result.barred[0]
        first = turn.say("search_barred", count=count, why=why)
    else:
        first = turn.say("search_none")
    options = [Action(Verb.ANY_JOBS), Action(Verb.HUMAN)]
    labels = [turn.say("button_any_jobs"), turn.say("button_human")]
    return Say(
        [first, turn.say("search_none_options")],
        options=options,
        buttons=[Button(label, str(each)) for label, each in zip(labels, options, strict=True)],
    )


def _query(kept: dict[str, object]) -> Query:
    try:
        return Query.from_json(kept)
    except (KeyError, TypeError, ValueError):
        return Query()


def _highest_wage(views: Sequence[PostingView]) -> int | None:
    wages = [view.wage_high_fen or view.wage_low_fen for view in views]
    return max((fen // FEN_PER_YUAN for fen in wages if fen), default=None)
