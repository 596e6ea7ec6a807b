"""Packages of the distribution: which ones RUN names, and the commands that install and remove them."""

import re
from collections.abc import Iterable

from grader.authoring.drafting.pair import Side
from grader.dockerfile import Stage
from grader.evidence import ImageFiles
from grader.shell import commands
from grader.shell.packages import installed_by

_MANAGERS = ("/sbin/apk", "/usr/bin/apt-get")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]*")
_INSTALL = {
    "apk": "apk add --no-cache {}",
    "apt-get": "apt-get update && apt-get install -y --no-install-recommends {} "
    "&& rm -rf /var/lib/apt/lists/*",
}
_REMOVE = {"apk": "apk del {}", "apt-get": "dpkg --purge --force-all {}"}


def named(stages: Iterable[Stage]) -> list[str]:
    """The packages that the RUN instructions of these stages install, each once."""
    texts = [item.text for stage in stages for item in stage.instructions if item.keyword == "RUN"]
    found = [name for text in texts for command in commands(text) for name in installed_by(command)]
    return [name for name in dict.fromkeys(found) if _NAME.fullmatch(name)]


def install(side: Side, name: str) -> str | None:
    """The command that installs a package in the last stage; None where no package manager is known."""
    return _INSTALL[manager].format(name) if (manager := _manager(side)) else None


def remove(side: Side, name: str) -> str | None:
    """The command that removes a package there, and nothing else."""
    return _REMOVE[manager].format(name) if (manager := _manager(side)) else None


def _manager(side: Side) -> str | None:
    fact = side.ask(ImageFiles(_MANAGERS))
    found = [path for path, entries in zip(_MANAGERS, fact.entries, strict=True) if entries] if fact else []
    return found[0].rpartition("/")[2] if found else None
