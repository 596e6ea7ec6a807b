"""The hostile set: submissions that try the kinds, as data with the outcome of each criterion."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, ValidationError

from grader.challenge import Challenge
from grader.challenge.complaints import Complaints
from grader.challenge.document import read_spec
from grader.challenge.wrong import Change
from grader.errors import SpecError
from grader.fields import Strict, Text
from tests.shipped import course

FOLDER = Path(__file__).parent
Group = Literal["mistaken", "lazy", "forging", "honest"]
GROUPS: tuple[Group, ...] = get_args(Group)


class Case(Strict):
    """One submission: the solution or the starter with changes, and the criteria that are not met then.

    `group` tells who hands it in: somebody who errs, who writes the shortest text that might do, who forges,
    or whose work is right, if unusual. `kind` is the kind of criterion that it tries.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    group: Group
    kind: Text
    why: Text
    start: Annotated[Literal["solution", "starter"], Field(alias="from")] = "solution"
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    outcomes: Annotated[dict[str, Literal["unmet", "blocked"]], Field(default_factory=dict)]

    def expected(self, challenge: Challenge) -> dict[str, str]:
        """The outcome of each criterion, in the order of the spec."""
        return {each.id: self.outcomes.get(each.id, "met") for each in challenge.criteria}


class CaseFile(Strict):
    """The form of a file of the set."""

    submissions: Annotated[tuple[Case, ...], Field(min_length=1)]


def challenges() -> list[Challenge]:
    """The challenges that the set tries."""
    return [challenge for challenge in course() if (FOLDER / challenge.id).is_dir()]


def cases(challenge: Challenge) -> list[Case]:
    """All cases of a challenge. SpecError with file, line and key where one is not well-formed."""
    return [
        case for file in sorted((FOLDER / challenge.id).glob("*.yaml")) for case in _read(file, challenge)
    ]


def _read(file: Path, challenge: Challenge) -> Iterator[Case]:
    read = read_spec(file, "the key submissions")
    complaints = Complaints(file, read.document)
    try:
        found = CaseFile.model_validate(read.document.data).submissions
    except ValidationError as error:
        complaints.add_validation(error, CaseFile)
        complaints.raise_if_any()
        raise SpecError([str(error)]) from None
    known = {each.id for each in challenge.criteria}
    for case in found:
        if strange := set(case.outcomes) - known:
            raise SpecError([f"{file}: {case.name}: no criterion is called {', '.join(sorted(strange))}"])
    yield from found
