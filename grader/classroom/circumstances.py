"""What a result depends on besides the submission: the challenge, the limits, the engine, the base images."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader import __version__
from grader.challenge import Challenge, Limits
from grader.classroom.fingerprint import fingerprint
from grader.criterion.installed import packages_of
from grader.engine import Engine
from grader.errors import EngineFailureError


@dataclass
class Circumstances:
    """The digest of everything that a submission's result depends on."""

    challenge: Challenge
    limits: Limits
    engine: Engine | None
    _images: dict[str, str] = field(default_factory=dict)

    def digest(self, images: Sequence[str]) -> str:
        """Equal for two gradings of equal content that must end alike; `images` are the Dockerfile's.

        An image that is not here yet is looked for again: grading pulls it.
        """
        rest = {**self._lasting, "bases": {reference: self._image(reference) for reference in images}}
        return f"{self.challenge.digest} {hashlib.sha256(json.dumps(rest).encode()).hexdigest()}"

    def __post_init__(self) -> None:
        """Find out what is the same for all. A cluster's engines are not known here."""
        engine, starter = self.engine, self.challenge.original
        self._lasting: dict[str, object] = {
            "grader": [__version__, *packages_of(self.challenge.criteria)],
            "starter": fingerprint(starter) if starter.is_dir() else "",
            "limits": self.limits.model_dump(),
            "engine": [engine.about.name, engine.about.version, engine.about.store]
            if engine
            else ["cluster"],
        }

    def _image(self, reference: str) -> str:
        if reference not in self._images and self.engine:
            try:
                image = self.engine.find_image(reference)
            except EngineFailureError:  # one engine may refuse a name that another takes
                return ""
            if image is not None:
                self._images[reference] = image.image_id
        return self._images.get(reference, "")


def with_challenge(circumstances: str, challenge: Challenge) -> str:
    """The circumstances of a result that was judged again by another spec, all else being the same."""
    return f"{challenge.digest} {circumstances.partition(' ')[2]}"
