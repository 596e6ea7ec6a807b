from collections.abc import Callable
from pathlib import Path

import pytest

from grader.challenge import Challenge
from grader.engine import Engine
from grader.report import Report
from tests.real.classes import QUICK
from tests.real.variants import VARIANTS, Variant

pytestmark = pytest.mark.engine

Grade = Callable[..., Report]
NOT_IN_THE_CLASS = [variant for variant in VARIANTS if variant.name not in QUICK]
"""test_class.py grades the others."""
LETTERS = {"met": "M", "unmet": "U", "blocked": "B", "broken": "X", "skipped": "-"}


def outcomes(report: Report) -> str:
    """The outcomes in the order of the spec, as letters."""
    return "".join(LETTERS[verdict.outcome] for verdict in report.criteria)


def test_the_solution_meets_everything(grade: Grade, challenge: Challenge) -> None:
    """The solution gets all points, and its report says what it is made of."""
    report = grade(challenge.solution)
    assert (outcomes(report), report.score, report.outcome) == ("MMMMM", 100, "passed")
    assert report.image is not None
    assert report.image.base == "python:3.11-slim"


@pytest.mark.parametrize("variant", NOT_IN_THE_CLASS, ids=lambda variant: variant.name)
def test_variant(variant: Variant, grade: Grade, submission: Path, engine: Engine) -> None:
    """Each wrong or awkward submission gets exactly its outcomes, for the stated reason."""
    (submission / "Dockerfile").write_text(variant.dockerfile)
    for name, text in variant.files.items():
        (submission / name).write_text(text)
    report = grade(submission, build_limit=variant.build_limit)
    told = [f"{verdict.outcome}: {verdict.found or verdict.because}" for verdict in report.criteria]
    told += [str(each.cause) for each in report.causes]
    if variant.needs_buildkit and engine.about.name == "podman" and report.outcome == "error":
        assert outcomes(report) == f"{variant.outcomes[0]}XXXX", "\n".join(told)
        return
    assert outcomes(report) == variant.outcomes, "\n".join(told)
    assert variant.says in "\n".join(told)
