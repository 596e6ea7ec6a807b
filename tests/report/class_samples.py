"""Classes as the page shows them: an ordinary one, and one that says any text."""

from typing import Any

from grader.grading import Outcome
from grader.likeness import Approach, Likeness, Pair, Shared, Statement
from grader.report.class_report import ClassCause, ClassCriterion, ClassReport, ClassRow, Counted, Mark
from tests.report.html_samples import ALL_OUTCOMES, HOSTILE

OUTCOMES: tuple[Outcome, ...] = ("met", "unmet", "met", "met", "blocked")
NAMES = (
    "Ada Lovelace", "Zoë Müller", "Grace Hopper", "Łukasz Kowalski", "Linus", "محمد علي", "Margaret Hamilton",
    "Barbara Liskov", "Dennis Ritchie", "Radia Perlman", "Ken Thompson", "Frances Allen",
)  # fmt: skip
CRITERIA = (
    ClassCriterion("two-stages", "The Dockerfile has at least two stages", 20),
    ClassCriterion("image-under-200mb", "The image is smaller than 200 MB", 20),
    ClassCriterion("health-endpoint", "The application answers on /health", 20),
    ClassCriterion("no-build-tools", "No build tools in the final image", 20),
    ClassCriterion("slim-runtime", "The last stage starts from python:3.11-slim", 20),
)


def happened(title: str = "this stage has no compiler", **changes: Any) -> ClassCause:
    """A cause for which 40 points wait."""
    values: dict[str, Any] = {
        "id": "no-compiler", "moment": "build", "fault": "learner", "found": "gcc: not found", "points": 40,
    }  # fmt: skip
    return ClassCause(title=title, **(values | changes))


def row(number: int, name: str, outcomes: tuple[Outcome, ...], **changes: Any) -> ClassRow:
    """A row with these outcomes."""
    marks = tuple(
        Mark(one.id, outcome, 20 if outcome == "met" else 0)
        for one, outcome in zip(CRITERIA, outcomes, strict=True)
    )
    score = sum(mark.points for mark in marks)
    result = "error" if "broken" in outcomes else "passed" if score == 100 else "failed"
    seconds = 2.5 + 37 * (number * 7 % 12) / 10
    values: dict[str, Any] = {
        "id": f"s{number}", "name": name, "outcome": result, "score": score, "seconds": seconds,
        "build_seconds": seconds - 2, "marks": marks, "folder": f"submissions/s{number}",
    }  # fmt: skip
    return ClassRow(**(values | changes))


def _outcomes(number: int) -> tuple[Outcome, ...]:
    """Each criterion is missed by another share of the class."""
    missed: tuple[Outcome, ...] = ("unmet", "unmet", "blocked", "unmet", "unmet")
    return tuple(missed[at] if number % divisor == 0 else "met" for at, divisor in enumerate((4, 2, 5, 3, 6)))


def _happened(number: int) -> dict[str, Any]:
    """Each fourth does not build."""
    if number % 4:
        return {}
    return {"state": "does not build", "causes": (happened(), happened("port 80", id="port", points=1))}


ROWS = (
    *(row(number, name, _outcomes(number), **_happened(number)) for number, name in enumerate(NAMES, 1)),
    row(13, "Twin of Ada", _outcomes(1), same_as="s1", seconds=0.0),
    row(14, "Kept Katherine", _outcomes(14), kept=True),
    row(15, "Machine Trouble", ("met", "broken", "broken", "broken", "met")),
    row(16, "empty.zip", _outcomes(1), outcome="error", score=0, marks=(), build_seconds=0.0,
        reason="empty.zip holds no Dockerfile"),
)  # fmt: skip


def class_report(*rows: ClassRow, **changes: Any) -> ClassReport:
    """A class of these rows."""
    values: dict[str, Any] = {
        "challenge": "02-multi-stage-builds", "title": "Multi-stage builds", "max_score": 100,
        "criteria": CRITERIA, "rows": rows, "grader_version": "0.1.0", "challenge_digest": "sha256:0123",
    }  # fmt: skip
    return ClassReport(**(values | changes))


def likeness(first: str, second: str, text: str) -> Likeness:
    """Two of one approach who are a pair, too, and say this text."""
    said = (Statement("Dockerfile", text), Statement("own file", text))
    pair = Pair(submissions=(first, second), shared=(Shared(said[0], 2),), statements=(2, 3), bits=16.5)
    approaches = (
        Approach(submissions=(first, second), statements=said),
        Approach(submissions=("s3", "s4"), statements=()),
        Approach(submissions=("s5",), statements=said),
    )
    return Likeness(compared=15, approaches=approaches, pairs=(pair,), enough_bits=6.7)


CLASS = class_report(*ROWS, likeness=likeness("s1", "s13", "RUN pip wheel -w (folder) -r requirements.txt"))
FOLDERS = ("javascript:alert(1)", "//evil.example/x", HOSTILE, "a b/ü%2e?q#f")


def class_of(text: str, *folders: str) -> ClassReport:
    """A class that says this text wherever it can, with a row for each folder."""
    rows = (
        row(
            at,
            text,
            ALL_OUTCOMES,
            id=text,
            folder=folder,
            same_as=text,
            reason=text,
            kept=True,
            counted=Counted(points=1.5, due=text, handed_in=text, why=text),
        )
        for at, folder in enumerate(folders, 1)
    )
    criteria = tuple(ClassCriterion(one.id, text, one.max_points) for one in CRITERIA)
    return class_report(*rows, title=text, challenge=text, challenge_digest=text, criteria=criteria,
        likeness=likeness(text, text, text))  # fmt: skip
