"""The base has another package manager than the one that is called."""

import re

from grader.explanation import Explained, Explanation, Failure, family, fits, fits_not, last_match, shown

_NOT_FOUND = re.compile(
    r"^(?:/bin/(?:ba|da)?sh|sh|bash): (?:line )?(?:\d+: )?(?P<name>apt-get|apt|apk|yum|dnf): "
    r"(?:command )?not found$",
    re.MULTILINE,
)
_HERE = {"apt": "apt-get", "apk": "apk", "dnf": "dnf"}


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_NOT_FOUND, failure, 5)
    if match is None:
        return None
    here = _HERE.get(family(failure.stage) or "")
    base = failure.stage.image if failure.stage else "this base"
    has = f"{base} installs packages with {here}" if here else f"{base} has another package manager, or none"
    return Explained(
        title=f"there is no {match['name']} on this base",
        found=shown(match),
        why=f"apt-get belongs to Debian and Ubuntu, apk to Alpine, dnf and yum to Fedora and its kin; {has}.",
        advice=f"Install with {here} here (packages may have other names there), or start from a base "
        f"that has {match['name']}."
        if here
        else f"Start from a base that has {match['name']}, or use the package manager of this one.",
    )


EXPLANATION = Explanation(
    id="no-package-manager",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(
            "/bin/sh: apt-get: not found",
            "with apk",
            dockerfile="FROM python:3.9-alpine\nRUN apt-get update\n",
            line=2,
        ),
        fits(
            "/bin/sh: 1: apk: not found",
            "with apt-get",
            dockerfile="FROM python:3.11-slim\nRUN apk add x\n",
            line=2,
        ),
        fits("/bin/sh: line 1: apt-get: command not found", "or none"),
        fits_not("/bin/sh: 1: aptitude: not found"),
        fits_not("/bin/sh: apt-get: not found\n" + "going on without\n" * 9),
    ),
)
