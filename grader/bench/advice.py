"""What is wise but not asked for: notes in the report, never points."""

from grader.bench.blocked import BlockedError
from grader.bench.source import Source
from grader.dockerfile import Dockerfile, Instruction
from grader.text import one_line

MAX_NOTES = 5


def advice(dockerfile: Dockerfile, ignore_name: str | None) -> tuple[str, ...]:
    """Notes on a Dockerfile that BuildKit accepts, each with its line where it has one."""
    keywords = {item.keyword for item in dockerfile.executed_in_lineage(dockerfile.final)}
    notes = [f"{dockerfile.file}, {warning}" for warning in dockerfile.warnings]
    if "USER" not in keywords and dockerfile.final.image != "scratch":
        notes.append("the final stage names no USER, so the application may run as root")
    if ignore_name is None and any(_copies_all(dockerfile.executed(stage)) for stage in dockerfile.stages):
        notes.append("COPY . takes everything in the folder: a .dockerignore keeps out what is not needed")
    return tuple(one_line(note, 200) for note in notes[:MAX_NOTES])


def _copies_all(instructions: tuple[Instruction, ...]) -> bool:
    return any(
        item.keyword in {"COPY", "ADD"} and item.flag("from") is None and {".", "./"} & set(item.words[:-1])
        for item in instructions
    )


def notes(source: Source) -> tuple[str, ...]:
    """The advice on a submission; none where its Dockerfile cannot be read."""
    try:
        return advice(source.dockerfile, source.ignore_name)
    except BlockedError:
        return ()
