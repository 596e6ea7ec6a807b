"""`dockerfile_instruction`: the Dockerfile has an instruction, or has it not."""

from typing import Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.instructions import MAX_SEARCHED, Expression, Keyword, matches
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.places import Place, places_everywhere, places_in_lineage
from grader.text import first, one_line

_CHECKED = "FROM python:3.11 AS build\nRUN make\nFROM python:3.11-slim\nHEALTHCHECK CMD curl -f localhost\n"


class DockerfileInstructionKind(DockerfileKind):
    """The Dockerfile has an instruction, optionally one that matches an expression; or it has none such.

    Some good habits show only in the text, so this judges words, not what comes of them: whether packages
    are installed, files copied or secrets kept is what other kinds find out. What counts is what the
    chosen stage executes: its own instructions and those of the stages that it builds on. Of several CMD,
    ENTRYPOINT, HEALTHCHECK, STOPSIGNAL or USER only the last one counts, as for the engine; HEALTHCHECK
    NONE is no HEALTHCHECK unless `matching` asks for it. An ONBUILD counts as ONBUILD; what stands behind
    it counts only where a stage of the same Dockerfile builds on it.
    """

    needs_one_of = ("present", "absent")
    old_spellings = renamed(instruction="its name behind present, or behind absent for `present: false`")

    check: Literal["dockerfile_instruction"]
    present: Keyword | None = Field(None, description="The instruction that is there, as `HEALTHCHECK`.")
    absent: Keyword | None = Field(None, description="The instruction that must not be there.")
    matching: Expression | None = Field(
        None,
        description="Regular expression (Python's) found somewhere in the flags, arguments and "
        "here-documents, as written; for FROM, and ARG before it, with the variables put in.",
    )
    stage: StageName = Field(
        "final",
        description="`final` for the last stage, a stage's name (either with the stages that it builds on), "
        "or `any`. ARG before the first FROM counts for `any` only.",
    )

    examples = (
        met("it is there", dockerfile=_CHECKED, present="HEALTHCHECK"),
        unmet("it is only in a build stage", dockerfile=_CHECKED, present="RUN"),
        met("any stage", dockerfile=_CHECKED, present="RUN", stage="any"),
        unmet("another argument", dockerfile=_CHECKED, present="HEALTHCHECK", matching="/health"),
        met("it must not be there", dockerfile=_CHECKED, absent="ADD"),
        unmet("no verdict in favour without the stage", dockerfile=_CHECKED, absent="ADD", stage="runtime"),
        unmet("switched off", dockerfile="FROM a\nHEALTHCHECK NONE\n", present="HEALTHCHECK"),
        unmet("ONBUILD is for others", dockerfile="FROM a\nONBUILD HEALTHCHECK CMD x", present="HEALTHCHECK"),
    )

    @model_validator(mode="after")
    def _can_be_decided(self) -> Self:
        if self.present and self.absent:
            raise ValueError("give either present or absent, not both")
        if self.instruction == "FROM" and self.matching is None:
            raise ValueError("every Dockerfile has a FROM: say with matching which one is meant")
        return self

    @property
    def instruction(self) -> str:
        """The instruction that must be there, or must not."""
        return self.present or self.absent or ""

    @property
    @override
    def expected(self) -> str:
        matching = " of the form that the title tells" if self.matching else ""
        where = {"final": "the final stage", "any": "any stage"}.get(self.stage, f"the stage {self.stage}")
        return f"{'no ' if self.absent else ''}{self.instruction}{matching} in {where}"

    @override
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        name = None if self.stage in ("final", "any") else self.stage
        if (missing := missing_stage(dockerfile, name)) is not None:
            return missing
        stage = dockerfile.stage(name) or dockerfile.final
        if self.stage == "any":
            places = places_everywhere(dockerfile, self.instruction)
        else:
            places = places_in_lineage(dockerfile, stage, self.instruction)
        found = [place for place in places if self._wanted(place[0])]
        if self.absent:
            return self._absent(places, found, dockerfile.file)
        if found:
            return Met(self._shown(found))
        return Unmet(self._shown(places), file=dockerfile.file, line=places[-1][1] if places else None)

    def _absent(self, places: list[Place], found: list[Place], file: str) -> Finding:
        if found:
            return Unmet(self._shown(found), file=file, line=found[0][1])
        if self.matching and (long := [line for text, line in places if len(text) > MAX_SEARCHED]):
            told = f"line {long[0]} has more than {MAX_SEARCHED:,} characters, too many to be searched"
            return Unmet(told, "Write shorter instructions.", file, long[0])
        return Met(self._shown(places))

    def _wanted(self, text: str) -> bool:
        if self.matching is not None:
            return matches(self.matching, text)
        return not (self.instruction == "HEALTHCHECK" and text.strip().upper() == "NONE")

    def _shown(self, places: list[Place]) -> str:
        lines = [f"line {line}: {self.instruction} {one_line(text, 100)}" for text, line in places]
        return first(lines, 3) or f"no {self.instruction}"
