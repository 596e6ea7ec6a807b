"""What is asked of the application of the exercise: a given file, which the image must hold as it is."""

from typing import Any

from pydantic import Field
from typing_extensions import override

from grader.criterion.asking import OneQuestionKind
from grader.criterion.finding import Finding, Met, Unmet
from grader.evidence import (
    DEFAULT,
    BuildOptions,
    Facts,
    HeldFile,
    HeldFileFact,
    HttpAnswer,
    NoHttpAnswer,
    Question,
)
from grader.fields import Text
from grader.text import one_line
from grader.values import replace


class ApplicationKind(OneQuestionKind[HttpAnswer | NoHttpAnswer]):
    """A kind that sends the application a request, and asks whether it is the one of the exercise."""

    application: Text | None = Field(
        None,
        description="A given file, such as `app.py`, that the image's own layers must hold as it is; "
        "else what answers is another application.",
    )

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (*((self._held,) if self.application else ()), *super().questions())

    @property
    def options(self) -> BuildOptions:
        """How the image is built that runs."""
        return DEFAULT

    @property
    def _held(self) -> HeldFile:
        return HeldFile(self.application or "", self.options)

    @override
    def judge(self, facts: Facts) -> Finding:
        finding = super().judge(facts)
        if self.application is None:
            return finding
        another = another_application(self.application, facts[self._held], self.options.target)
        if isinstance(finding, Met):
            return another or finding
        if another and isinstance(finding, Unmet) and isinstance(facts[self.question], HttpAnswer):
            return replace(finding, hint=another.hint)
        return finding


def another_application(path: str, held: HeldFileFact, target: str | None = None) -> Unmet | None:
    """What to tell where the image does not hold the file; None where it does."""
    if held.paths:
        return None
    if held.excess:
        return Unmet(f"a layer cannot be looked into: {held.excess}", "Leave out what is so large.")
    shown, stage = one_line(path, 80), f"the stage {target}" if target else "the last stage"
    hint = f"Copy {shown} of the exercise into {stage}, and leave it as it is."
    return Unmet(f"another application answers: no layer of the image holds {shown} as it was given", hint)
