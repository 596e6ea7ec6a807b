"""Lines of a container's log, as far as they are the same each time."""

import re

from grader.evidence import ContainerLog

LOG = ContainerLog(within=6.0)
SHORTEST = 8
_VARIES = re.compile(r"[^\sA-Za-z]*\d\S*|\[[^\]]*\]|[^\x20-\x7e]+")
"""Words with digits: times, numbers of processes, addresses; and what stands in brackets."""
_REQUEST = re.compile(r'"?(?:GET|HEAD|POST) /')


def stable_texts(log: str) -> list[str]:
    """The longest part of each line that holds nothing which changes from start to start."""
    found = []
    for line in log.splitlines():
        if _REQUEST.search(line):
            continue
        parts = [part.strip(" .,:;()'\"=-*") for part in _VARIES.split(line)]
        longest = max(parts, key=len, default="")
        found += [longest[:80].strip()] if len(longest) >= SHORTEST else []
    return list(dict.fromkeys(found))


def only_in(log: str, other: str) -> list[str]:
    """The parts that one log has and the other has not; the most telling last lines first."""
    return [text for text in reversed(stable_texts(log)) if text not in other]
