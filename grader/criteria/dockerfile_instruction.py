"""`dockerfile_instruction`: the Dockerfile has an instruction, or has it not."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import refuse_null
from grader.criterion.targets import StageName, find_stage, missing_stage
from grader.dockerfile import Dockerfile, Stage, read_dockerfile
from grader.dockerfile.meaning.places import Place, places_everywhere, places_in_lineage
from grader.dockerfile.parse.syntax import KEYWORDS
from grader.evidence import DockerfileText, Facts, Question
from grader.fields import Text
from grader.text import did_you_mean, one_line

MAX_SEARCHED = 10_000
"""Characters of one instruction that the expression is searched in."""


def _keyword(word: str) -> str:
    if word.upper() not in KEYWORDS:
        raise ValueError(f"unknown instruction {word!r}{did_you_mean(word.upper(), sorted(KEYWORDS))}")
    return word.upper()


def _expression(text: str) -> str:
    try:
        matches_nothing_given = re.compile(text).search("")
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression: {error}, in {text!r}") from None
    if matches_nothing_given:
        raise ValueError(f"{text!r} matches every text, even an empty one")
    return text


def _text(dockerfile: str) -> dict[Question[Any], Any]:
    return {DockerfileText(): read_dockerfile(dockerfile.encode())}


_CHECKED = "FROM python:3.11 AS build\nRUN make\nFROM python:3.11-slim\nHEALTHCHECK CMD curl -f localhost\n"


class DockerfileInstructionKind(Criterion):
    """The Dockerfile has an instruction, optionally one that matches an expression; or it has none such.

    Some good habits show only in the text. What counts is what the chosen stage executes: its own
    instructions and those of the stages that it builds on. Of several CMD, ENTRYPOINT, HEALTHCHECK,
    STOPSIGNAL or USER only the last one counts, as for the engine; HEALTHCHECK NONE is no HEALTHCHECK
    unless `matching` asks for it. An ONBUILD counts as ONBUILD; what stands behind it counts only where
    a stage of the same Dockerfile builds on it.
    """

    check: Literal["dockerfile_instruction"]
    instruction: Annotated[
        str, AfterValidator(_keyword), Field(description="The instruction, such as `HEALTHCHECK`.")
    ]
    present: Annotated[bool, Field(strict=True, description="false: there must be no such instruction.")] = (
        True
    )
    matching: Annotated[
        Annotated[Text, AfterValidator(_expression)] | None,
        Field(
            description="Regular expression (Python's) found somewhere in the flags, arguments and "
            "here-documents, as written; for FROM, and ARG before it, with the variables put in."
        ),
    ] = None
    stage: Annotated[
        StageName,
        Field(
            description="`final` for the last stage, a stage's name (either with the stages that it "
            "builds on), or `any`. ARG before the first FROM counts for `any` only."
        ),
    ] = "final"

    examples: ClassVar[tuple[Example, ...]] = (
        Example("it is there", Met, _text(_CHECKED), {"instruction": "HEALTHCHECK"}),
        Example("it is only in a build stage", Unmet, _text(_CHECKED), {"instruction": "RUN"}),
        Example("any stage", Met, _text(_CHECKED), {"instruction": "RUN", "stage": "any"}),
        Example(
            "another argument", Unmet, _text(_CHECKED), {"instruction": "HEALTHCHECK", "matching": "/health"}
        ),
        Example("it must not be there", Met, _text(_CHECKED), {"instruction": "ADD", "present": False}),
        Example(
            "no verdict in favour without the stage",
            Unmet,
            _text(_CHECKED),
            {"instruction": "ADD", "present": False, "stage": "runtime"},
        ),
        Example("switched off", Unmet, _text("FROM a\nHEALTHCHECK NONE\n"), {"instruction": "HEALTHCHECK"}),
        Example(
            "ONBUILD is for other images",
            Unmet,
            _text("FROM a\nONBUILD HEALTHCHECK CMD x\n"),
            {"instruction": "HEALTHCHECK"},
        ),
    )

    @model_validator(mode="after")
    def _can_be_decided(self) -> "DockerfileInstructionKind":
        refuse_null(self, "matching")
        if self.instruction == "FROM" and self.matching is None:
            raise ValueError("every Dockerfile has a FROM: say with matching which one is meant")
        return self

    @property
    def expected(self) -> str:
        """The instruction and where."""
        matching = f" that matches {one_line(self.matching)}" if self.matching else ""
        where = {"final": "the final stage", "any": "any stage"}.get(self.stage, f"the stage {self.stage}")
        return f"{'' if self.present else 'no '}{self.instruction}{matching} in {where}"

    def questions(self) -> tuple[Question[Any], ...]:
        """The Dockerfile."""
        return (DockerfileText(),)

    def judge(self, facts: Facts) -> Finding:
        """Look for the instruction where it is asked for."""
        dockerfile = facts[DockerfileText()]
        name = None if self.stage in ("final", "any") else self.stage
        if (missing := missing_stage(dockerfile, name)) is not None:
            return missing
        stage = find_stage(dockerfile, name) or dockerfile.final
        if self.stage == "any":
            return self._decide(places_everywhere(dockerfile, self.instruction), dockerfile, stage)
        return self._decide(places_in_lineage(dockerfile, stage, self.instruction), dockerfile, stage)

    def _decide(self, places: list[Place], dockerfile: Dockerfile, stage: Stage) -> Finding:
        found = [place for place in places if self._wanted(place[0])]
        if self.present and not found:
            told = _shown(self.instruction, places) if places else f"no {self.instruction}"
            return Unmet(told, file=dockerfile.file, line=places[-1][1] if places else stage.line)
        if self.present:
            return Met(_shown(self.instruction, found))
        if found:
            return Unmet(_shown(self.instruction, found), file=dockerfile.file, line=found[0][1])
        if self.matching and (long := [line for text, line in places if len(text) > MAX_SEARCHED]):
            told = f"line {long[0]} has more than {MAX_SEARCHED:,} characters, too many to be searched"
            return Unmet(told, "Write shorter instructions.", dockerfile.file, long[0])
        return Met(_shown(self.instruction, places) if places else f"no {self.instruction}")

    def _wanted(self, text: str) -> bool:
        if self.matching is not None:
            return re.search(self.matching, text[:MAX_SEARCHED]) is not None
        return not (self.instruction == "HEALTHCHECK" and text.strip().upper() == "NONE")


def _shown(keyword: str, places: list[Place]) -> str:
    more = f"\nand {len(places) - 3} more" if len(places) > 3 else ""
    return "\n".join(f"line {line}: {keyword} {one_line(text, 100)}" for text, line in places[:3]) + more
