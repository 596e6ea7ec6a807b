"""Which packages a command installs, for the package managers of common base images."""

import re

from grader.shell import Command, program

_INSTALLS = {
    "apt-get": {"install", "reinstall", "build-dep"},
    "apt": {"install", "reinstall", "build-dep"},
    "aptitude": {"install"},
    "apk": {"add"},
    "yum": {"install", "groupinstall"},
    "dnf": {"install", "groupinstall"},
    "microdnf": {"install"},
    "zypper": {"install", "in"},
    "pacman": {"-S", "-Sy", "-Syu"},
    "conda": {"install", "create"},
    "mamba": {"install", "create"},
    "micromamba": {"install", "create"},
}
_PINNED = re.compile(r"[=<>~/:@].*", re.DOTALL)


def installed_by(command: Command) -> list[str]:
    """The names of the packages that `command` installs, without versions; empty for other commands."""
    verbs = _INSTALLS.get(program(command))
    if verbs is None:
        return []
    at = next((index for index, word in enumerate(command) if index and word in verbs), None)
    if at is None:
        return []
    if command[at] == "build-dep":
        return ["build-essential"]
    words = [_PINNED.sub("", word) for word in command[at + 1 :] if not word.startswith("-")]
    return [
        word.removesuffix("+") if word.endswith("+") and not word.endswith("++") else word
        for word in words
        if word
    ]
