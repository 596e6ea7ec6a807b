"""The part of an image's configuration that the Dockerfile's words make sure of."""

from collections.abc import Iterable, Iterator

from grader.dockerfile import Dockerfile, Instruction
from grader.dockerfile.meaning.places import counting
from grader.dockerfile.meaning.steps import Step, steps
from grader.evidence import ImageConfig

UNTOLD = "?"
"""In the place of a working folder; "" would be that of an image without WORKDIR."""


def written_config(dockerfile: Dockerfile, target: str | None) -> ImageConfig | None:
    """The settings that the stage, or one below it, writes out; None where there is no such stage.

    A value that the Dockerfile does not tell is left out, and so are a CMD and an ENTRYPOINT in shell form.
    """
    if (stage := dockerfile.stage(target)) is None:
        return None
    done, last = list(steps(dockerfile, stage)), counting(dockerfile, stage)
    users = [step.words[0] for step in done if step.instruction is last.get("USER") and step.words]
    return ImageConfig(
        environment=tuple(f"{name}={value}" for name, value in _values(done, "ENV")),
        labels=_values(done, "LABEL"),
        ports=tuple(_ports(done)),
        working_dir=_folder(done),
        user="".join(word.value for word in users if not word.missing),
        command=_array(last.get("CMD")),
        entrypoint=_array(last.get("ENTRYPOINT")),
        healthcheck=_health(last.get("HEALTHCHECK")),
    )


def _values(done: Iterable[Step], keyword: str) -> tuple[tuple[str, str], ...]:
    """Each name with its last value; without the names whose last value is not told."""
    pairs = {name: word for step in done if step.instruction.keyword == keyword for name, word in step.pairs}
    return tuple((name, word.value) for name, word in pairs.items() if not word.missing)


def _ports(done: Iterable[Step]) -> Iterator[str]:
    for step in done:
        if step.instruction.keyword == "EXPOSE":
            known = (word.value for word in step.words if not word.missing)
            yield from (port if "/" in port else f"{port}/tcp" for port in known)


def _folder(done: Iterable[Step]) -> str:
    """The working folder; UNTOLD where it is the base image's, or lies below that."""
    folder = UNTOLD
    for step in done:
        if step.instruction.keyword == "WORKDIR" and step.words:
            word = step.words[0]
            below = UNTOLD if folder == UNTOLD else f"{folder.rstrip('/')}/{word.value}"
            folder = UNTOLD if word.missing else word.value if word.value.startswith("/") else below
    return folder


def _array(item: Instruction | None) -> tuple[str, ...]:
    return item.words if item is not None and item.exec_form else ()


def _health(item: Instruction | None) -> tuple[str, ...]:
    if item is None:
        return ()
    return ("NONE",) if item.text.strip().upper() == "NONE" else ("CMD-SHELL", item.text)
