"""Looking for work: three postings at a time, others, nearer ones, better paid ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median_low
from typing import Final
from uuid import UUID

from bot.dialogue import below_list, postings
from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import listing
from bot.dialogue.reply import Button
from bot.dialogue.session import Listing
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import PostingView
from matching.reading import seeking, small_talk
from matching.reading.query import Order, Query
from matching.reading.query_followup import carried
from matching.reading.query_sayings import is_a_factory
from matching.reading.query_taken_back import without_slips
from matching.reading.seeking import Stance
from matching.search import SearchResult
from storage.money import FEN_PER_YUAN

AT_A_TIME: Final = 3
_MORE, _NEARER, _BETTER_PAID = "换一批", "近一点的", "工资高一点的"
_SURE: Final = 72
"""From here on a trade that somebody tells of is taken for theirs."""
_AT_HOME: Final = re.compile(r"在(?:家|屋)里?(?:带|种|养|歇|待|照|伺候|顾)|不(?:再|想)?找[了啦咯]")
_OTHER_WORK: Final = ("没有招", "没有写", "不是")
"""How it is told that what was found is other work than what was asked for."""
_BEYOND: Final = frozenset({"search_no_nearer", "search_no_better"})
_RELAXED: Final = {
    "search_nearest": "search_nearer_relaxed",
    "search_best_paid": "search_better_relaxed",
    "search_next": "search_next_relaxed",
}


def start(turn: Turn, text: str) -> Say:
    """Search for what ``text`` asks for; an empty one asks for whatever suits."""
    wanted = turn.services.english.in_chinese(text)
    query = turn.services.jobs.read(wanted, county=turn.county, on=turn.clock.today())
    if text:
        query = carried(_before(turn), query, wanted)
    return _search(turn, query, "search_found")


def note(turn: Turn) -> None:
    """Keep what a message tells of the person and of past work, for a search that comes later."""
    text = turn.services.english.in_chinese(turn.text)
    told = turn.services.jobs.read(text, county=turn.county, on=turn.clock.today())
    before = _query(turn.state.heard)
    wants = tuple(term for term in told.wants if term.sure >= _SURE) or before.wants
    facts = carried(told, Query(other=told.other))
    turn.state.heard = replace(carried(before, facts), wants=wants).to_json()


def stance(turn: Turn) -> Stance:
    """Return what a message wants with the work it speaks of; open where it wants none."""
    if is_small_talk(turn):
        return Stance.OPEN
    text = without_slips(turn.services.english.in_chinese(turn.text))
    jobs = turn.services.jobs
    told = jobs.read(text, county=turn.county, on=turn.clock.today())
    works = any(term.sure >= _SURE for term in told.wants)
    found = seeking.stance(text, works=works)
    if found is Stance.DECLINES and _goes_on(turn, told):
        return Stance.OPEN
    if found is Stance.ASKS and not seeking.asks_openly(text):
        # "签合同的，有社保" names what an office is asked about as a condition of work.
        return seeking.stance(jobs.without_conditions(text), works=works)
    return found


def _goes_on(turn: Turn, told: Query) -> bool:
    """Tell whether a message that gives something up names what is looked for instead."""
    if told.places or told.wage:
        return True  # "算了，还是佛山吧"
    near = told.area is not None or below_list.stays(turn.text)
    return near and turn.state.listing is not None and not _AT_HOME.search(turn.text)


def speaks_of_list(turn: Turn) -> bool:
    """Tell whether a message names work and a place for it, or pay, board or hours."""
    jobs = turn.services.jobs
    told = jobs.read(turn.text, county=turn.county, on=turn.clock.today())
    works = bool(told.places) and any(term.sure >= _SURE for term in told.wants)
    return works or bool(told.wage or told.food or told.lodging) or jobs.by_hours(told)


def ends_in_wish(turn: Turn) -> bool:
    """Tell whether what a message tells leads up to a wish for work."""
    return seeking.ends_in_wish(turn.text)


def only_wishes_pay(turn: Turn) -> bool:
    """Tell whether pay is told of as it should be, and none is owed."""
    return seeking.only_wishes_pay(turn.text)


def owes_pay(turn: Turn) -> bool:
    """Tell whether a message has a word of pay that somebody else owes."""
    return seeking.owes_pay(turn.text)


def paused(turn: Turn) -> Say:
    """Take it that somebody looks for no work now, and say how to go on or to stop all of it."""
    turn.state.slot = None
    return Say.text(turn.say("search_paused"))


def names_work(turn: Turn, text: str) -> bool:
    """Tell whether a text names a trade or a condition of work, and little else."""
    if is_a_factory(text):
        return True
    if small_talk.is_small_talk(text) or seeking.stance(text) is Stance.ASKS:
        return False
    on = turn.clock.today()
    jobs, text = turn.services.jobs, turn.services.english.in_chinese(text)
    return jobs.says_only_work(text, county=turn.county, on=on) or jobs.says_mostly_wishes(
        text, county=turn.county, on=on
    )


def names_place(turn: Turn) -> bool:
    """Tell whether a message is a place and hardly a word beside it ("中山 灯饰")."""
    on = turn.clock.today()
    if is_small_talk(turn):
        return False
    text = turn.services.english.in_chinese(turn.text)
    return turn.services.jobs.names_place(text, county=turn.county, on=on)


def is_no_search(turn: Turn) -> bool:
    """Tell whether a message that names work wants something else, or just tells something."""
    on = turn.clock.today()
    return is_small_talk(turn) or not turn.services.jobs.speaks_of_wishes(
        turn.services.english.in_chinese(turn.text), county=turn.county, on=on
    )


def is_clear_wish(turn: Turn, *, doubted: bool) -> bool:
    """Tell whether a message without a word of searching is a wish for work all the same.

    More must be told where its words are ``doubted`` because a policy has them, too.
    """
    if is_small_talk(turn):
        return False
    on = turn.clock.today()
    return turn.services.jobs.is_clear_wish(turn.text, county=turn.county, on=on, doubted=doubted)


def wishes_beside(turn: Turn) -> bool:
    """Tell whether a message wishes for work beside what it only tells of life."""
    on = turn.clock.today()
    if small_talk.is_another_matter(turn.text):
        return False
    return turn.services.jobs.wishes_beside(turn.text, county=turn.county, on=on)


def is_small_talk(turn: Turn) -> bool:
    """Tell whether a message wants something else than work, whatever trade it names."""
    return small_talk.is_small_talk(turn.text)


def says_only_wishes(turn: Turn) -> bool:
    """Tell whether a message is nothing but conditions of work ("不上夜班 双休")."""
    if is_small_talk(turn):
        return False
    return turn.services.jobs.says_only_wishes(turn.text, county=turn.county, on=turn.clock.today())


def tells_of_work(turn: Turn) -> bool:
    """Tell whether a message names work, a place for it, or work that is refused."""
    told = turn.services.jobs.read(turn.text, county=turn.county, on=turn.clock.today())
    return bool(told.places or told.wants or told.avoids or told.features)


def narrowed(turn: Turn) -> Say | None:
    """Leave out of the search what the message will not have ("不要电子厂", "不去广东").

    None when it names nothing that the search knows: then it turns postings down.
    """
    shown = turn.state.listing
    if shown is None:
        return None
    heard = turn.services.jobs.read(turn.text, county=turn.county, on=turn.clock.today())
    if replace(heard, words=()).is_empty:
        return None
    return follow(turn, turn.text)


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
    if shown is None or small_talk.is_remark(text) or small_talk.asks_who_answers(text):
        return None
    before = _query(shown.query)
    found = turn.services.jobs.follow_up(
        below_list.spelt_out(turn.services.english.in_chinese(text)),
        before,
        county=turn.county,
        on=turn.clock.today(),
        shown_wage=max(_top_wages(listing.current(turn)), default=None),
    )
    if found is None:
        return _search(turn, before, "search_found") if below_list.bears(text) else None
    if found.further and found.query.order is Order.NEAR:
        return _nearer(turn, shown, replace(found.query, wage=before.wage, area=before.area))
    if found.further and found.query.order is Order.WAGE:
        return _better_paid(turn, shown, replace(found.query, wage=before.wage))
    if found.fresh:
        return _search(turn, found.query, "search_next", seen=shown.seen, exclude=shown.seen)
    return _search(turn, found.query, "search_found")


def _nearer(turn: Turn, shown: Listing, asked: Query) -> Say:
    """Show what is nearer than the list; when nothing is, say so and go on.

    It may be one that was passed over pages ago: only the list itself is left out.
    """
    found = _found(turn, asked, exclude=shown.postings, nearer_than=shown.postings)
    if found.postings:
        near = _found(turn, asked, exclude=(), nearer_than=shown.postings)
        if not near.relaxed:
            found = near if found.relaxed else _filled(found, near)
        head = "search_nearest"
        return _show(turn, found, asked, head, seen=shown.seen, exclude=shown.postings)
    others = _found(turn, asked, exclude=shown.seen)
    return _show(turn, others, asked, "search_no_nearer", seen=shown.seen, exclude=shown.seen)


def _better_paid(turn: Turn, shown: Listing, asked: Query) -> Say:
    """Show what pays more than most of the list, or what pays best of all that fits.

    The wage to beat belongs to this one list, not to what the person asked for. Other work than
    what was asked for is no better paid kind of it, so that what was shown comes again rather.
    """
    tops = sorted(_top_wages(listing.current(turn)))
    if tops:
        usual = median_low(tops)
        found = _found(turn, asked, exclude=shown.postings, paid_above=usual)
        more = _found(turn, asked, exclude=(), paid_above=usual)
        if found.postings and not (found.relaxed or more.relaxed):
            found = _filled(found, more)
        if found.postings and not any(each.startswith(_OTHER_WORK) for each in found.relaxed):
            return _show(turn, found, asked, "search_best_paid", seen=shown.seen, exclude=())
    best = _found(turn, asked, exclude=())
    return _show(turn, best, asked, "search_no_better", seen=shown.seen, exclude=())


def _filled(found: SearchResult, more: SearchResult) -> SearchResult:
    """Return what was found with as much of ``more`` as there is room for behind it.

    Work that is only near what was asked for comes last, whether it was shown before or not.
    """
    known = {each.vacancy.id for each in found.postings}
    rest = (each for each in more.postings if each.vacancy.id not in known)
    both = sorted((*found.postings, *rest), key=lambda each: each.kin)
    return replace(found, postings=tuple(both[:AT_A_TIME]))


def _search(
    turn: Turn,
    query: Query,
    head: str,
    *,
    seen: Sequence[UUID] = (),
    exclude: Sequence[UUID] = (),
) -> Say:
    """Search and list.

    ``seen`` is all that was shown of this search, ``exclude`` what is left out now; what was turned
    down in this conversation is left out always.
    """
    found = _found(turn, query, exclude=exclude)
    return _show(turn, found, query, head, seen=seen, exclude=exclude)


def _found(
    turn: Turn,
    query: Query,
    *,
    exclude: Sequence[UUID],
    nearer_than: Sequence[UUID] = (),
    paid_above: int | None = None,
) -> SearchResult:
    return turn.services.jobs.search(
        turn.session,
        query,
        county=turn.county,
        on=turn.clock.today(),
        person_id=turn.person_id,
        exclude=frozenset((*exclude, *turn.state.refused)),
        limit=AT_A_TIME,
        nearer_than=nearer_than,
        paid_above=paid_above,
    )


def _show(
    turn: Turn,
    result: SearchResult,
    query: Query,
    head: str,
    *,
    seen: Sequence[UUID],
    exclude: Sequence[UUID],
) -> Say:
    views = postings.views(turn, [found.vacancy.id for found in result.postings])
    if not views:
        return _nothing(turn, result, exclude)
    told = {found.vacancy.id: found for found in result.postings}
    said = listing.show(
        turn,
        views,
        source="search",
        head=_head(turn, result, head, len(views)),
        reasons=[told[view.id].reasons for view in views],
        lacks=[told[view.id].alone for view in views],
        query=query.to_json(),
        seen=seen,
    )
    if not result.relaxed:
        said.proves = listing.service(turn, [view.id for view in views])
    return said


def _head(turn: Turn, result: SearchResult, head: str, count: int) -> str:
    if head in _BEYOND:
        return turn.say(head)
    if result.relaxed:
        what = turn.wording.word("form", "join").join(result.shared[:3])
        what = what or turn.say("search_each_lacks")
        return turn.say(_RELAXED.get(head, "search_relaxed"), what=what)
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


def _before(turn: Turn) -> Query:
    """Return the search shown last, or what was told before any."""
    shown = turn.state.listing
    return _query(turn.state.heard if shown is None else shown.query)


def _query(kept: dict[str, object]) -> Query:
    try:
        return Query.from_json(kept)
    except (KeyError, TypeError, ValueError):
        return Query()


def _top_wages(views: Sequence[PostingView]) -> list[int]:
    """Return the best wages of a list in yuan per month, of those that state one."""
    wages = [view.wage_high_fen or view.wage_low_fen for view in views]
    return [fen // FEN_PER_YUAN for fen in wages if fen]
