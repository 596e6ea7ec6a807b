"""`grader bases`: the images that the challenges start from."""

import sys
from pathlib import Path

import click

from grader.challenge import Catalogue, load_challenge, load_wrong
from grader.dockerfile import Dockerfile, DockerfileError, familiar_reference, read_dockerfile


@click.command("bases")
def command() -> None:
    """List the base images that the challenges name, one reference a line.

    Example: grader bases
    """
    sys.stdout.write("".join(f"{reference}\n" for reference in base_images()))


def base_images() -> list[str]:
    """Every image that a starter, a solution, a criterion or a wrong variant starts from, each once."""
    found: list[str] = []
    for file in Catalogue().files.values():
        challenge = load_challenge(file)
        for folder in (challenge.starter, challenge.original, challenge.solution):
            found += _named_by(folder / "Dockerfile")
        wanted = [image for criterion in challenge.criteria for image in criterion.base_images]
        stages = _stage_names(challenge.solution / "Dockerfile")
        changes = (change for wrong in load_wrong(challenge) for change in wrong.changes)
        swapped = (change.base.image for change in changes if change.base)
        wanted += [image for image in swapped if image not in stages]
        found += [familiar_reference(image) for image in wanted if not set("*?") & set(image)]
    return list(dict.fromkeys(found))


def _named_by(file: Path) -> tuple[str, ...]:
    dockerfile = _read(file)
    return dockerfile.external_images if dockerfile else ()


def _stage_names(file: Path) -> set[str | None]:
    dockerfile = _read(file)
    return {stage.name for stage in dockerfile.stages} if dockerfile else set()


def _read(file: Path) -> Dockerfile | None:
    try:
        return read_dockerfile(file.read_bytes(), str(file))
    except (OSError, DockerfileError):
        return None  # a starter may be broken on purpose
