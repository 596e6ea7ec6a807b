"""`copies_from_stage`: the final image takes files from an earlier stage, and only what is needed."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.copied import nothing_copied, shown, wrong_copies
from grader.criterion.patterns import AbsolutePattern
from grader.criterion.provenance import held, lines_taking
from grader.criterion.samples import own_layers
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.stage_copies import copies, takes_everything
from grader.evidence import DockerfileText, Facts, OwnLayers, Question
from grader.fields import OneOrMore, Text
from grader.text import listed, one_line

_TWO = "FROM python:3.11 AS builder\nRUN make\nFROM python:3.11-slim\n"
_VENV: dict[str, Any] = {"from": "builder", "source": "/opt/venv"}
_COPY = f"{_TWO}COPY --from=builder /opt/venv /x\n"
_HOLDS: dict[str, Any] = {"holds": ["/**/flask/*"]}
_ONLY: dict[str, Any] = {"from": "builder", "sources": ["/opt/venv", "/app/*.py"]}


class CopiesFromStageKind(Criterion):
    """The final image takes files from an earlier stage with COPY --from, but not the stage as a whole.

    Two stages make an image small only where the second takes the result of the first and leaves the
    tools behind. A copy of `/` brings everything back, and so does building on the stage itself: neither
    counts. A path is absolute in the stage it comes from, whatever WORKDIR says. That is judged by the
    words of the Dockerfile; `holds` by the content of each own layer, and what made the layer: a COPY of an
    empty folder beside a RUN that installs is unmet.
    """

    old_spellings = renamed(only="sources alone, which says the same")

    check: Literal["copies_from_stage"]
    from_stage: StageName | None = Field(
        None, alias="from", description="Name of the stage the files come from; else any earlier stage."
    )
    source: Text | None = Field(
        None, description="One copied path at least matches, such as `/opt/venv`; `*` matches `/`, too."
    )
    sources: OneOrMore[Text] = Field(
        (), description="The paths that may be copied, as in `source`, and no others."
    )
    holds: OneOrMore[AbsolutePattern] = Field(
        (), description="Paths, as for `image_files`, that such a COPY and no RUN brings."
    )
    run_may_add: Annotated[
        bool, Field(strict=True, description="A RUN may add such paths, too: it installs copied wheels.")
    ] = False

    examples = (
        met("by name", dockerfile=f"{_TWO}COPY --from=builder /opt/venv/ /opt/venv/\n", **_VENV),
        met("by number", dockerfile=f"{_TWO}COPY --from=0 /opt/venv /opt/venv\n", **_VENV),
        unmet("another path", dockerfile=f"{_TWO}COPY --from=builder /app /app\n", **_VENV),
        unmet("only from the build context", dockerfile=f"{_TWO}COPY . .\n"),
        unmet("everything", dockerfile=f"{_TWO}COPY --from=builder / /\n"),
        unmet("everything and the wanted", dockerfile=f"{_TWO}COPY --from=0 /opt/venv /* /\n", **_VENV),
        unmet("built on the stage itself", dockerfile="FROM a AS b\nFROM b\nCOPY --from=b /x /y\n"),
        met("no more than allowed", dockerfile=f"{_TWO}COPY --from=0 /opt/venv /app/app.py /x/\n", **_ONLY),
        met("brought by COPY", own_layers(("COPY", 4, "/x/flask/a")), dockerfile=_COPY, **_HOLDS),
        unmet("brought by RUN", own_layers(("RUN x", 5, "/x/flask/a")), dockerfile=_COPY, **_HOLDS),
        unmet("nowhere", own_layers(("COPY", 4)), dockerfile=_COPY, **_HOLDS),
    )

    @property
    @override
    def expected(self) -> str:
        stage = f"the stage {self.from_stage}" if self.from_stage else "an earlier stage"
        copies = one_line(f"COPY --from copies {self.source or 'files'} from {stage} to the final image")
        return f"{copies}{listed(', and nothing but', self.sources)}"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), *(OwnLayers((pattern,)) for pattern in self.holds))

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        found = self._in_text(facts[DockerfileText()])
        return found if isinstance(found, Unmet) else None

    @override
    def judge(self, facts: Facts) -> Finding:
        dockerfile, found = facts[DockerfileText()], self._in_text(facts[DockerfileText()])
        takers = lines_taking(dockerfile, self.from_stage, runs=self.run_may_add)
        for pattern in self.holds:
            fact = facts[OwnLayers((pattern,))]
            found = held(pattern, fact, dockerfile, takers, run_may_add=self.run_may_add)
            if not isinstance(found, Met):
                return found
        return found

    def _in_text(self, dockerfile: Dockerfile) -> Finding:
        if (missing := missing_stage(dockerfile, self.from_stage)) is not None:
            return missing
        found = copies(dockerfile, dockerfile.final)
        if whole := next((path for path in found if takes_everything(dockerfile, path)), None):
            hint = "Copy only what is needed at run time; a copy of everything brings the build tools back."
            return Unmet(f"{shown(dockerfile, [whole])}: the whole stage", hint, dockerfile.file, whole.line)
        wanted = [path for path in found if self.from_stage in (None, dockerfile.stages[path.stage].name)]
        if not wanted:
            return nothing_copied(dockerfile, self.from_stage, found)
        if self.source is not None and not any(path.matches(self.source) for path in wanted):
            return wrong_copies(dockerfile, "", wanted)
        more = [path for path in wanted if not any(path.matches(allowed) for allowed in self.sources)]
        if self.sources and more:
            return wrong_copies(dockerfile, "more than is allowed:\n", more)
        return Met(shown(dockerfile, wanted))
