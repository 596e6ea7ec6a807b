"""What a build may let the engine fetch, looked at before anything is built."""

import ipaddress
import socket
from collections.abc import Mapping

from grader.bench.blocked import BlockedError
from grader.bench.source import Source
from grader.dockerfile import Dockerfile
from grader.dockerfile.allowed import Allowed
from grader.dockerfile.meaning.fetched import Refused, fetched_hosts, first_refused, uses
from grader.dockerfile.meaning.misspelt import meant_tag
from grader.engine.model import NotPulled
from grader.errors import EngineFailureError
from grader.evidence import Blocked, BuildOptions
from grader.text import one_line


def check_fetched(source: Source, options: BuildOptions, allowed: Allowed) -> None:
    """BlockedError where a build with these options would fetch, or take, what is not allowed.

    EngineFailureError where a host that is allowed leads into this machine's own network.
    """
    dockerfile, arguments = source.dockerfile_with(options), dict(options.arguments)
    refused = first_refused(dockerfile, allowed, arguments)
    if refused is not None:
        raise _blocked(dockerfile, refused)
    for host in fetched_hosts(dockerfile, arguments):
        if not _is_outside(host):
            raise EngineFailureError(f"{host}, which ADD names, is not known here, or is an address inside")


def check_spelling(dockerfile: Dockerfile, allowed: Allowed, not_pulled: Mapping[str, NotPulled]) -> None:
    """BlockedError where an image could not be asked for, as no registry answers, and its tag is a slip."""
    for image, line in uses(dockerfile):
        failed = not_pulled.get(str(image))
        meant = meant_tag(image, allowed.bases) if failed is not None and failed.unreachable else None
        if meant is not None:
            shown = one_line(str(image), 100)
            why = f"there is no image {shown} here, and no registry answers; did you mean {meant}?"
            raise _blocked(dockerfile, Refused(line, why))


def _blocked(dockerfile: Dockerfile, refused: Refused) -> BlockedError:
    why = f"{dockerfile.file}:{refused.line}: {refused.why}"
    return BlockedError(Blocked("dockerfile", why, dockerfile.file, refused.line))


def _is_outside(host: str) -> bool:
    """Whether all addresses of the host are public ones."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
        return bool(found) and all(ipaddress.ip_address(address).is_global for address in found)
    except (OSError, ValueError):
        return False
