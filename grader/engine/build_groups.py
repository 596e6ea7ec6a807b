"""The control groups in which the steps of builds run: which of them a run holds.

The name of the group is part of the key of each layer that a RUN makes (BuildKit, pb.Meta.CgroupParent), so
groups are few and are kept: as many as there are CPUs. A run holds one from its first build to its end: what
one submission uses up is missing to no other, and its own builds find its layers. Where more submissions
than CPUs are graded at the same time, some share a group.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

MOST_RUNS = 64
GROUPS = os.cpu_count() or 1


class BuildGroup:
    """A group that is held until `release`, written down in the file `kept`; `lock` tells who is at work.

    `container` makes it, `parent` is its name for the builder, `limits` are those that it has, `used` is the
    time of the processor, in nanoseconds, that it had taken in the end. All are empty where it was never
    made; `parent` alone is empty where the engine cannot have one. Who shares it leaves its limits alone.
    """

    def __init__(self, lock: IO[str], kept: Path, *, shared: bool) -> None:
        self.lock, self.shared, self._kept = lock, shared, kept
        self.container, self.parent, self.used = "", None, 0
        self._read_kept()

    container: str
    parent: str | None
    used: int
    limits: tuple[float, ...] = ()

    @property
    def keeper(self) -> str:
        """Where it is written down: the machine and the file, as `forgotten` takes it."""
        return f"{socket.gethostname()}:{self._kept}"

    def keep(self) -> None:
        """Write down what is known of it, for the next run that holds it."""
        known = {
            "container": self.container,
            "parent": self.parent,
            "limits": self.limits,
            "used": self.used,
        }
        with suppress(OSError):
            written = self._kept.with_suffix(f".{os.getpid()}")
            written.write_text(json.dumps(known), encoding="utf-8")
            written.replace(self._kept)

    @contextmanager
    def making(self) -> Iterator[None]:
        """Of two that share it, one makes it at a time; the other one then knows what was written down."""
        with self._kept.with_suffix(".making").open("a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._read_kept()
            yield

    def release(self) -> None:
        """Let others hold it."""
        self.lock.close()

    def _read_kept(self) -> None:
        with suppress(OSError, ValueError):
            self._read(json.loads(self._kept.read_text(encoding="utf-8")))

    def _read(self, known: Mapping[str, object]) -> None:
        container, parent, limits, used = (
            known.get(name) for name in ("container", "parent", "limits", "used")
        )
        if isinstance(container, str) and isinstance(limits, list) and isinstance(used, int):
            self.container, self.limits, self.used = container, tuple(limits), used
            self.parent = parent if isinstance(parent, str) else None


def hold(endpoint: Mapping[str, str]) -> BuildGroup | None:
    """The first group of the engine at `endpoint` that nobody holds, else a shared one; None without any."""
    for number, path in enumerate(_locks(endpoint)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = path.open("a", encoding="utf-8")
        except OSError:
            return None
        if _locked(lock):
            first = path.with_name(path.name.replace(f"-{number}.lock", f"-{number % GROUPS}.json"))
            return BuildGroup(lock, first, shared=number >= GROUPS)
        lock.close()
    return None


def idle(endpoint: Mapping[str, str]) -> list[str]:
    """The containers of this user's groups on the engine; none while a run holds one of them."""
    if not is_alone(endpoint):
        return []
    files = [path.with_suffix(".json") for path in _locks(endpoint)]
    return [found for file in files if (found := _container(file))]


def forgotten(keeper: str) -> bool:
    """Whether nobody knows this group any more: on this machine, what was written down of it is gone."""
    host, _, file = keeper.partition(":")
    if host != socket.gethostname() or not file:
        return False
    try:
        Path(file).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # another user's
        return False
    return False


def overwritten(endpoint: Mapping[str, str], keeper: str, container: str) -> bool:
    """Whether another container stands where this one would be written down, and nobody is at work.

    A run that was killed may have made it and not come to write it down.
    """
    host, _, file = keeper.partition(":")
    known = {str(path.with_suffix(".json")) for path in _locks(endpoint)}
    if host != socket.gethostname() or file not in known or not is_alone(endpoint):
        return False
    return _container(Path(file)) != container


def is_alone(endpoint: Mapping[str, str], group: BuildGroup | None = None) -> bool:
    """Whether no run of this user holds a group of the engine but the one that holds `group`."""
    own = group.lock.name if group else ""
    for path in _locks(endpoint):
        if path.exists() and str(path) != own:
            with path.open(encoding="utf-8") as lock:
                if not _locked(lock):
                    return False
    return True


def _container(kept: Path) -> str:
    with suppress(OSError, ValueError, AttributeError):
        return str(json.loads(kept.read_text(encoding="utf-8")).get("container") or "")
    return ""


def _locks(endpoint: Mapping[str, str]) -> Iterator[Path]:
    engine = sha256(json.dumps(sorted(endpoint.items())).encode()).hexdigest()[:12]
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state", "challenge-grader")
    for number in range(MOST_RUNS):
        yield folder / f"build-group-{engine}-{number}.lock"


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
