"""What this machine's own /proc tells of a container's processes (man 5 proc), not a program of the image.

Only where the engine runs on this Linux machine, and where the caller may look; else there is nothing.
"""

import os
import re
from pathlib import Path

from grader.engine.sockets import listening_inodes

MAX_BYTES = 256_000
MAX_FILES = 1_000
"""Open files that are looked at of one process."""
_SOCKET = re.compile(r"socket:\[(\d+)\]")
_IN_USE = re.compile(r"^TCP6?: inuse (\d+)", re.MULTILINE)
_OF_THE_NETWORK = re.compile(r" (?:used|inuse|tw) (\d+)")
_HARMLESS = 1 << 10 | 1 << 13
"""NET_BIND_SERVICE and NET_RAW (man 7 capabilities): ports and packets, no way to root."""
_CAPABILITIES = re.compile(r"^Cap(?:Prm|Eff|Amb):\s*([0-9a-f]+)$", re.MULTILINE)


def is_of(process: int, container_id: str, proc: Path = Path("/proc")) -> bool:
    """Whether the process with this number is one of the container's here, not another machine's."""
    return process > 0 and container_id in (_text(proc / str(process) / "cgroup") or "")


def sockets(process: int, proc: Path = Path("/proc")) -> str | None:
    """The TCP sockets of the network that the process is in; None where they cannot be seen."""
    texts = [_text(proc / str(process) / "net" / name) for name in ("tcp", "tcp6")]
    return None if texts[0] is None else "".join(text or "" for text in texts)


def socket_counts(process: int, proc: Path = Path("/proc")) -> tuple[str, ...]:
    """How many TCP sockets are in use in the network that the process is in; empty where it cannot be seen.

    It changes as soon as one begins to listen, and is told at once: for the sockets themselves Linux goes
    through a table as large as its memory, which takes a hundred times as long.
    """
    texts = (_text(proc / str(process) / "net" / name) for name in ("sockstat", "sockstat6"))
    return tuple(_IN_USE.findall("".join(text or "" for text in texts)))


def network_counts(process: int, proc: Path = Path("/proc")) -> tuple[str, ...]:
    """How many sockets of each kind are in use, or remembered, in the network that the process is in.

    Empty where it cannot be seen. Numbers of the whole machine, such as its memory for them, are left out.
    """
    texts = (_text(proc / str(process) / "net" / name) for name in ("sockstat", "sockstat6"))
    return tuple(_OF_THE_NETWORK.findall("".join(text or "" for text in texts)))


def file_state(process: int, path: str, proc: Path = Path("/proc")) -> tuple[object, ...]:
    """What a file of the container holds, whose it is, and who may do what, with access lists (man 5 acl).

    No link is followed. OSError where it may not be looked into, which only the administrator may.
    """
    folder = os.open(proc / str(process) / "root", os.O_DIRECTORY)
    for part in path.strip("/").split("/"):
        above = folder
        try:
            folder = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=above)
        finally:
            os.close(above)
    with os.fdopen(folder, "rb") as file:
        about = os.fstat(folder)
        attributes = [(name, os.getxattr(folder, name)) for name in sorted(os.listxattr(folder))]
        return file.read(MAX_BYTES), about.st_size, about.st_mode, about.st_uid, about.st_gid, *attributes


def executable(process: int, proc: Path = Path("/proc")) -> str:
    """The path of the program in the container; empty where it cannot be seen."""
    try:
        return str((proc / str(process) / "exe").readlink()).removesuffix(" (deleted)")
    except OSError:
        return ""


def listens(process: int, proc: Path = Path("/proc")) -> bool | None:
    """Whether the process holds a socket that listens; None where that cannot be seen."""
    if (text := sockets(process, proc)) is None:
        return None
    wanted = listening_inodes(text)
    try:
        files = list((proc / str(process) / "fd").iterdir())[:MAX_FILES]
        return any((found := _SOCKET.fullmatch(_target(file))) and found[1] in wanted for file in files)
    except OSError:
        return None


def keeps_capabilities(process: int, proc: Path = Path("/proc")) -> bool | None:
    """Whether the process has rights of root's, whoever it runs as; None where that cannot be seen."""
    if (text := _text(proc / str(process) / "status")) is None:
        return None
    return any(int(mask, 16) & ~_HARMLESS for mask in _CAPABILITIES.findall(text))


def _target(file: Path) -> str:
    try:
        return str(file.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""


def _text(file: Path) -> str | None:
    try:
        with file.open(encoding="ascii", errors="replace") as opened:
            return opened.read(MAX_BYTES)
    except OSError:
        return None
