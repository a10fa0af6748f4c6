"""Fit the confidence of policy answers and write ``policy_faq/calibration.toml``.

    python -m benchmarks.policy_calibrate

Learns from the development half of our questions and from batches A, C, D and E, which serve for
development since they were first measured; and, with less weight, from the topics' own wordings,
each asked while it is left out of the index, and those of every other domain, asked while the whole
domain is left out, as a domain that nobody thought of would be. What is led away by the thing that
it names is not learned from. What all wordings together weigh is
fixed: however many are written, they must not outweigh what people asked. The two weights were
chosen on batch E with its questions left out of the fit, and batch D in the same way agreed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import policy_first_sight as first_sight
from benchmarks.policy_questions import ON, fits, read
from policy_faq import slots, text
from policy_faq.english import English
from policy_faq.ranking import OTHER, Ranking, variants_of
from policy_faq.retrieval import Retriever
from policy_faq.scope import led_elsewhere
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer

TARGET = Path(__file__).parent.parent / "policy_faq" / "calibration.toml"
_OF_QUESTION = 4.0
_OF_WORDINGS = 1_100.0
"""What the topics' own wordings weigh together."""
_OF_OTHERS = 85.0
"""What the wordings of all other domains weigh together."""
_BATCHES = ("a", "c", "d", "e")
Sample = tuple[tuple[float, ...], bool, float]
Row = tuple[tuple[float, ...], bool]


class Left:
    """Ranks while some wordings are left out."""

    def __init__(self, service: PolicyService, gazetteer: Gazetteer) -> None:
        self.service = service
        self.retriever: Retriever = service._retriever
        self._gazetteer = gazetteer
        self._tokens = [
            set(self.retriever.tokenizer.tokens(self._marked(each)).text)
            for each in self.retriever.variants
        ]
        self._nothing = self.retriever.audience([card.id for card in service.knowledge.cards])

    def _marked(self, question: str, county: str | None = None) -> str:
        bare = text.without_courtesy(text.clean(question))
        return slots.mark_places(bare, self._gazetteer.find_in(bare, county))

    def _covered_without(self, variant: int, target: int, asked: Sequence[str]) -> float:
        """Return how much of a question the other wordings of its topic cover."""
        index = self.retriever.topics
        others = np.flatnonzero(self.retriever.target_of_variant == target)
        known = set().union(*(self._tokens[each] for each in others if each != variant))
        both = known.intersection(asked)
        found = sum(index.idf[index.rows[each]] for each in both if each in index.rows)
        return float(found) / max(index.information(asked), 1e-9)

    def tells(self, asked: first_sight.Asked, target: str) -> bool:
        """Tell whether the answer of a topic is a right one."""
        answer = self.service._topic_answer(
            target, text.without_courtesy(text.clean(asked.question)), 1.0, asked.county, ON
        )
        return first_sight.right(self.service, asked, answer)

    def rank(self, question: str, county: str, out: list[int] | None = None) -> Ranking | None:
        signals = self.retriever.signals(self._marked(question, county))
        if signals is None:
            return None
        allowed = self.service._audience_of(county, ON)
        if out:
            scores = signals.matched.scores.copy()
            told = scores[len(self.retriever.variants) :]
            scores[out] = 0.0
            targets = self.retriever.target_of_variant
            gone = set(targets[out]) - set(np.delete(targets, out))
            told[list(gone)] = 0.0
            if not gone:
                target = int(targets[out[0]])
                asked = self.retriever.tokenizer.tokens_of_folded(signals.folded).text
                told[target] = self._covered_without(out[0], target, asked)
            signals = signals._replace(matched=signals.matched._replace(scores=scores))
            allowed = self._nothing
            return self.retriever.ranked(signals, allowed)
        bare = text.without_courtesy(text.clean(question))
        return led_elsewhere(bare, self.retriever.ranked(signals, allowed))


def samples(service: PolicyService, gazetteer: Gazetteer) -> Iterator[Sample]:
    """Yield features, whether the best target is right, and a weight."""
    left, english = Left(service, gazetteer), English()
    for asked in read("development"):
        if english.spoken(text.clean(asked.question)):
            continue
        ranking = left.rank(asked.question, asked.county)
        if ranking and ranking.best and not ranking.best.target.startswith(OTHER):
            right = fits(ranking.best.target, asked.topics, shown=True)
            yield ranking.features, right, _OF_QUESTION
    for asked in (each for batch in _BATCHES for each in first_sight.read(batch)):
        if english.spoken(text.clean(asked.question)):
            continue
        ranking = left.rank(asked.question, asked.county)
        if ranking and ranking.best and not ranking.best.target.startswith(OTHER):
            right = asked.in_scope and left.tells(asked, ranking.best.target)
            yield ranking.features, right, _OF_QUESTION
    own, others = _left_out(left)
    for rows, weight in ((own, _OF_WORDINGS), (others, _OF_OTHERS)):
        for features, right in rows:
            yield features, right, weight / len(rows)


def _left_out(left: Left) -> tuple[list[Row], list[Row]]:
    """Return what ranking gives for wordings left out: of half of the topics, of other domains."""
    own: list[Row] = []
    others: list[Row] = []
    number = 0
    for target, wordings in variants_of(left.service.knowledge).items():
        numbers = list(range(number, number + len(wordings)))
        number += len(wordings)
        other = target.startswith(OTHER)
        if not other and not zlib.crc32(target.encode()) % 2:
            continue
        for position, wording in zip(numbers, wordings, strict=True):
            ranking = left.rank(wording, "530326", numbers if other else [position])
            if ranking and ranking.best and not ranking.best.target.startswith(OTHER):
                row = ranking.features, ranking.best.target == target
                (others if other else own).append(row)
    return own, others


def fit(rows: list[Sample], ridge: float = 1.0, rounds: int = 50) -> NDArray[np.float64]:
    """Return bias and weights of a weighted ridge logistic regression (Newton's method)."""
    x = np.array([(1.0, *features) for features, _, _ in rows])
    y = np.array([float(right) for _, right, _ in rows])
    weight = np.array([each for _, _, each in rows])
    beta = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - penalty @ beta
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta


def main() -> None:
    """Fit, print how well the confidence separates, write the file."""
    gazetteer = Gazetteer.load()
    rows = list(samples(PolicyService.load(gazetteer), gazetteer))
    beta = fit(rows)
    p = np.array([1 / (1 + np.exp(-(beta[0] + np.dot(beta[1:], each)))) for each, _, _ in rows])
    y = np.array([right for _, right, _ in rows])
    order = np.argsort(p)
    ranks = np.empty(len(p))
    ranks[order] = np.arange(1, len(p) + 1)
    auc = (ranks[y].sum() - y.sum() * (y.sum() + 1) / 2) / (y.sum() * (~y).sum())
    print(f"{len(rows)} samples, {int(y.sum())} right, AUC {auc:.3f}")
    weights = ", ".join(f"{each:.4f}" for each in beta[1:])
    TARGET.write_text(
        "# Made by benchmarks/policy_calibrate.py from the development questions; "
        f"do not edit by hand.\nbias = {beta[0]:.4f}\nweights = [{weights}]\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
