"""The use cases, one for each question: every face calls these and shows the same numbers."""

from simulator.study.appraisal import Appraisal, Inquiry, run_appraisal
from simulator.study.comparison import (
    LayoutResult,
    Progress,
    Study,
    StudyResult,
    change,
    compare,
    counts_alike,
    run_study,
)
from simulator.study.explanation import Explanation, Request, explain, run_explanation
from simulator.study.optimisation import (
    OptimiseResult,
    Outcome,
    optimise,
    run_optimisation,
)
from simulator.study.question import Free, Wish
from simulator.study.stress import StressResult, run_stress, stress
from simulator.study.stress_question import Stress, stress_of

__all__ = [
    "Appraisal",
    "Explanation",
    "Free",
    "Inquiry",
    "LayoutResult",
    "OptimiseResult",
    "Outcome",
    "Progress",
    "Request",
    "Stress",
    "StressResult",
    "Study",
    "StudyResult",
    "Wish",
    "change",
    "compare",
    "counts_alike",
    "explain",
    "optimise",
    "run_appraisal",
    "run_explanation",
    "run_optimisation",
    "run_stress",
    "run_study",
    "stress",
    "stress_of",
]
