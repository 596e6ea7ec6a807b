"""Pushing an image to a registry with the engine's own credentials."""

from contextlib import suppress

from grader.dockerfile import parse_reference
from grader.engine.client import Connection, engine_failures
from grader.engine.images import find_image
from grader.errors import EngineFailureError
from grader.text import one_line


def push(connection: Connection, image_id: str, reference: str) -> str:
    """Push the image under `reference`, with the login of `docker login`; returns the digest.

    A local image that has the name keeps it. Raises EngineFailureError, and ValueError for no reference.
    """
    before = find_image(connection, reference)
    named = parse_reference(reference)
    repository, tag = named.name, named.version
    try:
        with engine_failures(f"pushing {reference}"):
            connection.api.tag(image_id, repository, tag, force=True)
            return _pushed(connection, repository, tag)
    finally:
        remove_name(connection, reference)
        if before is not None:
            with engine_failures(f"giving {reference} back its name"):
                connection.api.tag(before.image_id, repository, tag, force=True)


def remove_name(connection: Connection, reference: str) -> None:
    """Take a name away from an image; the image goes where it was the last one."""
    with suppress(EngineFailureError), engine_failures(f"removing {reference}"):
        connection.api.remove_image(reference, noprune=True)


def _pushed(connection: Connection, repository: str, tag: str) -> str:
    digest = ""
    for message in connection.api.push(repository, tag=tag, stream=True, decode=True):
        if "error" in message:
            said = one_line(str(message["error"]), 300)
            raise EngineFailureError(f"{repository}:{tag} could not be pushed: {said}")
        digest = str((message.get("aux") or {}).get("Digest") or digest)
    if not digest:
        raise EngineFailureError(f"{repository}:{tag} was pushed, but the registry named no digest")
    return digest
