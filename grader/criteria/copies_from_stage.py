"""`copies_from_stage`: the final image takes files from an earlier stage, and only what is needed."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import refuse_null
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile, read_dockerfile
from grader.dockerfile.meaning.stage_copies import Copied, copies, takes_everything
from grader.evidence import DockerfileText, Facts, Question
from grader.fields import Text
from grader.text import one_line

SHOWN = 5


def _text(last: str, base: str = "python:3.11-slim") -> dict[Question[Any], Any]:
    text = f"FROM python:3.11 AS builder\nRUN make\nFROM {base}\n{last}\n"
    return {DockerfileText(): read_dockerfile(text.encode())}


_VENV = {"from": "builder", "source": "/opt/venv"}
_ONLY = {"from": "builder", "only": True, "sources": ["/opt/venv", "/app/*.py"]}


class CopiesFromStageKind(Criterion):
    """The final image takes files from an earlier stage with COPY --from, but not the stage as a whole.

    Two stages make an image small only where the second takes the result of the first and leaves the
    tools behind. A copy of `/` brings everything back, and so does building on the stage itself: neither
    counts. A path is absolute in the stage it comes from, whatever WORKDIR says.
    """

    check: Literal["copies_from_stage"]
    from_stage: Annotated[
        StageName | None,
        Field(alias="from", description="Name of the stage the files come from; else any earlier stage."),
    ] = None
    source: Annotated[
        Text | None,
        Field(
            description="A copied path, such as `/opt/venv` or `*/site-packages*`; `*` matches `/`, too. "
            "At least one copied path must match."
        ),
    ] = None
    only: Annotated[
        bool, Field(strict=True, description="true: nothing is copied but what `sources` allows.")
    ] = False
    sources: Annotated[
        tuple[Text, ...] | None,
        Field(min_length=1, description="With `only: true`: the paths that may be copied, as in `source`."),
    ] = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("by name", Met, _text("COPY --from=builder /opt/venv/ /opt/venv/"), _VENV),
        Example("by number", Met, _text("COPY --from=0 /opt/venv /opt/venv"), _VENV),
        Example("with a variable", Met, _text("ENV V=/opt/venv\nCOPY --from=builder $V $V"), _VENV),
        Example("another path", Unmet, _text("COPY --from=builder /app /app"), _VENV),
        Example("only from the build context", Unmet, _text("COPY . ."), {}),
        Example("an image is no stage", Unmet, _text("COPY --from=nginx:1 /etc /etc"), {}),
        Example("everything", Unmet, _text("COPY --from=builder / /"), {}),
        Example("everything and the wanted", Unmet, _text("COPY --from=0 /opt/venv /* /"), _VENV),
        Example("built on the stage itself", Unmet, _text("COPY --from=0 /a /b", base="builder"), {}),
        Example("no more than allowed", Met, _text("COPY --from=0 /opt/venv /app/app.py /x/"), _ONLY),
        Example("more than allowed", Unmet, _text("COPY --from=0 /opt/venv /root /x/"), _ONLY),
        Example("nothing is not only the allowed", Unmet, _text("COPY . ."), _ONLY),
    )

    @model_validator(mode="after")
    def _fits_together(self) -> "CopiesFromStageKind":
        refuse_null(self, "from_stage", "source", "sources")
        if self.only != (self.sources is not None):
            raise ValueError("only: true and sources: [...] go together")
        return self

    @property
    def expected(self) -> str:
        """Which files from which stage."""
        stage = f"the stage {self.from_stage}" if self.from_stage else "an earlier stage"
        only = f", nothing but {', '.join(self.sources)}" if self.sources else ""
        return one_line(f"COPY --from copies {self.source or 'files'} from {stage} to the final image{only}")

    def questions(self) -> tuple[Question[Any], ...]:
        """The Dockerfile."""
        return (DockerfileText(),)

    def judge(self, facts: Facts) -> Finding:
        """Look at every copied path of the final stage and the stages it builds on."""
        dockerfile = facts[DockerfileText()]
        if (missing := missing_stage(dockerfile, self.from_stage)) is not None:
            return missing
        found = copies(dockerfile, dockerfile.final)
        if whole := next((one for one in found if takes_everything(dockerfile, one)), None):
            hint = "Copy only what is needed at run time; a copy of everything brings the build tools back."
            return Unmet(f"{_shown(dockerfile, [whole])}: the whole stage", hint, dockerfile.file, whole.line)
        wanted = [one for one in found if self._is_from(dockerfile, one)]
        return self._wrong(dockerfile, wanted, found) or Met(_shown(dockerfile, wanted))

    def _is_from(self, dockerfile: Dockerfile, copied: Copied) -> bool:
        return self.from_stage in (None, dockerfile.stages[copied.stage].name)

    def _wrong(self, dockerfile: Dockerfile, wanted: list[Copied], found: list[Copied]) -> Unmet | None:
        if not wanted:
            return Unmet(
                *_nothing(dockerfile, self.from_stage, found), dockerfile.file, dockerfile.final.line
            )
        if self.source is not None and not any(one.matches(self.source) for one in wanted):
            return Unmet(_shown(dockerfile, wanted), _unknown(wanted), dockerfile.file, wanted[0].line)
        allowed = self.sources or ()
        more = [one for one in wanted if self.only and not any(one.matches(path) for path in allowed)]
        if more:
            told = f"more than is allowed:\n{_shown(dockerfile, more)}"
            return Unmet(told, _unknown(more), dockerfile.file, more[0].line)
        return None


def _nothing(dockerfile: Dockerfile, name: str | None, found: list[Copied]) -> tuple[str, str | None]:
    on = [one for one in dockerfile.lineage(dockerfile.final)[:-1] if name in (None, one.name)]
    if on and (name is not None or not found):
        stage = one_line(on[-1].name or f"of line {on[-1].line}", 80)
        told = f"the final stage builds on the stage {stage}: all of it is in the image"
        return told, "Start the final stage from an image of its own, and copy only what is needed."
    return (_shown(dockerfile, found) if found else "no COPY --from takes files from a stage"), None


def _unknown(copied: list[Copied]) -> str | None:
    names = sorted(name for one in copied for name in one.missing)
    if not names:
        return None
    return one_line(f"Write the path out: the Dockerfile does not tell the value of {', '.join(names)}.")


def _shown(dockerfile: Dockerfile, found: list[Copied]) -> str:
    lines = []
    for one in found[:SHOWN]:
        stage = dockerfile.stages[one.stage].name or one.stage
        lines.append(f"line {one.line}: {one_line(one.path, 100)} from the stage {one_line(str(stage), 60)}")
    return "\n".join(lines) + (f"\nand {len(found) - SHOWN} more" if len(found) > SHOWN else "")
