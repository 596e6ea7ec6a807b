"""The questions to the machine that a failed step raises: its words raise them, and decide nothing."""

import re
from collections.abc import Iterator

from grader.bench.machine_questions import (
    APK_INDEX,
    APT_INDEX,
    DISK_SPACE,
    NETWORK,
    NETWORK_WORDS,
    NPM_INDEX,
    PIP_INDEX,
    PUBLIC_INDEX,
    START,
    MachineQuestion,
)
from grader.engine.model import BuildFailure

_DISK_WORDS = re.compile(r"no space left on device|enospc|not enough (?:free )?space", re.IGNORECASE)
_START_WORDS = re.compile(r"runc run failed|error running container|OCI runtime", re.IGNORECASE)
_DOWNLOAD_WORDS = re.compile(r"\bcurl\b|\bwget\b|urllib|https?://", re.IGNORECASE)
_TOOLS = (
    (re.compile(r"\bpip[\d.]*\b|simple/|pip\._vendor", re.IGNORECASE), PIP_INDEX),
    (re.compile(r"poetry|\buvx?\b|\bpdm\b|pipenv|attempts to connect", re.IGNORECASE), PUBLIC_INDEX),
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
        asked = [question for tool, question in _TOOLS if tool.search(text)]
        yield from asked or ([NETWORK] if _DOWNLOAD_WORDS.search(text) else [])
