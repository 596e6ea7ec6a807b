"""Images on the engine: their description, their history, and getting one that is not there."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from docker.errors import APIError, ImageNotFound, NotFound

from grader.dockerfile import parse_reference
from grader.engine.client import ENGINE_ERRORS, Connection, engine_failures, explanation
from grader.engine.faults import NO_SUCH_IMAGE
from grader.engine.model import Image, NotPulled
from grader.evidence import HistoryEntry, ImageConfig
from grader.text import one_line

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
        health_timeout=int(health.get("Timeout") or 0) / NANOSECONDS,
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


def pull(
    connection: Connection, reference: str, limit: float, on_line: Callable[[str], None]
) -> NotPulled | None:
    """Pull an image for at most `limit` seconds; None where it was pulled. ValueError for no reference."""
    named = parse_reference(reference)
    deadline = time.monotonic() + limit
    try:
        for message in connection.api.pull(named.name, named.version, stream=True, decode=True):
            if "error" in message:
                return _not_pulled(str(message["error"]))
            if message.get("status"):
                on_line(one_line(f"{message['status']} {message.get('progress') or ''}", 100))
            if time.monotonic() > deadline:
                return NotPulled(f"the pull took longer than {limit:.0f} s", unreachable=True)
    except APIError as error:
        return _not_pulled(explanation(error))
    except ENGINE_ERRORS as error:
        return NotPulled(explanation(error), unreachable=True)
    return None


def _not_pulled(reason: str) -> NotPulled:
    return NotPulled(one_line(reason, 300), unreachable=not NO_SUCH_IMAGE.search(reason))
