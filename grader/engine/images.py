"""Images on the engine: their description, their history, and getting one that is not there."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from docker.errors import APIError, DockerException, ImageNotFound, NotFound

from grader.dockerfile import parse_reference
from grader.engine.client import Engine, engine_failures, explanation
from grader.evidence import ImageConfig
from grader.text import one_line

STAND_IN_LABEL = ("org.opencontainers.image.title", "stand-in")

# What engines say where a registry was reached and has no such image.
_NO_SUCH_IMAGE = re.compile(
    r"not found|manifest unknown|does not exist|access denied|unauthorized|name unknown|invalid reference",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Image:
    """What the engine says of an image; sizes in bytes, layers as DiffIDs from the oldest on."""

    image_id: str
    layers: tuple[str, ...]
    size: int
    platform: str
    config: ImageConfig
    tags: tuple[str, ...]

    @property
    def is_stand_in(self) -> bool:
        """Whether scripts/base-images made it in place of an official image."""
        return STAND_IN_LABEL in self.config.labels


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of an image's history; the size is the engine's own and depends on its store."""

    created_by: str
    size: int


@dataclass(frozen=True, slots=True)
class NotPulled:
    """Why an image could not be pulled; `unreachable` where no registry answered."""

    reason: str
    unreachable: bool


def find_image(engine: Engine, reference: str) -> Image | None:
    """The image, or None where the engine does not have it."""
    with engine_failures(f"looking at the image {reference}"):
        try:
            found = engine.api.inspect_image(reference)
        except (ImageNotFound, NotFound):
            return None
    config = found.get("Config") or {}
    return Image(
        found["Id"],
        tuple((found.get("RootFS") or {}).get("Layers") or ()),
        int(found.get("Size") or 0),
        f"{found.get('Os', '')}/{found.get('Architecture', '')}",
        _config(config),
        tuple(found.get("RepoTags") or ()),
    )


def _config(config: Mapping[str, Any]) -> ImageConfig:
    return ImageConfig(
        tuple(config.get("Env") or ()),
        tuple((config.get("Labels") or {}).items()),
        tuple(config.get("ExposedPorts") or ()),
        tuple(config.get("Volumes") or ()),
        str(config.get("WorkingDir") or ""),
        str(config.get("User") or ""),
        tuple(config.get("Cmd") or ()),
        tuple(config.get("Entrypoint") or ()),
        tuple((config.get("Healthcheck") or {}).get("Test") or ()),
        str(config.get("StopSignal") or ""),
    )


def history(engine: Engine, image_id: str) -> tuple[Step, ...]:
    """The image's history from the oldest step on."""
    with engine_failures("reading the image's history"):
        entries = engine.api.history(image_id)
    return tuple(
        Step(str(entry.get("CreatedBy") or ""), int(entry.get("Size") or 0)) for entry in reversed(entries)
    )


def listed_size(engine: Engine, image: Image) -> int | None:
    """The number that `docker image ls` shows for the image."""
    with engine_failures("listing images"):
        for tag in image.tags:
            for entry in engine.api.images(name=tag):
                return int(entry["Size"])
    return None


def pull(engine: Engine, reference: str, limit: float, on_line: Callable[[str], None]) -> NotPulled | None:
    """Pull an image for at most `limit` seconds; None where it was pulled. ValueError for no reference."""
    named = parse_reference(reference)
    deadline = time.monotonic() + limit
    try:
        for message in engine.api.pull(named.name, named.version, stream=True, decode=True):
            if "error" in message:
                return _not_pulled(str(message["error"]))
            if message.get("status"):
                on_line(one_line(f"{message['status']} {message.get('progress') or ''}", 100))
            if time.monotonic() > deadline:
                return NotPulled(f"the pull took longer than {limit:.0f} s", unreachable=True)
    except APIError as error:
        return _not_pulled(explanation(error))
    except (DockerException, requests.RequestException, OSError) as error:
        return NotPulled(explanation(error), unreachable=True)
    return None


def _not_pulled(reason: str) -> NotPulled:
    return NotPulled(one_line(reason, 300), unreachable=not _NO_SUCH_IMAGE.search(reason))
