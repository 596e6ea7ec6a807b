"""Removing what runs created on the engine."""

from collections.abc import Callable
from typing import Any

from docker.errors import APIError, NotFound

from grader.engine.client import Connection, engine_failures
from grader.engine.model import Removed
from grader.engine.ownership import owner_lives


def remove_labelled(connection: Connection, label: str, *, everything: bool) -> Removed:
    """Remove containers and images with the label; those of live runs only with `everything`."""
    filters = {"label": [label]}
    with engine_failures("cleaning up"):
        containers = connection.api.containers(all=True, filters=filters)
        images = connection.api.images(all=True, filters=filters)
        gone = [item for item in containers if everything or not owner_lives(item)]
        for container in gone:
            _ignoring_gone(connection.api.remove_container, container["Id"], v=True, force=True)
        unused = [item for item in images if everything or not owner_lives(item)]
        for image in unused:
            _ignoring_gone(connection.api.remove_image, image["Id"], force=True)
    return Removed(len(gone), len(unused))


def _ignoring_gone(remove: Callable[..., Any], *arguments: object, **options: object) -> None:
    try:
        remove(*arguments, **options)
    except NotFound:
        return
    except APIError as error:
        if error.status_code != 409:  # already being removed
            raise
