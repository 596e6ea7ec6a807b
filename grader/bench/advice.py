"""What is wise but not asked for: notes in the report, never points."""

from grader.bench.blocked import BlockedError
from grader.bench.source import Source
from grader.dockerfile import Dockerfile, Instruction
from grader.dockerfile.meaning.places import counting
from grader.text import one_line

MAX_NOTES = 5
FREE = "it costs no points"


def advice(dockerfile: Dockerfile, ignore_name: str | None) -> tuple[str, ...]:
    """Notes on a Dockerfile that BuildKit accepts, each with its line where it has one."""
    notes = [f"{dockerfile.file}, {warning}" for warning in dockerfile.warnings]
    notes += _on_the_user(dockerfile)
    if ignore_name is None and any(_copies_all(dockerfile.executed(stage)) for stage in dockerfile.stages):
        notes.append("COPY . takes everything in the folder: a .dockerignore keeps out what is not needed")
    return tuple(one_line(note, 200) for note in notes[:MAX_NOTES])


def _on_the_user(dockerfile: Dockerfile) -> list[str]:
    """Whether the application runs as root; nothing is said where what it needs lies in root's own folder."""
    executed = dockerfile.executed_in_lineage(dockerfile.final)
    needs_root = any("/root/" in item.text for item in executed if item.keyword in {"COPY", "ADD", "ENV"})
    if dockerfile.final.image == "scratch" or needs_root:
        return []
    user = counting(dockerfile, dockerfile.final).get("USER")
    if user is None:
        return [f"the final stage names no USER, so the application may run as root ({FREE})"]
    name = user.text.partition(":")[0].strip()
    return [f"USER {name} is root itself ({FREE})"] if name in {"root", "0"} else []


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
