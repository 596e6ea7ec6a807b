"""Getting an image that the engine does not have, official ones from the mirror that is set."""

import sys
from collections.abc import Callable
from threading import Event

from grader.dockerfile import Reference, parse_reference
from grader.engine.builder import child_environment, dying_with_us
from grader.engine.child import Child
from grader.engine.client import Connection, engine_failures
from grader.engine.faults import is_missing_image
from grader.engine.model import NotPulled
from grader.engine.pulling import read_message, telling
from grader.errors import EngineFailureError
from grader.settings import mirror

OFFICIAL = "docker.io"


def pull(
    connection: Connection,
    reference: str,
    limit: float,
    on_line: Callable[[str], None],
    stopped: Event | None = None,
) -> NotPulled | None:
    """Pull an image for at most `limit` seconds; None where it was pulled.

    ValueError for no reference, UsageError where the mirror is named wrongly, InterruptedError where
    another thread sets `stopped`.
    """
    named = parse_reference(reference)
    source = mirrored(named, mirror())
    command = [*dying_with_us(), sys.executable, "-m", "grader.engine.pulling", source, named.version]
    with Child(command, child_environment(connection.environment)) as child:
        result = child.result(limit, telling(on_line), stopped)
    if result.exit_code is None:
        return NotPulled(f"{_asked(source, named)}no answer within {limit:.0f} s", unreachable=True)
    failed = _outcome(result.output, named, source)
    return failed or _named(connection, source, named)


def mirrored(named: Reference, mirror: str | None) -> str:
    """The name under which the image is pulled: at the mirror where it is an official registry's.

    One with a digest is not: a name is all that an image from elsewhere can be given.
    """
    at_mirror = mirror and named.registry == OFFICIAL and not named.digest
    return f"{mirror}/{named.repository}" if at_mirror else named.name


def _outcome(output: str, named: Reference, source: str) -> NotPulled | None:
    lines = output.strip().split("\n")
    last = read_message(lines[-1])
    if "done" in last:
        return None
    said = str(last.get("refused") or last.get("failed") or f"the pull ended early: {lines[-1][:200]}")
    missing = "refused" in last and is_missing_image(said)
    return NotPulled(f"{_asked(source, named)}{said}", unreachable=not missing)


def _asked(source: str, named: Reference) -> str:
    return f"the mirror was asked for {source}: " if source != named.name else ""


def _named(connection: Connection, source: str, named: Reference) -> NotPulled | None:
    """Give an image of the mirror its official name, in full as Podman needs it, and only that."""
    if source == named.name:
        return None
    tag = named.tag or "latest"
    try:
        with engine_failures(f"naming {source} {named.name}"):
            connection.api.tag(f"{source}:{tag}", f"{OFFICIAL}/{named.repository}", tag)
            connection.api.remove_image(f"{source}:{tag}", noprune=True)
    except EngineFailureError as error:
        return NotPulled(str(error), unreachable=True)
    return None
