"""Which commands install Python packages."""

import re
from collections.abc import Sequence

from grader.shell.programs import program

_PIP = re.compile(r"pip[0-9.]*")
_PYTHON = re.compile(r"python[0-9.]*")
_INSTALL = {
    "pipx": {"install"},
    "uv": {"add", "sync"},
    "poetry": {"install", "add"},
    "pdm": {"install", "add"},
}
_INSTALL |= {"pipenv": {"install", "sync"}, "easy_install": {"*"}}


def installs_python_packages(command: Sequence[str]) -> bool:
    """Whether the command asks for packages to be installed: `pip install`, `python -m pip install`."""
    name, words = program(command), list(command[1:])
    if _PYTHON.fullmatch(name) and "-m" in words and words.index("-m") + 1 < len(words):
        at = words.index("-m") + 1
        name, words = words[at], words[at + 1 :]
    if name == "uv" and words[:1] == ["pip"]:
        name, words = "pip", words[1:]
    if _PIP.fullmatch(name):
        return "install" in words and not {"--help", "-h", "--dry-run"} & set(words)
    wanted = _INSTALL.get(name, set())
    return "*" in wanted or bool(wanted & set(words[:1]))
