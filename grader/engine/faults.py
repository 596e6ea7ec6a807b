"""Whose fault a failure is, told from the words of engines, registries and runtimes.

Names, paths and commands of a submission stand in such words, too. So only the place of a word counts: Go
writes `doing this: doing that: the reason`, and the reason comes last (fmt.Errorf with %w).
"""

import re

from grader.engine.model import KNOWS_ALL, KNOWS_MOST

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
"""What Go quotes (%q) is somebody's name or command."""

_NEWEST = re.compile(r"unknown flag: (?:--)?parents|--parents is not supported")

LONGEST_ERROR = 4_000
"""Characters; quotes that are not closed take the square of it to look through."""

_MACHINE_BEGINS = re.compile(
    r"(?:failed to receive status: |listing workers for build: )?(?:cannot connect to the docker daemon|"
    r"error during connect|failed to dial|rpc error: code = unavailable|error reading from server)",
    re.IGNORECASE,
)
_MACHINE_ENDS = re.compile(
    r"(?:^|: )(?:no space left on device|connection reset by peer|transport is closing|read-only file system|"
    r"cannot allocate memory|too many open files|input/output error|inconsistent graph state)(?:: unknown)?$",
    re.IGNORECASE,
)
_FETCHING = re.compile(
    r"(?:\S+: )?(?:failed to [a-z ]+?(?: for \S+)?: |httpreadseeker: |failed open: |"
    r'creating build container: |initializing source \S+: |pinging [^"]*?: )+|(?:get|head) "": ',
    re.IGNORECASE,
)
_OF_A_REGISTRY = re.compile(r"source metadata|failed to do request|initializing source|^[gh]e", re.IGNORECASE)
_NETWORK = re.compile(
    r"(?:i/o timeout|no such host|tls handshake timeout|connection refused|network is unreachable|"
    r"no route to host|server misbehaving|context deadline exceeded|temporary failure in name resolution|"
    r"\beof)$|x509: |too ?many ?requests|\b50[0234] |unauthorized|no basic auth credentials",
    re.IGNORECASE,
)
_NO_SUCH_IMAGE = re.compile(
    r"not found|manifest unknown|does not exist|name unknown|invalid reference|"
    r"requested access to the resource is denied",
    re.IGNORECASE,
)
"""What engines say where a registry answered and has no such image; Docker Hub denies what is not there.

All have a space in them, which no image's name has."""

# What runc, crun, Docker and Podman say where the image's own command, user or folder is at fault. Bare
# words such as `permission denied` tell nothing: Podman adds `OCI permission denied` or `OCI runtime
# attempted to invoke a command that was not found` to errors of the machine, too (libpod,
# getOCIRuntimeError).
_COMMAND_FAULTS = re.compile(
    r'exec: \\*"|(?<!fork/)exec /\S+: |exec format error|executable file .{1,300} not found|open executable|'
    r"exists but it is not executable|"
    r"executable path not specified|exec container process|chdir to |mkdir .{1,300}: not a directory|"
    r"is not a directory|no command specified|no command or entrypoint|"
    r"unable to find (?:user|group)|no matching entries in (?:passwd|group) file",
    re.IGNORECASE,
)


def able(said: str) -> str:
    """Which engine can build what this builder says it does not know."""
    return KNOWS_ALL if _NEWEST.search(unquoted(said)) else KNOWS_MOST


def is_command_fault(said: str) -> bool:
    """Whether the text of a failed start blames what the image or its command names."""
    return _COMMAND_FAULTS.search(said) is not None


def is_machine_error(error: str) -> bool:
    """Whether an error of the builder's own blames the machine, the engine or a registry."""
    said = unquoted(error).strip()
    if _MACHINE_BEGINS.match(said) or _MACHINE_ENDS.search(said):
        return True
    fetching = _FETCHING.match(said)
    if fetching is None or not _OF_A_REGISTRY.search(fetching[0]):
        return False
    return _NETWORK.search(said, fetching.end()) is not None


def is_missing_image(said: str) -> bool:
    """Whether what an engine says of a pull tells that a registry answered and has no such image."""
    return _NO_SUCH_IMAGE.search(unquoted(said)) is not None


def unquoted(said: str) -> str:
    """The words without what is quoted in them; none where they are longer than any engine's own."""
    return _QUOTED.sub('""', said) if len(said) <= LONGEST_ERROR else ""
