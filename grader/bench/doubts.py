"""The questions to the machine that a failed step raises: its words raise them, and decide nothing."""

import re
from collections.abc import Iterator

from grader.bench.machine_questions import (
    APK_INDEX,
    APT_INDEX,
    DISK_SPACE,
    NETWORK_WORDS,
    NPM_INDEX,
    PIP_INDEX,
    PUBLIC_PYPI,
    START,
    MachineQuestion,
    host,
)
from grader.engine.model import BuildFailure

PUBLIC_INDEXES = (
    "pypi.org",
    "files.pythonhosted.org",
    "registry.npmjs.org",
    "registry.yarnpkg.com",
    "deb.debian.org",
    "security.debian.org",
    "archive.ubuntu.com",
    "security.ubuntu.com",
    "dl-cdn.alpinelinux.org",
    "install.python-poetry.org",
    "astral.sh",
    "bootstrap.pypa.io",
)
"""The only hosts that are asked because a step's text names them."""

_DISK_WORDS = re.compile(r"no space left on device|enospc|not enough (?:free )?space", re.IGNORECASE)
_START_WORDS = re.compile(r"runc run failed|error running container|OCI runtime", re.IGNORECASE)
_DOWNLOAD_WORDS = re.compile(r"\bcurl\b|\bwget\b|urllib|https?://", re.IGNORECASE)
_TOOLS = (
    (re.compile(r"\bpip[\d.]*\b|simple/|pip\._vendor|pythonhosted", re.IGNORECASE), PIP_INDEX),
    (re.compile(r"poetry|\buvx?\b|\bpdm\b|pipenv|pypi\.org", re.IGNORECASE), PUBLIC_PYPI),
    (re.compile(r"\bapt\b|\bapt-get\b|/dists/", re.IGNORECASE), APT_INDEX),
    (re.compile(r"\bapk\b|APKINDEX"), APK_INDEX),
    (re.compile(r"\bp?npm\b|\byarn\b", re.IGNORECASE), NPM_INDEX),
)


def doubts(failure: BuildFailure) -> Iterator[MachineQuestion]:
    """None where the builder itself blames the machine, or nothing is said of it."""
    if failure.fault == "machine":
        return
    if _DISK_WORDS.search(failure.said):
        yield DISK_SPACE
    if _START_WORDS.search(failure.said):
        yield START
    if not failure.in_time or NETWORK_WORDS.search(failure.said):
        text = f"{failure.step or ''}\n{failure.said}"
        yield from (question for tool, question in _TOOLS if tool.search(text))
        yield from _hosts(text)


def _hosts(text: str) -> Iterator[MachineQuestion]:
    if _DOWNLOAD_WORDS.search(text):
        for name in PUBLIC_INDEXES:
            if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text):
                yield host(name)
