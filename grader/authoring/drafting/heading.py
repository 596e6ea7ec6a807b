"""What stands in challenge.yaml above the criteria."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.authoring.drafting.learners import learners_patterns
from grader.authoring.drafting.pair import Side
from grader.challenge import Challenge
from grader.dockerfile import DockerfileError, parse_reference, read_dockerfile
from grader.dockerfile.allowed import OFFICIAL_IMAGES, OFFICIAL_ONLY
from grader.evidence import KeptAnswers
from grader.values import Value

TIME_IN_ALL = "3600s"
"""What finding out about one of the two may take, with all its builds."""


class Heading(Value):
    """The challenge without criteria; limits are as they are written."""

    challenge_id: str
    learner: Sequence[str]
    build: str
    memory: str
    images: Sequence[str] = ()

    def challenge(self, file: Path) -> Challenge:
        """The challenge that `file` will describe, before it has criteria."""
        images = {"images": tuple(self.images)} if self.images else {}
        limits = {"build": self.build, "memory": self.memory, "total": TIME_IN_ALL}
        names = {"id": self.challenge_id, "title": self.challenge_id, "learner": self.learner}
        given = {**names, **images, "limits": limits, "criteria": (), "file": file, "digest": ""}
        return Challenge.model_validate(given)


def heading(challenge_id: str, starter: Path, solution: Path, build: str, memory: str) -> Heading:
    """What the folders tell: whose the files are, and which images must be allowed."""
    nothing = KeptAnswers({})
    learner = learners_patterns(Side(starter, nothing), Side(solution, nothing))
    others = sorted({*_other_images(starter), *_other_images(solution)})
    return Heading(challenge_id, learner, build, memory, [OFFICIAL_IMAGES, *others] if others else ())


def _other_images(folder: Path) -> Iterator[str]:
    """The images that are no official ones; none where the Dockerfile cannot be read."""
    try:
        read = read_dockerfile((folder / "Dockerfile").read_bytes())
    except (OSError, DockerfileError):
        return
    for image in read.external_images:
        if not OFFICIAL_ONLY.has_image(parse_reference(image)):
            yield image
