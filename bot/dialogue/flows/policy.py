"""Policy questions: the answer with its sources, the nearest questions by digit, and feedback."""

from __future__ import annotations

from typing import Any, Final

from bot.dialogue import trips
from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import feedback, handoff, official
from bot.dialogue.follow_words import is_elliptic
from bot.dialogue.intents import bare
from bot.dialogue.redact import redacted
from bot.dialogue.reply import Button
from bot.dialogue.session import KEPT_TEXT, QuestionSlot
from bot.dialogue.turn import Say, Turn
from messaging.tables import HandoffReason
from policy_faq.answer import Answer, FollowUp, Gap
from policy_faq.claims.assess import SUBSIDY
from policy_faq.compute import TICKETS
from policy_faq.learned import answering
from policy_faq.urgent import Alarm, Danger

SURE: Final = 0.5
"""From this confidence on an answer is taken as one; below, the nearest questions are offered."""
_MOST_SUGGESTIONS: Final = 3
CONDITIONS: Final = ("条件：", "当时的条件：")
DENIALS: Final = ("按现有规定领不到", "现在还不能领", "说不准")
"""How an answer begins that says no to somebody's own case."""
_PARTS: Final = ("要带：", "去这里办：", "条件：")
_SAME: Final = 12
_FEW: Final = 8
"""Characters up to which a question that fits nothing may belong to the answer before."""
_NARROWER: Final = {SUBSIDY: TICKETS}
"""Topics that a message may lead to from another: who came by car after 车票能报多少."""
_ASIDES: Final = frozenset({"payout-time"})
"""Asked on the way: what comes next leans on the subject, not on the aside."""
_CANONICAL: Final = {
    Danger.WAGES: "用人单位拖欠工资怎么办",
    Danger.FRAUD: "找工作被骗了怎么办",
    Danger.INJURY: "干活受了工伤怎么办",
    Danger.ID_CARD: "老板扣身份证怎么办",
    Danger.MINOR: "未成年人能不能打工",
    Danger.HARM: "老板打人怎么办",
    Danger.HELD: "被关起来不让走怎么办",
    Danger.CRISIS: "我不想活了",
}


def prompt(turn: Turn) -> Say:
    """Ask what the person wants to know."""
    turn.state.slot = QuestionSlot()
    return Say([turn.say("question")], options=[])


def answer(turn: Turn, question: str, *, with_digits: bool = True, aside: bool = False) -> Say:
    """Answer a question; ``with_digits`` is False while the digits belong to a running flow.

    The next question leans on this one, unless it is asked as an ``aside``: then it only spells
    out what the person wrote.
    """
    kept = turn.state.context, turn.state.question
    words = turn.text if aside else question
    found = ask(turn, question)
    near = again(turn) if found.suggestions and len(bare(words)) <= _FEW else None
    said = told(turn, words, found, with_digits=with_digits)
    if near is not None:
        # A few words in which nothing is named rather go on with what was told.
        said.lines.insert(0, turn.say("follow_near", told=near.sms.rstrip("。")))
    if aside or near is not None:
        turn.state.context, turn.state.question = kept
    return said


def told(turn: Turn, question: str, found: Answer, *, with_digits: bool) -> Say:
    """Tell what was found on a question."""
    said = _answered(turn, question, found, with_digits=with_digits)
    said.buttons += official.button(turn, found)
    return said


def _answered(turn: Turn, question: str, found: Answer, *, with_digits: bool) -> Say:
    _remember(turn, question, found)
    handed_off = found.handoff and not found.suggestions
    feedback.noted(turn, question, found, handed_off=handed_off)
    said = Say.text(_in_form(turn, found))
    if found.parts:
        offered = _parts(turn, found) if with_digits else None
    else:
        offered = trips.offer(turn, found) if with_digits else None
    if handed_off:
        reason = HandoffReason.URGENT if found.urgent else HandoffReason.UNSURE
        said.lines.append(handoff.told(turn, handoff.pass_on(turn, question, reason)))
        return said.add(offered) if offered is not None else said
    if not with_digits:
        return said
    if found.suggestions:
        return said.add(_offer(turn, found))
    if found.parts and offered is not None:
        return said.add(offered)
    if offered is not None:
        return said.add(feedback.asked(turn, digits_are_free=False)).add(offered)
    return said.add(feedback.asked(turn) if found.card else _caseworker(turn))


def urgent(turn: Turn, alarm: Alarm, *, alone: bool = False) -> Say:
    """Answer a danger: what to do and whom to call; somebody's own case goes to a caseworker.

    ``alone`` leaves out what else the message asks for.
    """
    turn.state.slot = None
    found = ask(turn, turn.text)
    if (not found.urgent and found.card is None) or (alone and found.parts):
        found = ask(turn, _CANONICAL[alarm.danger])
    _remember(turn, turn.text, found)
    feedback.noted(turn, turn.text, found, handed_off=alarm.happening)
    said = Say.text(_in_form(turn, found))
    if alarm.happening:
        passed = handoff.pass_on(turn, turn.text, HandoffReason.URGENT)
        said.lines.append(handoff.told(turn, passed))
    else:
        said.lines.append(turn.say("urgent_human"))
    return said.add(_parts(turn, found)) if found.parts else said


def in_full(turn: Turn, question: str) -> Say:
    """Tell one of several questions in full; in an SMS as much as it may hold."""
    if not turn.wording.is_sms:
        return answer(turn, question)
    found = ask(turn, question)
    _remember(turn, question, found)
    return Say.text(found.text)


def _parts(turn: Turn, found: Answer) -> Say:
    """Offer every question of a message by digit, to be told in full."""
    options = [Action(Verb.FULL, part.question) for part in found.parts]
    numbers = "、".join(str(number) for number, _ in enumerate(options, start=1))
    buttons = [
        Button(part.question, str(option) if option.fits_button else str(number))
        for number, (part, option) in enumerate(zip(found.parts, options, strict=True), start=1)
    ]
    return Say([turn.say("policy_parts", numbers=numbers)], options=options, buttons=buttons)


def ask(turn: Turn, question: str) -> Answer:
    """Ask the policy service, the office's own cards included, in the light of what was asked."""
    policy = answering(turn.session, turn.services.policy, turn.home)
    return policy.ask(
        question, county=turn.home, on=turn.clock.today(), context=_context(turn.state.context)
    )


def again(turn: Turn) -> Answer | None:
    """Return the answer that the conversation is about, told once more; None without one."""
    context = _context(turn.state.context)
    if context is None:
        return None
    policy = turn.services.policy
    return policy.retold(context, county=turn.home, on=turn.clock.today())


def knows(turn: Turn) -> bool:
    """Tell whether the policy service is sure of an answer to a message of unknown intent."""
    found = ask(turn, turn.text)
    return found.quote is not None or (found.card is not None and found.confidence >= SURE)


def is_for_another_office(turn: Turn) -> bool:
    """Tell whether a message of unknown intent is about something that another office does."""
    return ask(turn, turn.text).gap is Gap.ELSEWHERE


def offers(turn: Turn, question: str) -> bool:
    """Tell whether there is an answer to ``question``, or questions to choose from."""
    found = ask(turn, question)
    return found.card is not None or bool(found.suggestions)


def goes_on(turn: Turn) -> bool:
    """Tell whether a message ("那省内呢") leans on the question that was answered last."""
    return turn.state.topic == "policy" and leans(turn, turn.text)


def leans(turn: Turn, text: str) -> bool:
    """Tell whether words lean on the question that was answered last."""
    before = turn.state.context
    if before is None:
        return False
    found, topic = ask(turn, text), before.get("topic")
    return found.card is not None and found.topic in {topic, _NARROWER.get(str(topic))}


def _remember(turn: Turn, question: str, found: Answer) -> None:
    turn.state.topic = "policy"
    if _is_open(found) and is_elliptic(bare(question)):
        return  # Half a sentence that was not understood ends no talk.
    turn.state.question = redacted(question)[:KEPT_TEXT]
    if found.topic not in _ASIDES or turn.state.context is None:
        turn.state.context = found.follow_up.to_json() if found.follow_up else None
    turn.state.source = official.source_of(found)


def _is_open(found: Answer) -> bool:
    """Tell whether an answer tells nothing yet."""
    return found.card is None and found.quote is None and found.gap in (None, Gap.UNKNOWN)


def _in_form(turn: Turn, found: Answer) -> str:
    """Return the answer in the form of the channel.

    An SMS has no room for everything: who asks for one part (what to bring, where to go) gets that
    part, which the full answer begins with.
    """
    if not turn.wording.is_sms:
        return found.text
    if found.parts:
        return "\n".join(f"{n} {part.sms}" for n, part in enumerate(found.parts, start=1))
    first = found.text.partition("\n")[0]
    if not first.startswith(_PARTS) or first[:_SAME] in found.sms or not found.citations:
        return found.sms
    source = found.citations[0]
    return f"{first}{turn.say('source', number=source.number, clause=source.clause)}"


def _context(kept: dict[str, Any] | None) -> FollowUp | None:
    if kept is None:
        return None
    try:
        return FollowUp.from_json(kept)
    except (KeyError, TypeError, ValueError):
        return None


def _offer(turn: Turn, found: Answer) -> Say:
    """Offer the nearest questions, and a caseworker behind them.

    The policy answer names the suggestions by digit itself when it is unsure, so they are listed
    here only when it does not.
    """
    questions = found.suggestions[:_MOST_SUGGESTIONS]
    options = [Action(Verb.ASK, question) for question in questions]
    lines = []
    if not all(question in _in_form(turn, found) for question in questions):
        lines = [turn.say("policy_options")]
        lines += [f"{number} {question}" for number, question in enumerate(questions, start=1)]
    buttons = [
        Button(option.about, str(option) if option.fits_button else str(number))
        for number, option in enumerate(options, start=1)
    ]
    if found.handoff:
        label = turn.say("policy_human_option")
        lines.append(f"{len(options) + 1} {label}")
        options.append(Action(Verb.HUMAN))
        buttons.append(Button(label, str(Action(Verb.HUMAN))))
    return Say(lines, options=options, buttons=buttons)


def _caseworker(turn: Turn) -> Say:
    """Offer a caseworker where nothing was found."""
    label = turn.say("button_human")
    return Say([turn.say("policy_ask_human")], buttons=[Button(label, str(Action(Verb.HUMAN)))])
