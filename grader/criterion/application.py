"""The application of the exercise: a given file that the image must hold as it is."""

from typing import Annotated

from pydantic import Field

from grader.criterion.finding import Unmet
from grader.evidence import HeldFileFact
from grader.fields import Text
from grader.text import one_line

ApplicationFile = Annotated[
    Text | None,
    Field(
        description="A given file, such as `app.py`: the image's own layers hold it as it is, or what "
        "answers is another application."
    ),
]


def another_application(path: str, held: HeldFileFact) -> Unmet | None:
    """What to tell where the image does not hold the file; None where it does."""
    if held.paths:
        return None
    if held.excess:
        return Unmet(f"a layer cannot be looked into: {held.excess}", "Leave out what is so large.")
    hint = f"Copy {one_line(path, 80)} of the exercise into the last stage, and leave it as it is."
    return Unmet(f"no layer of the image holds {one_line(path, 80)} as it was given", hint)
