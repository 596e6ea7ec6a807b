"""Pushing an image to a registry with the engine's own credentials."""

from contextlib import suppress

from grader.dockerfile import parse_reference
from grader.engine.client import Engine, engine_failures
from grader.engine.images import find_image
from grader.errors import EngineFailureError
from grader.text import one_line


def push(engine: Engine, image_id: str, reference: str) -> str:
    """Push the image under `reference`, with the login of `docker login`; returns the digest.

    A local image that has the name keeps it. Raises EngineFailureError, and ValueError for no reference.
    """
    before = find_image(engine, reference)
    named = parse_reference(reference)
    repository, tag = named.name, named.version
    try:
        with engine_failures(f"pushing {reference}"):
            engine.api.tag(image_id, repository, tag, force=True)
            return _pushed(engine, repository, tag)
    finally:
        remove_tag(engine, reference)
        if before is not None:
            with engine_failures(f"giving {reference} back its name"):
                engine.api.tag(before.image_id, repository, tag, force=True)


def remove_tag(engine: Engine, reference: str) -> None:
    """Take a name away from an image; the image goes where it was the last one."""
    with suppress(EngineFailureError), engine_failures(f"removing {reference}"):
        engine.api.remove_image(reference, noprune=True)


def _pushed(engine: Engine, repository: str, tag: str) -> str:
    digest = ""
    for message in engine.api.push(repository, tag=tag, stream=True, decode=True):
        if "error" in message:
            said = one_line(str(message["error"]), 300)
            raise EngineFailureError(f"{repository}:{tag} could not be pushed: {said}")
        digest = str((message.get("aux") or {}).get("Digest") or digest)
    if not digest:
        raise EngineFailureError(f"{repository}:{tag} was pushed, but the registry named no digest")
    return digest
