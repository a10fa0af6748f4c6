"""The door of the package: a question in, a truthful answer out; pure, offline, built once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from functools import lru_cache, partial
from importlib import resources
from pathlib import Path
from uuid import UUID

from policy_faq import elsewhere, local_cards
from policy_faq import slots as slot_reader
from policy_faq import text as texts
from policy_faq.answer import Answer, FollowUp
from policy_faq.apart import matters, parts_of
from policy_faq.aspects import without_aspect
from policy_faq.case import asked_of, told
from policy_faq.compose import Composer
from policy_faq.compute import Computer
from policy_faq.courtesy import courtesy_in
from policy_faq.dialect import standard
from policy_faq.documents_told import Asker, DocumentTeller
from policy_faq.english import English
from policy_faq.first_aid import comfort, with_first_aid, with_lesser
from policy_faq.homophones import Homophones
from policy_faq.knowledge import Knowledge
from policy_faq.local_cards import LocalCard, LocalCards
from policy_faq.messages import joined, with_english, with_unheard
from policy_faq.named import Named
from policy_faq.official import OfficialText, dated
from policy_faq.parameters import Parameters
from policy_faq.places import UnknownPlaceError, known
from policy_faq.quotes import Quotes
from policy_faq.quoting import with_wording
from policy_faq.ranking import OTHER, Calibration, Ranking
from policy_faq.reading import Reader
from policy_faq.refusals import Refusals
from policy_faq.retrieval import Audience, Retriever
from policy_faq.scope import led_elsewhere
from policy_faq.sureness import CALM, MAYBE, NAMED, SURE, SURE_OF_DANGER, SURE_OF_OTHERS
from policy_faq.telling import Teller
from policy_faq.thread import Lean, leaning_on
from policy_faq.tokens import Tokenizer
from policy_faq.urgent import (
    FIRST,
    Danger,
    danger_in,
    is_about_other_money,
    is_pressing,
    urgent_topic,
)
from policy_faq.urgent_young import is_of_age
from policy_faq.worked import is_one_case
from storage.gazetteer import Gazetteer

__all__ = ["PolicyService", "UnknownPlaceError"]

_DANGERS = frozenset(each.topic for each in Danger)
_PARTS_READ = 6
_REMEMBERED = 1024
"""Answers kept: many people ask the same few things in the same few words."""
_LONGEST_REMEMBERED = 40
"""Characters; longer messages are somebody's own story and are not kept."""
_SHORTEST_MATTER = 3


class PolicyService:
    """Answers policy questions for a person of a county on a day.

    Build one with ``load`` and keep it: loading takes one to two seconds, an answer about a
    fifth of a millisecond. Safe to share between threads.
    """

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, tokenizer: Tokenizer) -> None:
        self._gazetteer = gazetteer
        self._tell_by(knowledge, Parameters.load(knowledge.documents))
        self._english = English()
        self._names = Named()
        self._homophones = Homophones(tokenizer.is_word, self._english.place_words)
        kept = tomllib.loads(
            (resources.files("policy_faq") / "calibration.toml").read_text("utf-8")
        )
        self._retriever = Retriever(
            knowledge,
            tokenizer,
            Calibration(kept["bias"], tuple(kept["weights"])),
            lambda text: slot_reader.with_places_marked(standard(text), gazetteer),
        )
        self._county = lru_cache(maxsize=None)(partial(known, gazetteer))
        self._read = Reader(gazetteer).read
        self._remember_anew()
        self._local: LocalCards | None = None
        self._quotes: Quotes | None = None
        self._shipped = self
        self._with_texts: dict[str, tuple[UUID, PolicyService]] = {}

    def _tell_by(self, knowledge: Knowledge, parameters: Parameters) -> None:
        self.knowledge = knowledge
        self.parameters = parameters
        composer = Composer(knowledge)
        computer = Computer(knowledge, parameters, composer)
        self._documents = DocumentTeller(knowledge, composer)
        self._refusals = Refusals(knowledge, composer)
        self._teller = Teller(knowledge, composer, computer, self._refusals, self._gazetteer)

    def _remember_anew(self) -> None:
        self._audience_of = lru_cache(maxsize=256)(self._audience)
        self._again = lru_cache(maxsize=_REMEMBERED)(self._answer)
        self._with_local: dict[str, tuple[UUID, PolicyService]] = {}

    @classmethod
    def load(cls, places: Gazetteer, *, cache: Path | None = None) -> PolicyService:
        """Build the service from the files of the package.

        ``cache`` is a private folder for what later starts read instead of making it again; without
        it that lies beside the bytecode of the package.
        Raises pydantic.ValidationError when a data file is broken.
        """
        tokenizer = Tokenizer(cache=cache)
        tokenizer.warm()
        texts.warm()
        elsewhere.warm()
        service = cls(Knowledge.load(), places, tokenizer)
        texts.arabic("二十个人")
        return service

    def with_texts(
        self, county: str, stamp: UUID, texts: Callable[[], Sequence[OfficialText]]
    ) -> PolicyService:
        """Return a service that tells people of ``county`` by the imported official texts.

        Their stated validity overrules the shipped one, and where no card answers, a clause can be
        quoted. ``texts`` are the current ones that speak to the county. ``stamp`` changes with
        them: only then are they called for.
        """
        shipped = self._shipped
        kept = shipped._with_texts.get(county)
        if kept is None or kept[0] != stamp:
            given = texts()
            documents = dated(shipped.knowledge.documents, given)
            service = copy(shipped)
            service._tell_by(
                shipped.knowledge.with_documents(documents),
                shipped.parameters.with_documents(documents),
            )
            service._quotes = Quotes(
                county,
                given,
                lambda text: shipped._retriever.tokenizer.tokens(text).text,
                shipped._retriever.topics,
                shipped.knowledge.documents,
            )
            service._remember_anew()
            kept = shipped._with_texts[county] = (stamp, service)
        return kept[1]

    def with_cards(
        self, county: str, stamp: UUID, cards: Callable[[], Sequence[LocalCard]]
    ) -> PolicyService:
        """Return a service that also tells people of ``county`` what their own office answered.

        It shares everything with this one. ``stamp`` changes with the cards: only then are they
        called for and their few wordings indexed.
        """
        kept = self._with_local.get(county)
        if kept is None or kept[0] != stamp:
            service = copy(self)
            service._local = LocalCards(county, cards(), self._retriever.beside)
            service._again = lru_cache(maxsize=_REMEMBERED)(service._answer)
            kept = self._with_local[county] = (stamp, service)
        return kept[1]

    def ask(
        self, question: str, *, county: str, on: date, context: FollowUp | None = None
    ) -> Answer:
        """Answer a question of somebody who lives in ``county`` (adcode) on the day ``on``.

        ``context`` is the ``follow_up`` of the answer before. Any text gets a bounded, polite
        answer; raises UnknownPlaceError when the county does not exist.
        """
        county = self._county(county)
        if context is None and len(question) <= _LONGEST_REMEMBERED:
            answer = self._again(question, county, on, None)
        else:
            answer = self._answer(question, county, on, context)
        quotes = self._quotes
        if quotes is None or quotes.county != county:
            return answer
        leans = context is not None and answer.topic == context.topic
        bare = texts.without_courtesy(texts.clean(question))
        return with_wording(
            answer,
            self._read(bare, county).marked,
            quotes,
            self.knowledge,
            self._gazetteer,
            on=on,
            phone=self._refusals.phone(county),
            leans=leans,
        )

    def retold(self, context: FollowUp, *, county: str, on: date) -> Answer | None:
        """Tell again what the answer before told, or None where its topic is not known any more.

        ``context`` is the ``follow_up`` of that answer.
        """
        if context.topic not in self.knowledge.topics:
            return None
        county = self._gazetteer.current(county)
        return self._topic_answer(context.topic, "", SURE, county, on, Lean(context.slots))

    def _answer(self, question: str, county: str, on: date, context: FollowUp | None) -> Answer:
        read = standard(self._homophones.mended(texts.clean(question)))
        alarm = danger_in(read)
        if alarm is not None and alarm.danger is Danger.CRISIS:
            beside = alarm.next
            lesser = self._topic_answer(beside.topic, "", SURE, county, on) if beside else None
            return comfort(read, lesser)
        answer = self._said(read, county, on, context)
        if alarm is not None and alarm.happening and answer.card is None:
            answer = self._topic_answer(alarm.danger.topic, read, SURE, county, on)
        answer = with_first_aid(answer, alarm, pressing=is_pressing(read))
        tell = partial(self._topic_answer, text="", sure=SURE, county=county, on=on)
        return with_lesser(answer, alarm, read, tell)

    def _said(self, read: str, county: str, on: date, context: FollowUp | None) -> Answer:
        courtesy = courtesy_in(read)
        if courtesy is not None:
            return self._refusals.courtesy(courtesy)
        if self._english.spoken(read):
            return self._in_english(read, county, on)
        bare = texts.without_courtesy(self._english.put_in(read))
        if not any(map(str.isalnum, bare)):
            return self._refusals.empty(county)
        answer = self._in_own_words(bare, county, on) if self._local else None
        if self._documents.reader.concerned(bare):
            answer = answer or self._document(bare, county, on, context)
            bare = self._documents.reader.without_number(bare)
        if answer is None and context is not None:
            answer = self._follow_up(bare, county, on, context)
        return answer or self._fresh(bare, county, on)

    def _document(
        self, text: str, county: str, on: date, context: FollowUp | None
    ) -> Answer | None:
        places = tuple(each.text for each in self._read(text, county).places)
        ask_of = partial(self._question_of, county=county, on=on)
        asker = Asker(county, self._gazetteer.name(county), on, places, ask_of)
        return self._documents.answer(text, asker, context.card if context else None)

    # -- one message ------------------------------------------------------------------------

    def _fresh(self, text: str, county: str, on: date) -> Answer:
        known = self._names.find(self._read(text, county))
        if known:
            return self._named(known, text, county, on)
        parts = parts_of(text)
        alarm, ranking = urgent_topic(text), self._rank(text, county, on)
        if len(parts) < 2 or is_one_case(text, ranking):
            return self._decide(text, ranking, alarm, county, on)
        ranked = [(part, self._rank(part, county, on)) for part in parts[:_PARTS_READ]]
        answers = self._parts(ranked, county, on)
        if len(answers) > 1:
            answer = joined(answers)
        else:
            rankings = (ranking, *(each for _, each in ranked))
            ranking = max(rankings, key=lambda each: each.confidence)
            answer = self._decide(text, ranking, alarm, county, on)
            if answer.topic is None and answers and answers[0][1].confidence == NAMED:
                answer = self._topic_answer(answers[0][1].topic or "", text, NAMED, county, on)
        return answer if answer.topic is None else with_unheard(answer, ranked, MAYBE)

    def _named(self, targets: tuple[str, ...], text: str, county: str, on: date) -> Answer:
        if len(targets) > 1:
            return self._teller.offer(targets, county, on)
        if targets[0].startswith(OTHER):
            return self._refusals.other(targets[0].removeprefix(OTHER), county, 0.0)
        return self._topic_answer(targets[0], text, NAMED, county, on)

    def _parts(
        self, ranked: Sequence[tuple[str, Ranking]], county: str, on: date
    ) -> list[tuple[str, Answer]]:
        found = [
            (each, self._named((each.target,), each.part, county, on))
            if each.named
            else (each, self._decide(each.part, each.ranking, each.alarm, county, on))
            for each in matters(ranked, lambda part: self._names.by_name(self._read(part, county)))
        ]
        one_danger = all(answer.urgent for _, answer in found)
        return [(each.part, answer) for each, answer in found if not (one_danger and each.faint)]

    def _rank(self, text: str, county: str, on: date) -> Ranking:
        """Rank a question, and again without the words for "what to bring" and the like."""
        ranking = self._ranked(text, county, on)
        matter = without_aspect(text)
        if matter != text and ranking.best is not None and len(matter) >= _SHORTEST_MATTER:
            bare = self._ranked(matter, county, on)
            if bare.best is not None and bare.best.score > ranking.best.score:
                ranking = ranking if bare.best.target == ranking.best.target else bare
        return led_elsewhere(text, ranking)

    def _ranked(self, text: str, county: str, on: date) -> Ranking:
        local = self._local and self._local_of(county)
        return self._retriever.rank(
            self._read(text, county).marked,
            self._audience_of(county, on),
            beside=local.index(on) if local else None,
        )

    def _audience(self, county: str, on: date) -> Audience:
        return self._retriever.audience(self.knowledge.cards_for(county, on))

    def _decide(
        self, text: str, ranking: Ranking, alarm: str | None, county: str, on: date
    ) -> Answer:
        best, sure = ranking.best, ranking.confidence
        own = best is not None and best.target.startswith(local_cards.OWN_CARD)
        if best is not None and best.target == Danger.MINOR.topic and not alarm and is_of_age(text):
            return self._refusals.unknown(county, confidence=0.0)
        # Of two dangers the one that is told counts, not the one that only resembles the words.
        danger = best is None or best.target in _DANGERS
        if alarm and (danger or alarm in FIRST or own or sure < CALM):
            return self._topic_answer(alarm, text, max(sure, SURE), county, on)
        if best is None or sure < (MAYBE if ranking.in_scope else SURE):
            return self._refusals.unknown(county, confidence=sure)
        if best.target.startswith(OTHER):
            return self._refusals.other(best.target.removeprefix(OTHER), county, 1 - sure)
        unheard = best.target in _DANGERS
        ours = ranking.in_scope and not unheard
        plain = ours and self.knowledge.can_tell(best.target, county, on)
        subsidy = best.target == Danger.WAGES and is_about_other_money(text)
        strange = SURE_OF_DANGER if unheard else SURE_OF_OTHERS
        if sure >= (SURE if plain else strange) and not subsidy:
            own_answer = self._local and self._office_answer(best.target, sure, county, on)
            return own_answer or self._topic_answer(best.target, text, sure, county, on)
        near = [
            hit.target
            for hit in ranking.hits
            if not hit.target.startswith(OTHER) and self.knowledge.can_tell(hit.target, county, on)
            if not (subsidy and hit.target == Danger.WAGES)
        ][:3]
        return self._refusals.unsure([self._question_of(each, county, on) for each in near], sure)

    def _topic_answer(
        self, topic: str, text: str, sure: float, county: str, on: date, lean: Lean | None = None
    ) -> Answer:
        asked = asked_of(topic, self._read(text, county), county, on, self._gazetteer, lean)
        return self._teller.tell(topic, asked, sure)

    # -- what the county's office answered itself --------------------------------------------------

    def _local_of(self, county: str) -> LocalCards | None:
        return self._local if self._local and self._local.county == county else None

    def _in_own_words(self, text: str, county: str, on: date) -> Answer | None:
        local = self._local_of(county)
        found = local.asked_for(text, on) if local else None
        if found is None or urgent_topic(text):
            return None
        return local_cards.told(found, self._gazetteer.name(county), local_cards.CERTAIN)

    def _office_answer(self, topic: str, sure: float, county: str, on: date) -> Answer | None:
        local = self._local_of(county)
        found = local.find(topic, on) if local else None
        return local_cards.told(found, self._gazetteer.name(county), sure) if found else None

    def _question_of(self, topic: str, county: str, on: date) -> str:
        local = self._local_of(county)
        found = local.find(topic, on) if local else None
        return found.card.title if found else self.knowledge.topics[topic].ask

    # -- leaning on the question before ----------------------------------------------------------

    def _follow_up(
        self, text: str, county: str, on: date, context: FollowUp | None
    ) -> Answer | None:
        if context is None or context.topic not in self.knowledge.topics:
            return None
        ranking = self._rank(text, county, on)
        reading = self._read(text, county)
        said = told(reading, county, self._gazetteer)
        lean = leaning_on(reading.marked, said, ranking, context)
        if lean is None:
            return None
        sure = max(ranking.confidence, SURE)
        return self._topic_answer(context.topic, text, sure, county, on, lean)

    # -- English -------------------------------------------------------------------------------

    def _in_english(self, text: str, county: str, on: date) -> Answer:
        chinese = self._english.in_chinese(text)
        if not chinese:
            return self._refusals.english(county)
        answer = self._fresh(chinese, county, on)
        card = self.knowledge.cards_by_id.get(answer.card or "")
        return with_english(answer, card.english if card else "")
