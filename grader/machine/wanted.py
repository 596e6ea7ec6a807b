"""The images that challenges start from."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.challenge import Catalogue, Challenge, load_challenge
from grader.challenge.wrong_loader import load_wrong
from grader.dockerfile import Dockerfile, DockerfileError, familiar_reference, read_dockerfile


def base_images(challenges: Sequence[str] = ()) -> list[str]:
    """The images that these challenges start from, each once; of all challenges where none is named.

    A named challenge is to be graded: starter, solution and criteria count. All challenges may also be
    proven: there the wrong variants count, too. Raises UsageError and SpecError.
    """
    found: list[str] = []
    for file in Catalogue().select(challenges):
        challenge = load_challenge(file)
        found += _graded(challenge)
        found += [] if challenges else _swapped(challenge)
    return list(dict.fromkeys(found))


def _graded(challenge: Challenge) -> Iterator[str]:
    for folder in (challenge.starter, challenge.original, challenge.solution):
        dockerfile = _read(folder / "Dockerfile")
        yield from dockerfile.external_images if dockerfile else ()
    for criterion in challenge.criteria:
        yield from _exact(criterion.base_images)


def _swapped(challenge: Challenge) -> Iterator[str]:
    solution = _read(challenge.solution / "Dockerfile")
    stages = {stage.name for stage in solution.stages} if solution else set()
    changes = (change for wrong in load_wrong(challenge) for change in wrong.changes)
    bases = (change.base.image for change in changes if change.base)
    yield from _exact(image for image in bases if image not in stages)


def _exact(references: Iterable[str]) -> Iterator[str]:
    yield from (familiar_reference(name) for name in references if not set("*?") & set(name))


def _read(file: Path) -> Dockerfile | None:
    try:
        return read_dockerfile(file.read_bytes(), str(file))
    except (OSError, DockerfileError):
        return None  # a starter may be broken on purpose
