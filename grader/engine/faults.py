"""Whose fault a failure is, told from the words of engines, registries and runtimes."""

import re

MACHINE_ERRORS = re.compile(
    r"no space left on device|cannot connect to the docker daemon|failed to dial|"
    r"error during connect|connection reset by peer|error reading from server|"
    r"transport is closing|rpc error: code = unavailable|read-only file system|cannot allocate memory|"
    r"inconsistent graph state",
    re.IGNORECASE,
)
NETWORK_ERRORS = re.compile(
    r"dial tcp|i/o timeout|no such host|tls handshake|connection refused|network is unreachable|"
    r"too ?many ?requests|temporary failure in name resolution|server misbehaving|"
    r"context deadline exceeded|unexpected eof|certificate",
    re.IGNORECASE,
)
MACHINE_TROUBLE_IN_STEP = re.compile(
    r"no space left on device|temporary failure (?:in name resolution|resolving)|network is unreachable",
    re.IGNORECASE,
)
NO_SUCH_IMAGE = re.compile(
    r"not found|manifest unknown|does not exist|access denied|unauthorized|name unknown|invalid reference",
    re.IGNORECASE,
)
"""What engines say where a registry was reached and has no such image."""

# What runc, crun, Docker and Podman say where the image's own command, user or folder is at fault. Bare
# words such as `permission denied` tell nothing: Podman adds `OCI permission denied` or `OCI runtime
# attempted to invoke a command that was not found` to errors of the machine, too (libpod,
# getOCIRuntimeError).
_COMMAND_FAULTS = re.compile(
    r'exec: \\*"|(?<!fork/)exec /\S+: |exec format error|executable file .{1,300} not found|open executable|'
    r"executable path not specified|exec container process|chdir to |mkdir .{1,300}: not a directory|"
    r"is not a directory|no command specified|no command or entrypoint|"
    r"unable to find (?:user|group)|no matching entries in (?:passwd|group) file",
    re.IGNORECASE,
)


def is_command_fault(said: str) -> bool:
    """Whether the text of a failed start blames what the image or its command names."""
    return _COMMAND_FAULTS.search(said) is not None
