import json
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import load_challenge
from grader.criteria.image_size import ImageSizeKind
from grader.evidence import Attachments, BenchSummary
from grader.grading import Outcome
from grader.report import Report, make_report
from grader.report.model import NO_LOG
from tests.report.samples import verdict

CHALLENGE = load_challenge(Path(__file__).parents[2] / "challenges/02-multi-stage-builds/challenge.yaml")


SIZE = {"id": "size", "title": "Small", "check": "image_size", "points": 5, "hint": "h", "under": "200MB"}


def _limit(*options: dict[str, Any]) -> int | None:
    criteria = tuple(ImageSizeKind.model_validate({**SIZE, **given}) for given in options)
    return make_report(
        CHALLENGE.model_copy(update={"criteria": criteria}), "", (), BenchSummary()
    ).image_limit_bytes


def _report(*outcomes: Outcome) -> Report:
    verdicts = [
        verdict(outcome, id=one.id, points=one.points)
        for one, outcome in zip(CHALLENGE.criteria, outcomes, strict=False)
    ]
    return make_report(CHALLENGE, "starter", verdicts, BenchSummary())


@pytest.mark.parametrize(
    ("outcomes", "outcome", "exit_code"),
    [
        (["met"] * 5, "passed", 0),
        (["met"] * 4 + ["unmet"], "failed", 1),
        (["met"] * 4 + ["blocked"], "failed", 1),
        (["met"] * 4 + ["broken"], "error", 3),
        (["unmet"] * 4 + ["broken"], "error", 3),
        (["met", "skipped"], "passed", 0),
        (["skipped"] * 5, "error", 3),
        ([], "error", 3),
    ],
)
def test_outcome(outcomes: list[Outcome], outcome: str, exit_code: int) -> None:
    """Broken wins over unmet, and nothing graded is never a pass."""
    report = _report(*outcomes)
    assert (report.outcome, report.exit_code) == (outcome, exit_code)


def test_every_criterion_is_there() -> None:
    """Criteria without a verdict are listed as not asked for, in the order of the spec."""
    report = _report("met")
    assert [one.id for one in report.criteria] == [one.id for one in CHALLENGE.criteria]
    assert (report.score, report.max_score) == (20, 100)


def test_json() -> None:
    """The report is plain JSON with its schema's name."""
    assert json.loads(json.dumps(_report("met").as_json()))["schema"] == "grader/report/v2"


@pytest.mark.parametrize(
    ("options", "limit"),
    [
        ([], None),
        ([{}], 200_000_000),
        ([{"under": "45kB"}], 45_000),
        ([{"under": "300MB"}, {}, {"under": "400MB"}], 200_000_000),
        ([{"under": "100MB", "target": "production"}, {}], 200_000_000),
        ([{"target": "production"}], None),
        ([{"hidden": True}], None),
    ],
)
def test_limit_of_the_image(options: list[dict[str, Any]], limit: int | None) -> None:
    """The lowest limit of the final image counts: none of another stage, and none that is hidden."""
    assert _limit(*options) == limit


def test_limit_of_the_course() -> None:
    """A shipped challenge's limit is in the report, whatever was graded."""
    assert _report("met").as_json()["image_limit_bytes"] == 200_000_000


def test_texts_are_no_part_of_the_file() -> None:
    """The attachments go with the report and are not in report.json."""
    report = make_report(CHALLENGE, "starter", (), BenchSummary(), Attachments(build_log="secret"))
    assert report.attachments.build_log == "secret"
    assert "secret" not in json.dumps(report.as_json())


@pytest.mark.parametrize(("number", "handed_out"), [("01", False), ("02", True), ("04", True), ("06", False)])
def test_container_log(number: str, *, handed_out: bool) -> None:
    """The container's log is kept back where the container is asked what stays hidden."""
    (file,) = CHALLENGE.root.glob(f"challenges/{number}*/challenge.yaml")
    texts = Attachments(container_log="GET /hidden")
    report = make_report(load_challenge(file), "", (), BenchSummary(), texts)
    assert report.attachments.container_log == (texts.container_log if handed_out else NO_LOG)


def test_help_goes_with_the_hint() -> None:
    """The longer hint is there wherever the learner has something to do, and nowhere else."""
    wants, met = (one.id for one in CHALLENGE.criteria[:2])
    report = make_report(
        CHALLENGE, "x", [verdict("unmet", id=wants, hint="h"), verdict(id=met)], BenchSummary()
    )
    assert [one.help for one in report.criteria[:2]] == [CHALLENGE.help[wants], None]
