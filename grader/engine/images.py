"""Images on the engine: their description and their history."""

from collections.abc import Mapping
from typing import Any

from docker.errors import ImageNotFound, NotFound

from grader.engine.client import Connection, engine_failures
from grader.engine.model import Image
from grader.evidence import HistoryEntry, ImageConfig

NANOSECONDS = 1_000_000_000


def find_image(connection: Connection, reference: str) -> Image | None:
    """The image, or None where the engine does not have it."""
    with engine_failures(f"looking at the image {reference}"):
        try:
            found = connection.api.inspect_image(reference)
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
    health = config.get("Healthcheck") or {}
    return ImageConfig(
        environment=tuple(config.get("Env") or ()),
        labels=tuple((config.get("Labels") or {}).items()),
        ports=tuple(config.get("ExposedPorts") or ()),
        volumes=tuple(config.get("Volumes") or ()),
        working_dir=str(config.get("WorkingDir") or ""),
        user=str(config.get("User") or ""),
        command=tuple(config.get("Cmd") or ()),
        entrypoint=tuple(config.get("Entrypoint") or ()),
        healthcheck=tuple(health.get("Test") or ()),
        health_interval=int(health.get("Interval") or 0) / NANOSECONDS,
        stop_signal=str(config.get("StopSignal") or ""),
    )


def history(connection: Connection, reference: str) -> tuple[HistoryEntry, ...]:
    """The image's history from the oldest entry on."""
    with engine_failures("reading the image's history"):
        entries = connection.api.history(reference)
    return tuple(
        HistoryEntry(str(entry.get("CreatedBy") or ""), int(entry.get("Size") or 0))
        for entry in reversed(entries)
    )


def listed_size(connection: Connection, image: Image) -> int | None:
    """The number that `docker image ls` shows for the image."""
    with engine_failures("listing images"):
        for tag in image.tags:
            for entry in connection.api.images(name=tag):
                return int(entry["Size"])
    return None
