"""Removing what runs created on the engine."""

from collections.abc import Callable
from typing import Any

from docker.errors import APIError, NotFound

from grader.engine.build_groups import idle
from grader.engine.build_limits import remove_groups
from grader.engine.client import Connection, engine_failures
from grader.engine.endpoints import is_podmans
from grader.engine.model import Removed
from grader.engine.network import remove_network
from grader.engine.ownership import REPOSITORY, RUN_LABEL, Run, namer_lives, owner_lives, remove_folders


def remove_left_behind(connection: Connection, *, everything: bool) -> Removed:
    """Remove what runs that no longer live left behind, and what is shared by all that nobody uses.

    Those are the network and this user's groups of builds. With `everything`, live runs' things go, too.
    Raises EngineFailureError.
    """
    removed = remove_labelled(connection, RUN_LABEL, everything=everything)
    named = remove_named(connection, everything=everything)
    with engine_failures("cleaning up"):
        remove_groups(connection, None if everything else idle(connection.environment))
    remove_network(connection)
    return Removed(removed.containers, removed.images + named, remove_folders(everything=everything))


def remove_run(connection: Connection, run: Run) -> Removed:
    """Remove all containers and images that the run created. Raises EngineFailureError."""
    return remove_labelled(connection, f"{RUN_LABEL}={run.run_id}", everything=True)


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
            _ignoring_gone(
                connection.api.remove_image,
                image["Id"],
                force=True,
                noprune=is_podmans(connection.environment),
            )
    return Removed(len(gone), len(unused))


def remove_named(connection: Connection, *, everything: bool) -> int:
    """Take away the names that runs gave to images without a label, and the images that had no other.

    Names of live runs go only with `everything`. Returns how many there were.
    """
    with engine_failures("cleaning up"):
        images = connection.api.images(name=REPOSITORY)
        names = [name for image in images for name in image.get("RepoTags") or ()]
        unused = [name for name in names if everything or not namer_lives(name)]
        for name in unused:
            _ignoring_gone(connection.api.remove_image, name, force=True)
    return len(unused)


def _ignoring_gone(remove: Callable[..., Any], *arguments: object, **options: object) -> None:
    try:
        remove(*arguments, **options)
    except NotFound:
        return
    except APIError as error:
        if error.status_code != 409:  # already being removed
            raise
