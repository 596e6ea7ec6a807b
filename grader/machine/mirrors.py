"""How the host's own apt fetches: from which mirrors, with which keys and settings."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from grader.errors import EngineFailureError
from grader.machine import debian
from grader.machine.debian import apt_targets
from grader.machine.work import Work

_TARGETS = (
    *("--format", "$(REPO_URI) $(RELEASE) $(SOURCESENTRY)"),
    *("Created-By: Packages", "Component: main"),
)
_FETCHING = re.compile(
    r"Acquire::(Check-Date|Check-Valid-Until|Retries|ForceIPv4|ForceIPv6|https?::Proxy|https?::Timeout) .*"
)
_SIGNED_BY = re.compile(r"^Signed-By:\s*(/[^\n]+)|signed-by=(/[^\] ]+)", re.IGNORECASE | re.MULTILINE)


def sources(work: Work, suite: str) -> list[str]:
    """One-line entries of apt for that Debian suite, from the mirrors of the host's own suite.

    Raises EngineFailureError where the host's apt names no mirror.
    """
    if mirror := os.environ.get("GRADER_DEBIAN_MIRROR"):
        return [f"deb [signed-by={debian.KEYRING}] {mirror} {suite} main"]
    said = apt_targets(work, *_TARGETS)
    found = sources_of(said, suite, debian.release("ID"), debian.release("VERSION_CODENAME"))
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
            found.append(
                f"deb [signed-by={debian.KEYRING}] {uri.removesuffix('/ubuntu/')}/debian {suite} main"
            )
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
    files = {debian.KEYRING, *(Path(name) for names in named for name in re.split(r"[,\s]+", names) if name)}
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
