"""What a result depends on besides the submission: the challenge, the limits, the engine, the base images."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from grader import __version__
from grader.bench.source import Source
from grader.challenge import Challenge, Limits
from grader.classroom.fingerprint import fingerprint
from grader.dockerfile import Dockerfile
from grader.engine import Engine
from grader.engine.images import find_image


@dataclass
class Circumstances:
    """The digest of everything that a submission's result depends on."""

    challenge: Challenge
    limits: Limits
    engine: Engine | None
    _images: dict[str, str] = field(default_factory=dict)

    def digest(self, folder: Path) -> str:
        """Equal for two gradings of equal content that must end alike. Raises EngineFailureError."""
        dockerfile = Source(folder).dockerfile
        bases = dockerfile.external_images if isinstance(dockerfile, Dockerfile) else ()
        known = {
            "grader": __version__,
            "challenge": self.challenge.digest,
            "starter": self._starter,
            "limits": self.limits.model_dump(),
            "engine": self._engine,
            "bases": {reference: self._image(reference) for reference in bases},
        }
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()

    @property
    def _engine(self) -> list[str]:
        """A cluster's engines are not known here."""
        return [self.engine.name, self.engine.version, self.engine.store] if self.engine else ["cluster"]

    @property
    def _starter(self) -> str:
        if "" not in self._images:
            there = self.challenge.original.is_dir()
            self._images[""] = fingerprint(self.challenge.original) if there else ""
        return self._images[""]

    def _image(self, reference: str) -> str:
        if reference not in self._images:
            image = find_image(self.engine, reference) if self.engine else None
            self._images[reference] = image.image_id if image else ""
        return self._images[reference]
