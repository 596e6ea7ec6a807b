"""What Dockerfiles may use and not every engine builds: which of it the engine at hand lacks, tried there."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.dockerfile import read_dockerfile
from grader.engine.build import build_image
from grader.engine.builder import Builder
from grader.engine.client import Connection
from grader.engine.model import BuildFailure, BuildOrder
from grader.engine.ownership import RUN_LABEL, Run, temporary_prefix
from grader.engine.removal import remove_labelled
from grader.errors import BeyondEngineError
from grader.values import Value

TRIAL_SECONDS = 30.0
_TRIALS = {
    "heredocs": "FROM scratch\nCOPY <<EOF /x\nx\nEOF\n",
    "ADD --unpack": "FROM scratch\nADD --unpack=true x /\n",
    "COPY --chmod=u+x": "FROM scratch\nCOPY --chmod=u+x x /\n",
    "COPY --exclude": "FROM scratch\nCOPY --exclude=y x /\n",
    "COPY --link": "FROM scratch\nCOPY --link x /\n",
    "COPY --parents": "FROM scratch\nCOPY --parents x /\n",
    "RUN --mount=type=secret,env=NAME": 'FROM scratch\nRUN --mount=type=secret,id=x,env=X ["/x"]\n',
    "a stage's name in other capitals": "FROM scratch AS A\nCOPY x /\nFROM scratch\nCOPY --from=a /x /\n",
}
"""Dockerfiles that need no base image; the context has one file, `x`."""


class Lack(Value):
    """Something that the engine cannot build, and which one is `able` to."""

    what: str
    able: str


def lacks(connection: Connection, builder: Builder) -> Iterator[Lack]:
    """Each of them that the builder itself says it does not know. Raises EngineFailureError."""
    run = Run()
    try:
        with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as folder:
            Path(folder, "x").touch()
            for what, text in _TRIALS.items():
                if able := _able(connection, builder, _order(Path(folder), text.encode(), run), run):
                    yield Lack(what, able)
    finally:
        remove_labelled(connection, f"{RUN_LABEL}={run.run_id}", everything=True)


def _order(context: Path, text: bytes, run: Run) -> BuildOrder:
    dockerfile = read_dockerfile(text, "Dockerfile")
    return BuildOrder(
        context=context, text=text, dockerfile=dockerfile, tag=run.new_tag(), limit=TRIAL_SECONDS
    )


def _able(connection: Connection, builder: Builder, order: BuildOrder, run: Run) -> str:
    """Another engine, where this one cannot; a failure for another reason tells nothing."""
    try:
        outcome = build_image(connection, builder, order, run, lambda _line: None)
    except BeyondEngineError as error:
        return error.able
    return outcome.able if isinstance(outcome, BuildFailure) else ""
