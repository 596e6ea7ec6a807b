"""A machine that is made up: programs that only say they were called, an engine that has what they made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.engine.model import Image, NotPulled
from grader.evidence import ImageConfig
from grader.machine.answering import Answering
from grader.machine.home import SOCKET
from tests.fake_engine import FakeEngine

UNREACHABLE = NotPulled("dial tcp: no such host", unreachable=True)
_MADE = re.compile(
    r"docker (?:import .* |buildx build .*--tag |load --input .*/)([a-z]+)[:_]([\w.-]+)", re.DOTALL
)
_KEY = re.compile(r"grader\.stand-in\.key=\"?(\w+)")


def official(size: int = 100) -> Image:
    """An image from a registry."""
    return Image(f"sha256:{size}", ("l1",), size, "linux/amd64")


def stand_in(key: str = "today", image_id: str = "sha256:stand-in") -> Image:
    """A stand-in made with this key."""
    labels = (("org.opencontainers.image.title", "stand-in"), ("grader.stand-in.key", key))
    return Image(image_id, ("l1",), 100_000_000, "linux/amd64", ImageConfig(labels=labels))


@dataclass
class Programs:
    """Programs on PATH that write down how they were called, each argument's line breaks as blanks."""

    folder: Path
    log: Path

    def add(self, name: str, then: str = "") -> None:
        """A program that then does what this line of shell says."""
        file = self.folder / name
        file.write_text(f'#!/bin/sh\necho "{name} $(echo "$*" | tr \'\\n\' \' \')" >>"{self.log}"\n{then}\n')
        file.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        """Program and arguments of each call."""
        return self.log.read_text().splitlines() if self.log.exists() else []


@dataclass
class WorkedEngine(FakeEngine):
    """Has also what the docker command was told to import, build or load."""

    programs: Programs | None = None
    images: dict[str, Image] = field(default_factory=dict)

    def find_image(self, reference: str) -> Image | None:
        """One of the images."""
        return dict(self._made()).get(reference) or super().find_image(reference)

    def _made(self) -> Iterator[tuple[str, Image]]:
        for call in self.programs.calls if self.programs else ():
            made, key = _MADE.match(call), _KEY.search(call)
            if made:
                name = f"{made[1]}:{made[2].partition('@')[0]}"
                yield name.removesuffix(".tar"), stand_in(key[1] if key else "loaded", f"sha256:{name}")


def answering_with(engine: FakeEngine, endpoint: str = f"unix://{SOCKET}") -> Answering:
    """The engine, reached at this endpoint."""
    return Answering(engine=engine, environment={"DOCKER_HOST": endpoint}, system="Debian 13")
