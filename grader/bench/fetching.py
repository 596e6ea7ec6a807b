"""What a build may let the engine fetch, looked at before anything is built."""

import ipaddress
import socket

from grader.bench.blocked import BlockedError
from grader.bench.refusals import not_allowed
from grader.bench.source import Source
from grader.dockerfile.allowed import Allowed
from grader.dockerfile.meaning.fetched import fetched_hosts, first_refused
from grader.errors import EngineFailureError
from grader.evidence import BuildOptions


def check_fetched(source: Source, options: BuildOptions, allowed: Allowed) -> None:
    """BlockedError where a build with these options would fetch, or take, what is not allowed.

    EngineFailureError where a host that is allowed leads into this machine's own network.
    """
    dockerfile, arguments = source.dockerfile_with(options), dict(options.arguments)
    refused = first_refused(dockerfile, allowed, arguments)
    if refused is not None:
        raise BlockedError(not_allowed(refused, dockerfile.file))
    for host in fetched_hosts(dockerfile, arguments):
        if not _is_outside(host):
            raise EngineFailureError(f"{host}, which ADD names, is not known here, or is an address inside")


def _is_outside(host: str) -> bool:
    """Whether all addresses of the host are public ones."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
        return bool(found) and all(ipaddress.ip_address(address).is_global for address in found)
    except (OSError, ValueError):
        return False
