"""What the classic builder leaves to the grader: what it cannot build, and where a step is written."""

import re

from grader.dockerfile import Dockerfile, Instruction, familiar_reference
from grader.engine import Engine
from grader.errors import EngineFailureError
from grader.text import one_line

FIRST_BUILDAH_WITH_HEREDOCS = (1, 33)
"""Podman 4.8 brought it; older ones take a heredoc's lines for instructions (buildah's changelog)."""
STEP_CHARACTERS = 160

_LOOKED_FOR = re.compile(r"initializing source docker://(\S+?): |from=(\S+?): no stage or image found")


def check_heredocs(engine: Engine, dockerfile: Dockerfile) -> None:
    """Raise EngineFailureError where the Dockerfile has heredocs and the builder does not know them."""
    instructions = [one for stage in dockerfile.stages for one in stage.instructions if one.heredocs]
    if not instructions or reads_heredocs(engine):
        return
    builder = (
        f"Podman {engine.version} with buildah {engine.buildah}" if engine.buildah else "classic builder"
    )
    mend = "Podman 4.8 is the first one that does" if engine.buildah else "install docker-buildx"
    line = instructions[0].line
    raise EngineFailureError(
        f"this engine's builder ({builder}) cannot build heredocs ({dockerfile.file}:{line}); {mend}"
    )


def reads_heredocs(engine: Engine) -> bool:
    """Whether the engine's classic builder knows heredocs."""
    return tuple(map(int, re.findall(r"\d+", engine.buildah)[:2])) >= FIRST_BUILDAH_WITH_HEREDOCS


def stage_taken_for_image(dockerfile: Dockerfile, reason: str) -> str:
    """Why an image that the Dockerfile does not name was not found; empty where that was not the reason."""
    looked_for = _LOOKED_FOR.search(reason)
    if not looked_for:
        return ""
    if _familiar(looked_for[1] or looked_for[2]) in dockerfile.external_images:
        return ""
    return " (Podman tells capitals in stage names apart, BuildKit does not)"


def _familiar(name: str) -> str:
    try:
        return familiar_reference(name)
    except ValueError:  # a stage's name may have capitals, an image's may not
        return name


def line_of(dockerfile: Dockerfile, step: str) -> int | None:
    """The line of the step's instruction, told by its text; None where no single instruction has it."""
    instructions = (one for stage in dockerfile.stages for one in stage.instructions)
    lines = [one.line for one in instructions if step in _texts(one)]
    return lines[0] if len(lines) == 1 else None


def _texts(instruction: Instruction) -> tuple[str, ...]:
    """As written, and as Podman shows an exec form."""
    forms = (instruction.text, " ".join(instruction.words))
    return tuple(one_line(f"{instruction.keyword} {form}", STEP_CHARACTERS) for form in forms)
