"""Whose fault it is that a container's command does not start, told from the runtime's words."""

import re

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
