"""Where a question gives enough to compute: the rule's outcome as the answer's first sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policy_faq import places
from policy_faq.amounts import months as months_in
from policy_faq.compose import Composer, Lead
from policy_faq.journeys import by_distance, left_over, some_left
from policy_faq.knowledge import Knowledge
from policy_faq.mixed import KINDS, paid_for_both
from policy_faq.models import Card
from policy_faq.parameters import Parameter, Parameters
from policy_faq.places import Distance
from policy_faq.rules import CannotTell, Eligible, NeedToKnow, NotEligible, Outcome
from policy_faq.rules.employers import hiring, workshop
from policy_faq.rules.outcome import yuan
from policy_faq.rules.persons import skill_upgrade, startup_grant, village_post
from policy_faq.rules.placement import Organiser, award, placement
from policy_faq.rules.plan import plans
from policy_faq.rules.transport import Trip, cap, transport
from policy_faq.slots import LOST, Slots
from policy_faq.text import arabic
from policy_faq.worked import TOPICS as TOPICS_OF_WORK
from policy_faq.worked import lead as lead_of_work

_LEVELS = (
    (re.compile(r"初级|五级|5级"), 5),
    (re.compile(r"中级|四级|4级"), 4),
    (re.compile(r"高级|三级|3级"), 3),
)
_CERTIFIED_IN = re.compile(
    r"(20\d{2}|(?<!\d)[012]\d)年?[^,，。?]{0,8}(?:证|考|拿)|证[^,，。?]{0,4}(20\d{2})"
)
_EACH_MONTH = re.compile(r"每个?月|(?<!\d)[1一]个?月")
_OVER_TIME = re.compile(r"一共|总共|合计|[\d一二两三半]年|\d个月")
_HOW_MUCH = re.compile(r"多少|好多|几多|几[文块百千]|多钱")
_EVIDENCE = ("车票", "收入证明")
"""What an SMS names of the papers to bring; the office asks for the others."""
TICKETS = "transport-tickets"
_SUBSIDY = {"startup-subsidy": "startup-grant"}
"""Subsidies that are not named as their topic is."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question to compute: its text, what was said, and the cards that answer it."""

    question: str
    slots: Slots
    county: str
    on: date
    cards: Sequence[Card]
    """The cards in force, the one that answers first."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A first sentence; ``undecided`` when the texts differ for this person."""

    lead: Lead
    undecided: bool = False


class Computer:
    """Applies the rules of ``policy_faq.rules`` to questions about subsidies."""

    def __init__(self, knowledge: Knowledge, parameters: Parameters, composer: Composer) -> None:
        self._knowledge = knowledge
        self._parameters = parameters
        self._composer = composer
        self._plans = {plan.topic: plan for plan in plans()}
        self._by_topic: dict[str, Callable[[Case, Sequence[Parameter]], Computed | None]] = {
            "transport": self._transport,
            "placement": self._placement,
            "placement-other": self._award,
            "hiring": self._hiring,
            "workshop": self._workshop,
            "skill-upgrade": self._skill,
            "startup-subsidy": self._startup,
            "village-post": self._village_post,
        }
        self._concerned = frozenset({TICKETS, *self._plans, *self._by_topic, *TOPICS_OF_WORK})

    def can(self, topic: str) -> bool:
        """Tell whether there are rules for a topic."""
        return topic in self._by_topic

    def concerns(self, topic: str) -> bool:
        """Tell whether anything can be computed, or told by what the question says, of a topic."""
        return topic in self._concerned

    def compute(self, topic: str, case: Case) -> Computed | None:
        """Return the computed first sentence of a topic, or None when the card says it all."""
        if topic == TICKETS and case.cards and case.slots.unticketed:
            return self._no_ticket(case, case.slots.unticketed)
        plan = self._plans.get(topic)
        if plan is not None and case.cards:
            told = plan.told(case.question, case.county)
            return Computed(Lead(told, told))
        by_work = lead_of_work(topic, case.cards[0], case.question) if case.cards else None
        if by_work is not None:
            return Computed(by_work)
        by_topic = self._by_topic.get(topic)
        if by_topic is None or not case.cards:
            return None
        if topic in KINDS:
            rules = (self._parameters.in_force(kind, case.county, case.on) for kind in KINDS)
            both = paid_for_both(case.question, case.slots.distance, *rules)
            if both:
                return Computed(Lead(both, both))
        found = self._parameters.in_force(_SUBSIDY.get(topic, topic), case.county, case.on)
        if not found:
            return None
        nearest = places.rank(found[0].document.place)
        if places.rank(self._knowledge.place_of(case.cards[0])) != nearest:
            return None
        local = [p for p in found if places.rank(p.document.place) == nearest]
        return by_topic(case, local)

    # -- transport ---------------------------------------------------------------------------

    def _transport(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        slots = case.slots
        far = slots.distance
        fare = None if slots.unticketed else slots.fare
        trip = Trip(far, fare, slots.registered, slots.claimed_this_year, slots.months)
        if far is None:
            return self._tiers(case, local, trip)
        name = _destination(slots)
        local = [parameter for parameter in local if cap(parameter, far) is not None] or local
        outcomes = [(parameter, transport(parameter, trip)) for parameter in local]
        refused = [(p, o) for p, o in outcomes if isinstance(o, NotEligible)]
        granted = [(p, o) for p, o in outcomes if isinstance(o, Eligible)]
        if refused:
            lead = self._refusal(case, refused[0][1])
            return Computed(lead)
        if slots.unticketed:
            return self._no_ticket(case, slots.unticketed)
        amounts = {outcome.amount for _, outcome in granted}
        if len(amounts) > 1:
            return self._differing(case, name, granted)
        _, outcome = granted[0]
        amount = yuan(outcome.amount or 0)  # type: ignore[arg-type]
        if outcome.up_to:
            text = f"最高报{amount}：去{name}务工，按车票钱报，车票超过{amount}的只报{amount}。"
            text += f"{local[0].times}。"
            sms = f"去{name}最高报{amount}，按车票钱报；"
        else:
            text = f"可以报{amount}：{outcome.reason}，按车票钱报。{local[0].times}。"
            sms = f"可报{amount}({outcome.reason})；"
        sms += f"脱贫户{local[0].times}，凭{_evidence(case.cards[0])}。"
        text += _yearly(slots)
        note = self._border_note(case, local) if far is Distance.OUT_OF_COUNTY else ""
        return Computed(Lead(text + note, sms, also=self._others(case, local[1:])))

    def _tiers(self, case: Case, local: Sequence[Parameter], trip: Trip) -> Computed | None:
        card = case.cards[0]
        for parameter in local:
            outcome = transport(
                parameter,
                Trip(
                    Distance.OUT_OF_PROVINCE,
                    None,
                    trip.registered,
                    trip.claimed_this_year,
                    trip.months,
                ),
            )
            if isinstance(outcome, NotEligible):
                return Computed(self._refusal(case, outcome))
        if case.slots.unticketed:
            return self._no_ticket(case, case.slots.unticketed)
        if trip.fare is not None:
            return self._by_fare(case, local[0], trip.fare)
        note = self._border_note(case, local) + _yearly(case.slots)
        text = f"{card.answer}{note}\n告诉我去哪里、车票多少钱，我帮您算。"
        return Computed(Lead(text, card.sms, also=self._others(case, local[1:])))

    def _by_fare(self, case: Case, parameter: Parameter, fare: Decimal) -> Computed:
        """Say what a fare gives at every distance, when nobody said where it went to."""
        each = by_distance(parameter, fare)
        text = f"按车票钱报，超过上限的按上限报。车票{yuan(fare)}：{each}。{parameter.times}。"
        card = case.cards[0]
        sms = f"车票{yuan(fare)}:{each}。脱贫户{parameter.times}，凭{_evidence(card)}。"
        return Computed(Lead(f"{text}\n告诉我去哪里，我帮您算准。\n规定：{card.answer}", sms))

    def _no_ticket(self, case: Case, by: str) -> Computed:
        """Promise nothing for a way to travel that the text does not name."""
        phone = self._composer.phone(case.county)
        trains = case.cards[0].topic == TICKETS
        trips = self._parameters.in_force("transport", case.county, case.on)
        if trips and by == LOST and case.slots.fare and some_left(case.question):
            return Computed(left_over(trips[0], case.slots, phone), undecided=True)
        written = "汽车票、火车票" if trains else "凭车票报"
        text = (
            f"说不准：您说的“{by}”，文件没有写能不能报；文件写的是{written}。"
            f"先打 {phone} 问清，再决定要不要花这个钱。"
        )
        if trains:
            text += f"\n规定：{case.cards[0].answer}"
        sms = f"“{by}”能不能报，文件没有写；文件写的是{written}。先打{phone}问清。"
        return Computed(Lead(text, sms), undecided=True)

    def _refusal(self, case: Case, outcome: NotEligible) -> Lead:
        card = case.cards[0]
        source = f"（{outcome.parameter.document.cited}）" if outcome.parameter else ""
        text = outcome.told(source, self._composer.phone(case.county))
        return Lead(f"{text}\n规定是这样的：{card.answer}", f"{text}规定:{card.sms}")

    def _differing(
        self, case: Case, name: str, granted: Sequence[tuple[Parameter, Eligible]]
    ) -> Computed:
        said = []
        for parameter, outcome in granted:
            amount = yuan(outcome.amount or 0)  # type: ignore[arg-type]
            most = "最高" if outcome.up_to else "报"
            said.append(f"按{parameter.document.cited}{parameter.clause}，{most}{amount}")
        contact = self._knowledge.contact(case.county)
        decides = contact.office if contact else "当地人社局"
        phone = self._composer.phone(case.county)
        text = (
            f"去{name}，两份文件不一样：{'；'.join(said)}。"
            f"到底按哪个，由{decides}定，请先打 {phone}。"
        )
        amounts = "或".join(yuan(o.amount or 0) for _, o in granted)  # type: ignore[arg-type]
        short = (
            f"去{name}:{amounts}，县文件和县问答不一样，由县中心定，打{phone}。"
            "脱贫户每年1次，凭车票。"
        )
        also = self._others(case, [parameter for parameter, _ in granted[1:]])
        return Computed(Lead(text, short, also=also), undecided=True)

    def _border_note(self, case: Case, local: Sequence[Parameter]) -> str:
        """Name the trip for which the texts of one place differ: within the prefecture."""
        caps = [(p, cap(p, Distance.IN_PREFECTURE)) for p in local]
        said = [(p, most) for p, most in caps if most is not None]
        if len({most for _, most in said}) < 2:
            return ""
        parts = "；".join(f"{p.document.cited}写{yuan(most)}" for p, most in said)
        contact = self._knowledge.contact(case.county)
        decides = contact.office if contact else "当地人社局"
        return f"去本市别的县，两份文件不一样（{parts}），由{decides}定。"

    def _others(self, case: Case, parameters: Sequence[Parameter]) -> tuple[Card, ...]:
        keys = {(p.document.key, p.clause) for p in parameters}
        return tuple(card for card in case.cards[1:] if (card.document, card.clause) in keys)

    # -- organising others --------------------------------------------------------------------

    def _placement(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        slots = case.slots
        if slots.distance is None and slots.people is None:
            return None
        outcome = placement(
            local[0],
            distance=slots.distance,
            people=slots.people,
            stayed=slots.stayed,
            contract_months=slots.months,
            registered=slots.registered,
        )
        return self._simple(
            case, outcome, "条件是劳动合同履行满3个月、都是建档立卡（脱贫）劳动力。"
        )

    def _award(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        slots = case.slots
        if slots.people is None:
            return None
        organiser = Organiser.COMPANY if slots.company else Organiser.PERSON
        early = slots.months is not None and slots.months < local[0]["months"]
        outcome = award(
            local[0],
            organiser=organiser,
            people=slots.people,
            still_working=None if early else slots.stayed,
            distance=slots.distance,
        )
        if isinstance(outcome, NeedToKnow):
            return self._asking(case, outcome)
        return self._simple(case, outcome, "条件是都去了县外务工，按县里核实的人数。")

    def _hiring(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        people = case.slots.people
        if people is None:
            return None
        months = int(local[0]["months"]) if case.slots.months is None else case.slots.months
        outcome = hiring(
            local[0],
            new_labourers=people,
            new_relocated=case.slots.moved or 0,
            stayed=case.slots.stayed,
            months=months,
            registered=case.slots.registered,
        )
        return self._simple(
            case, outcome, "条件是当年新招、都是建档立卡（脱贫）劳动力、稳定干满1年。"
        )

    def _workshop(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        parameter = local[0]
        if case.slots.people is None or parameter.get("each") is None:
            return None
        outcome = workshop(
            parameter,
            people=case.slots.people,
            contract_months=int(parameter["contract_months"]),
            worked_months=int(parameter["work_months"]),
            minimum_wage_paid=True,
        )
        return self._simple(case, outcome, "条件是合同、工作时间和最低工资都达到要求。")

    def _skill(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        levels = {level for pattern, level in _LEVELS if pattern.search(case.question)}
        year, parameter = _year(case.question), local[0]
        too_early = year is not None and year < parameter["since_year"]
        if len(levels) != 1 and not too_early:
            return None
        outcome = skill_upgrade(
            parameter,
            level=max(levels, default=5),
            insured_months=case.slots.months or int(parameter["insured_months"]),
            employed=True,
            year=year,
        )
        return self._simple(case, outcome, "条件是企业在职职工、失业保险累计缴满36个月。")

    def _startup(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        if case.slots.months is None:
            return None
        outcome = startup_grant(
            local[0], hard_to_employ=True, first_business=True, months=case.slots.months
        )
        return self._simple(case, outcome, "条件是经认定的就业困难人员，第一次办小微企业或个体户。")

    def _village_post(self, case: Case, local: Sequence[Parameter]) -> Computed | None:
        asked = case.question
        months = months_in(_EACH_MONTH.sub("", arabic(asked)))
        if not months or not (_OVER_TIME.search(asked) and _HOW_MUCH.search(asked)):
            return None
        outcome = village_post(local[0], placed=True, months=months)
        return self._simple(case, outcome, "条件是安排在乡村公共服务岗位上。")

    def _simple(self, case: Case, outcome: Outcome, condition: str = "") -> Computed | None:
        card = case.cards[0]
        if isinstance(outcome, NotEligible):
            return Computed(self._refusal(case, outcome))
        if isinstance(outcome, CannotTell):
            return self._unsaid(case, outcome)
        if not isinstance(outcome, Eligible) or outcome.amount is None:
            return None
        amount = yuan(outcome.amount)
        text = f"能拿{amount}：{outcome.reason}。{condition}\n规定：{card.answer}"
        return Computed(Lead(text, f"能拿{amount}：{outcome.reason}。{condition}"))

    def _unsaid(self, case: Case, outcome: CannotTell) -> Computed:
        card, phone = case.cards[0], self._composer.phone(case.county)
        text = f"说不准：文件只写了{outcome.written}；您这种情况没有写，请打县里电话 {phone} 核定。"
        return Computed(Lead(f"{text}\n规定：{card.answer}", text), undecided=True)

    def _asking(self, case: Case, outcome: NeedToKnow) -> Computed:
        card = case.cards[0]
        text = f"还要知道一件事才能算：{outcome.question}"
        return Computed(Lead(f"{text}\n规定：{card.answer}", f"{text}规定:{card.sms}"))


def _yearly(slots: Slots) -> str:
    """Return what it means that somebody claimed in another year."""
    return "以前年度领过的，新的一年还能再领1次。" if slots.claimed_this_year is False else ""


def _year(text: str) -> int | None:
    """Return the year in which somebody got a certificate."""
    said = _CERTIFIED_IN.search(text)
    if said is None:
        return None
    year = int(said.group(1) or said.group(2))
    return year if year > 100 else 2000 + year


def _evidence(card: Card) -> str:
    """Return the papers that a card asks for, as an SMS names them."""
    bring = "；".join(card.bring)
    papers = "、".join(paper for paper in _EVIDENCE if paper in bring)
    return f"实名{papers}" if papers.startswith("车票") and "实名" in bring else papers or "车票"


def _destination(slots: Slots) -> str:
    if slots.destination_name:
        return slots.destination_name
    return places.IN_WORDS[slots.distance or Distance.ABROAD]
