"""What to tell of paths that are copied from stages."""

from grader.criterion.finding import Unmet
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.stage_copies import Copied
from grader.text import first, one_line


def nothing_copied(dockerfile: Dockerfile, name: str | None, found: list[Copied]) -> Unmet:
    """Why nothing of what is copied comes from a stage of this name, or from any."""
    line = dockerfile.final.line
    below = [stage for stage in dockerfile.lineage(dockerfile.final)[:-1] if name in (None, stage.name)]
    if below and (name is not None or not found):
        stage = one_line(below[-1].name or f"of line {below[-1].line}", 80)
        told = f"the final stage builds on the stage {stage}: all of it is in the image"
        hint = "Start the final stage from an image of its own, and copy only what is needed."
        return Unmet(told, hint, dockerfile.file, line)
    told = shown(dockerfile, found) if found else "no COPY --from takes files from a stage"
    return Unmet(told, file=dockerfile.file, line=line)


def shown(dockerfile: Dockerfile, copied: list[Copied]) -> str:
    """The paths with their lines and the stages that they come from, 5 at most."""
    lines = []
    for path in copied:
        stage = one_line(str(dockerfile.stages[path.stage].name or path.stage), 60)
        lines.append(f"line {path.line}: {one_line(path.path, 100)} from the stage {stage}")
    return first(lines, 5)


def wrong_copies(dockerfile: Dockerfile, told: str, copied: list[Copied]) -> Unmet:
    """What to tell of copies that are not the wanted ones, and which value keeps a path from being known."""
    names = sorted(name for path in copied for name in path.missing)
    hint = f"Write the path out: the Dockerfile does not tell the value of {', '.join(names)}."
    found = told + shown(dockerfile, copied)
    return Unmet(found, one_line(hint) if names else None, dockerfile.file, copied[0].line)
