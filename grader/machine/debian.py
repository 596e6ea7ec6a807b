"""Packages of the host's own Debian or Ubuntu, and Debian roots beside it."""

import os
import platform
import shutil
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from grader.errors import EngineFailureError
from grader.machine.work import Work

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")

_APT = Lock()
"""apt serves one caller at a time."""


def is_debian_root() -> bool:
    """Whether packages can be installed here: root, with apt, on Debian or Ubuntu."""
    return os.geteuid() == 0 and bool(shutil.which("apt-get")) and release("ID") in {"debian", "ubuntu"}


def release(name: str) -> str:
    """One value of /etc/os-release; empty where there is none."""
    try:
        return platform.freedesktop_os_release().get(name, "")
    except OSError:
        return ""


def install_package(work: Work, name: str) -> None:
    """Install the package where it is missing. Raises EngineFailureError."""
    with _APT:
        if _is_installed(work, name):
            return
        work.step(f"installing {name}")
        install = ("apt-get", "install", "-qq", "-y", "--no-install-recommends", name)
        environment = {"DEBIAN_FRONTEND": "noninteractive"}
        if not _works(work, *install, environment=environment):
            _update(work)
            work.run(f"apt-get install {name}", *install, environment=environment)


def apt_targets(work: Work, *names: str) -> str:
    """What `apt-get indextargets` says; apt answers only for sources whose lists were fetched once.

    Raises EngineFailureError.
    """
    ask = ("apt-get indextargets", "apt-get", "indextargets", *names)
    with _APT:
        said = work.run(*ask)
        if said.strip():
            return said
        _update(work)
        return work.run(*ask)


def _update(work: Work) -> None:
    work.run("apt-get update", "apt-get", "update", "-qq")


def install_mmdebstrap(work: Work) -> None:
    """What builds Debian roots, and the keys of Debian's archive. Raises EngineFailureError."""
    install_package(work, "mmdebstrap")
    if not KEYRING.exists():
        install_package(work, "debian-archive-keyring")


def mmdebstrap(work: Work, what: str, *command: str, environment: Mapping[str, str] | None = None) -> None:
    """Run it with mounts of its own, where that is allowed: one that is killed leaves none behind.

    What is mounted in an unfinished root (/proc, /sys, /dev) would be emptied with the root's removal.
    Raises EngineFailureError.
    """
    alone = ("unshare", "--mount")
    allowed = _works(work, *alone, "true")
    work.run(what, *(alone if allowed else ()), *command, environment=environment)


def _works(work: Work, *command: str, environment: Mapping[str, str] | None = None) -> bool:
    try:
        work.run(command[0], *command, environment=environment)
    except EngineFailureError:
        return False
    return True


def _is_installed(work: Work, name: str) -> bool:
    try:
        said = work.run(f"dpkg-query {name}", "dpkg-query", "-W", "-f", "${Status}", name)
    except EngineFailureError:
        return False
    return "ok installed" in said
