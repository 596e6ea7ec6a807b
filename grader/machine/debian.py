"""Debian's packages, as the host's own apt fetches them: from which mirrors, with which keys and settings."""

import os
import platform
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.errors import EngineFailureError
from grader.machine.work import Work

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")

_TARGETS = ("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(SOURCESENTRY)")
_MAIN = ("Created-By: Packages", "Component: main")
_FETCHING = re.compile(
    r"Acquire::(Check-Date|Check-Valid-Until|Retries|ForceIPv4|ForceIPv6|https?::Proxy|https?::Timeout) .*"
)
_SIGNED_BY = re.compile(r"^Signed-By:\s*(/[^\n]+)|signed-by=(/[^\] ]+)", re.IGNORECASE | re.MULTILINE)


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
    if _is_installed(work, name):
        return
    work.step(f"installing {name}")
    install = ("apt-get", "install", "-qq", "-y", "--no-install-recommends", name)
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        work.run(f"apt-get install {name}", *install, environment=environment)
    except EngineFailureError:
        work.run("apt-get update", "apt-get", "update", "-qq")
        work.run(f"apt-get install {name}", *install, environment=environment)


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


def _works(work: Work, *command: str) -> bool:
    try:
        work.run(command[0], *command)
    except EngineFailureError:
        return False
    return True


def _is_installed(work: Work, name: str) -> bool:
    try:
        said = work.run(f"dpkg-query {name}", "dpkg-query", "-W", "-f", "${Status}", name)
    except EngineFailureError:
        return False
    return "ok installed" in said


def sources(work: Work, suite: str) -> list[str]:
    """One-line entries of apt for that Debian suite, from the mirrors of the host's own suite.

    Raises EngineFailureError where the host's apt names no mirror.
    """
    if mirror := os.environ.get("GRADER_DEBIAN_MIRROR"):
        return [f"deb [signed-by={KEYRING}] {mirror} {suite} main"]
    said = work.run("apt-get indextargets", *_TARGETS, *_MAIN)
    if not said.strip():  # apt answers only for sources whose lists were fetched once
        work.run("apt-get update", "apt-get", "update", "-qq")
        said = work.run("apt-get indextargets", *_TARGETS, *_MAIN)
    found = sources_of(said, suite, release("ID"), release("VERSION_CODENAME"))
    if not any(entry.endswith(f" {suite} main") for entry in found):
        raise EngineFailureError("no Debian mirror in apt's configuration: set GRADER_DEBIAN_MIRROR")
    return found


def sources_of(targets: str, suite: str, distribution: str, own: str) -> list[str]:
    """The entries for `suite` that follow from apt's own targets, lines of `URI release FILE:LINE`.

    An Ubuntu mirror holds no Debian: there the same server is tried with /debian.
    """
    found: list[str] = []
    for line in sorted(set(targets.splitlines())):
        uri, named, entry = line.split(" ", 2)
        if distribution == "ubuntu" and named == own:
            found.append(f"deb [signed-by={KEYRING}] {uri.removesuffix('/ubuntu/')}/debian {suite} main")
        elif distribution == "debian" and named in {own, f"{own}-updates", f"{own}-security"}:
            keys = ",".join(str(file) for file in keyrings(Path(entry.rpartition(":")[0])))
            found.append(
                f"deb [signed-by={keys}] {uri.removesuffix('/')} {suite}{named.removeprefix(own)} main"
            )
    return found


def keyrings(listed_in: Path) -> list[Path]:
    """Debian's keyring and every keyring that this file of sources names, where they can be read."""
    text = listed_in.read_text(errors="replace") if listed_in.is_file() else ""
    named = (first or second for first, second in _SIGNED_BY.findall(text))
    files = {KEYRING, *(Path(name) for names in named for name in re.split(r"[,\s]+", names) if name)}
    return sorted(file for file in files if os.access(file, os.R_OK))


def signing_keys(entries: list[str]) -> Iterator[Path]:
    """The keyrings that one-line entries name."""
    for entry in entries:
        yield from (
            Path(name) for name in entry.partition("signed-by=")[2].partition("]")[0].split(",") if name
        )


def fetch_options(work: Work) -> tuple[str, ...]:
    """How the host fetches (proxy, dates, retries), as lines of apt.conf."""
    return tuple(
        line
        for line in work.run("apt-config dump", "apt-config", "dump").splitlines()
        if _FETCHING.fullmatch(line)
    )
