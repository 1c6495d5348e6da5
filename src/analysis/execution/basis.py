"""What an evaluation has worked out, and what it answers when a notebook asks (`execution/traces.py`)."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis import assessment, audit, observations
from analysis import programme as programmes
from analysis.assessment import Evaluation
from analysis.audit import Audit
from analysis.execution.questions import (
    AUDIT,
    EVALUATION,
    FIGURES,
    FINDINGS,
    FINDINGS_ABOUT,
    GOAL,
    INDICATOR,
    OBSERVED,
    Q_VALUE,
    ROWS,
    SUMMARY,
    Question,
)
from analysis.period import Review
from analysis.programme import Programme

PARTS = ("assessments", "goals", "observed")  # of an evaluation; the rest of it is its summary


@dataclass(frozen=True)
class Basis:
    """What an evaluation has worked out, and every notebook asks for."""

    programme: Programme
    published: pd.DataFrame
    evaluation: Evaluation
    audit: Audit

    @classmethod
    def of(cls, programme: Programme, review: Review) -> "Basis":
        published = observations.published(programme)
        return cls(
            programme,
            published,
            assessment.evaluate(programme, published, review),
            audit.examine(programme, published),
        )

    def teach(self) -> None:
        """Have this process know what another has worked out, so that every notebook gets this and nothing new."""
        programmes.read.learn(self.programme, self.programme.folder)
        observations.learn(self.published, self.programme)
        assessment.evaluate.learn(self.evaluation, self.programme, self.published, self.evaluation.review)
        audit.examine.learn(self.audit, self.programme, self.published)

    def prepare(self) -> None:
        """Work out what every child would have to work out for its answers."""
        _ = self._rows

    @functools.cached_property
    def _rows(self) -> Mapping[str, bytes]:
        return observations.fingerprints(self.published)

    def answer(self, question: Question) -> str:
        """The answer in words that are equal only for equal answers. The files' own are not asked here."""
        match question:
            case (kind, name) if kind == GOAL:
                return repr(self.evaluation.goal(name))
            case (kind, name) if kind == INDICATOR:
                return repr(self.evaluation.indicator(name))
            case (kind, name) if kind == OBSERVED:
                return repr(self.evaluation.observed.get(name))
            case (kind, name, p_value) if kind == Q_VALUE:
                judged = self.evaluation.indicator(name)
                return repr(self.evaluation.q_value_with(judged, float.fromhex(p_value)))
            case (kind, name) if kind == ROWS:
                return self._rows.get(name, b"").hex()
            case (kind, name) if kind == FINDINGS:
                return repr(self.audit.of_goal(name))
            case (kind, name) if kind == FINDINGS_ABOUT:
                return repr(self.audit.about({name}))
        whole = {
            SUMMARY: lambda: repr({k: v for k, v in vars(self.evaluation).items() if k not in (*PARTS, "programme")}),
            EVALUATION: lambda: repr(self.evaluation) + repr(dict(self.evaluation.observed)),
            AUDIT: lambda: repr(self.audit),
            FIGURES: lambda: observations.fingerprint(self.published).hex(),
        }
        return whole[question]()
