"""The results of a whole class (schema `grader/class/v1`), as class.json and the class page show them."""

from typing import Any, Literal

from grader.evidence.cause import Fault, Moment
from grader.grading import Outcome
from grader.likeness import Likeness
from grader.values import Value, replace, to_data

SCHEMA = "grader/class/v1"


class ClassCriterion(Value):
    """A column: one criterion of the challenge."""

    id: str
    title: str
    max_points: int


class Mark(Value):
    """One learner's outcome on one criterion."""

    id: str
    outcome: Outcome
    points: int


class ClassCause(Value, kw_only=True):
    """What happened to one submission, each text on one line; `points` wait for it.

    Those of one `id` are alike where they are explained, else only those of one title.
    """

    id: str
    moment: Moment
    fault: Fault
    title: str
    found: str
    points: int
    explained: bool = True


class Counted(Value, kw_only=True):
    """What counts of a row's points, after the late rule and the teacher's overrides, and why.

    `points` is None where there is no mark. `due` and `handed_in` are times with their zones, as far as they
    are known.
    """

    points: float | None
    due: str | None = None
    handed_in: str | None = None
    why: str = ""
    is_override: bool = False


class ClassRow(Value, kw_only=True):
    """One submission. `seconds` are those of its grading, `build_seconds` those of its build.

    `marks` are in the order of the criteria, and empty where nothing could be graded: `reason` then says
    why. `same_as` is the id of the submission with the same content that was graded in its place;
    `kept` is true where an earlier run's result was still valid. `folder` holds its report and logs,
    relative to the output folder. `state` says how far it came, such as `does not build`, and `causes` what
    happened to it, those first that most points wait for. `score` is what was earned, and counts where
    `counted` is None.
    """

    id: str
    name: str
    outcome: Literal["passed", "failed", "error"] = "failed"
    score: int = 0
    seconds: float = 0.0
    build_seconds: float = 0.0
    marks: tuple[Mark, ...] = ()
    folder: str
    same_as: str | None = None
    kept: bool = False
    reason: str | None = None
    state: str = ""
    causes: tuple[ClassCause, ...] = ()
    counted: Counted | None = None


class ClassReport(Value, kw_only=True):
    """All rows, in the order of their ids. `likeness` is in what they are alike, where they were compared."""

    challenge: str
    title: str
    max_score: int
    criteria: tuple[ClassCriterion, ...]
    rows: tuple[ClassRow, ...]
    grader_version: str
    challenge_digest: str
    likeness: Likeness | None = None

    @property
    def is_counted(self) -> bool:
        """Whether something else than the earned points may count."""
        return any(row.counted is not None for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """The class as plain data."""
        likeness = self.likeness and self.likeness.as_json()
        return {"schema": SCHEMA, **to_data(replace(self, likeness=None)), "likeness": likeness}
