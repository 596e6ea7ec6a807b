"""`copies_from_stage`: the final image takes files from an earlier stage, and only what is needed."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.stage_copies import Copied, copies, takes_everything
from grader.fields import Text
from grader.text import first, one_line

_TWO = "FROM python:3.11 AS builder\nRUN make\nFROM python:3.11-slim\n"
_VENV: dict[str, Any] = {"from": "builder", "source": "/opt/venv"}
_ONLY: dict[str, Any] = {"from": "builder", "sources": ["/opt/venv", "/app/*.py"]}


class CopiesFromStageKind(DockerfileKind):
    """The final image takes files from an earlier stage with COPY --from, but not the stage as a whole.

    Two stages make an image small only where the second takes the result of the first and leaves the
    tools behind. A copy of `/` brings everything back, and so does building on the stage itself: neither
    counts. A path is absolute in the stage it comes from, whatever WORKDIR says.
    """

    old_spellings = renamed(only="sources alone, which says the same")

    check: Literal["copies_from_stage"]
    from_stage: StageName | None = Field(
        None, alias="from", description="Name of the stage the files come from; else any earlier stage."
    )
    source: Text | None = Field(
        None, description="One copied path at least matches, such as `/opt/venv`; `*` matches `/`, too."
    )
    sources: tuple[Text, ...] = Field(
        (), min_length=1, description="The paths that may be copied, as in `source`, and no others."
    )

    examples = (
        met("by name", dockerfile=f"{_TWO}COPY --from=builder /opt/venv/ /opt/venv/\n", **_VENV),
        met("by number", dockerfile=f"{_TWO}COPY --from=0 /opt/venv /opt/venv\n", **_VENV),
        met("with a variable", dockerfile=f"{_TWO}ENV V=/opt/venv\nCOPY --from=builder $V $V\n", **_VENV),
        unmet("another path", dockerfile=f"{_TWO}COPY --from=builder /app /app\n", **_VENV),
        unmet("only from the build context", dockerfile=f"{_TWO}COPY . .\n"),
        unmet("an image is no stage", dockerfile=f"{_TWO}COPY --from=nginx:1 /etc /etc\n"),
        unmet("everything", dockerfile=f"{_TWO}COPY --from=builder / /\n"),
        unmet("everything and the wanted", dockerfile=f"{_TWO}COPY --from=0 /opt/venv /* /\n", **_VENV),
        unmet("built on the stage itself", dockerfile="FROM a AS b\nFROM b\nCOPY --from=b /x /y\n"),
        met("no more than allowed", dockerfile=f"{_TWO}COPY --from=0 /opt/venv /app/app.py /x/\n", **_ONLY),
        unmet("more than allowed", dockerfile=f"{_TWO}COPY --from=0 /opt/venv /root /x/\n", **_ONLY),
        unmet("nothing is not only the allowed", dockerfile=f"{_TWO}COPY . .\n", **_ONLY),
    )

    @property
    @override
    def expected(self) -> str:
        stage = f"the stage {self.from_stage}" if self.from_stage else "an earlier stage"
        only = f", nothing but {', '.join(self.sources)}" if self.sources else ""
        return one_line(f"COPY --from copies {self.source or 'files'} from {stage} to the final image{only}")

    @override
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        if (missing := missing_stage(dockerfile, self.from_stage)) is not None:
            return missing
        found = copies(dockerfile, dockerfile.final)
        if whole := next((path for path in found if takes_everything(dockerfile, path)), None):
            hint = "Copy only what is needed at run time; a copy of everything brings the build tools back."
            return Unmet(f"{_shown(dockerfile, [whole])}: the whole stage", hint, dockerfile.file, whole.line)
        wanted = [path for path in found if self.from_stage in (None, dockerfile.stages[path.stage].name)]
        if not wanted:
            return self._nothing(dockerfile, found)
        if self.source is not None and not any(path.matches(self.source) for path in wanted):
            return _unmet(dockerfile, "", wanted)
        more = [path for path in wanted if not any(path.matches(allowed) for allowed in self.sources)]
        if self.sources and more:
            return _unmet(dockerfile, "more than is allowed:\n", more)
        return Met(_shown(dockerfile, wanted))

    def _nothing(self, dockerfile: Dockerfile, found: list[Copied]) -> Unmet:
        name, line = self.from_stage, dockerfile.final.line
        below = [stage for stage in dockerfile.lineage(dockerfile.final)[:-1] if name in (None, stage.name)]
        if below and (name is not None or not found):
            stage = one_line(below[-1].name or f"of line {below[-1].line}", 80)
            told = f"the final stage builds on the stage {stage}: all of it is in the image"
            hint = "Start the final stage from an image of its own, and copy only what is needed."
            return Unmet(told, hint, dockerfile.file, line)
        told = _shown(dockerfile, found) if found else "no COPY --from takes files from a stage"
        return Unmet(told, file=dockerfile.file, line=line)


def _unmet(dockerfile: Dockerfile, told: str, copied: list[Copied]) -> Unmet:
    names = sorted(name for path in copied for name in path.missing)
    hint = f"Write the path out: the Dockerfile does not tell the value of {', '.join(names)}."
    found = told + _shown(dockerfile, copied)
    return Unmet(found, one_line(hint) if names else None, dockerfile.file, copied[0].line)


def _shown(dockerfile: Dockerfile, copied: list[Copied]) -> str:
    lines = []
    for path in copied:
        stage = one_line(str(dockerfile.stages[path.stage].name or path.stage), 60)
        lines.append(f"line {path.line}: {one_line(path.path, 100)} from the stage {stage}")
    return first(lines, 5)
