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
_PROGRAMMING = {
    "pip": {"install", "wheel", "download"},
    "uv": {"install", "sync", "add"},
    "poetry": {"install", "add", "sync"},
    "pipenv": {"install", "sync"},
    "pdm": {"install", "sync"},
    "npm": {"install", "ci", "i", "add"},
    "yarn": {"install", "add"},
    "pnpm": {"install", "add", "i"},
    "gem": {"install"},
    "bundle": {"install"},
    "composer": {"install", "require"},
    "cargo": {"install", "fetch"},
    "go": {"download", "get", "install"},
}
"""Package managers of programming languages, and the words that make them install something."""
_PIP = re.compile(r"pip[0-9.]*")
_LOCAL = re.compile(r"\.(?:/.*)?|/.*")
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


def installs(command: Command) -> bool:
    """Whether the command installs packages; the application's own folder alone, `pip install .`, is none."""
    words = _manager(command)
    verbs = _PROGRAMMING.get(words[0], set()) if words else set()
    at = next((index for index, word in enumerate(words) if index and word in verbs), None)
    if at is None:
        return bool(installed_by(command))
    given = words[at + 1 :]
    names = [word for word in given if not word.startswith("-")]
    from_a_list = any(word.startswith(("-r", "--requirement")) for word in given)
    return from_a_list or not names or not all(_LOCAL.fullmatch(word) for word in names)


def _manager(command: Command) -> list[str]:
    """The command with its package manager first: `pip` for `pip3.11` and for `python -m pip`."""
    words = list(command)
    if program(command).startswith("python") and "-m" in words:
        words = words[words.index("-m") + 1 :]
    if not words:
        return []
    name = words[0].rpartition("/")[2]
    return ["pip" if _PIP.fullmatch(name) else name, *words[1:]]
