"""The package manager knows no package of that name."""

import re

from grader.explanation import (
    Explained,
    Explanation,
    Failure,
    before,
    family,
    fits,
    fits_not,
    last_match,
    shown,
    written,
)
from grader.explanation.patterns import APT_UPDATE, LISTS_REMOVED

_UNKNOWN = re.compile(
    r"^E: Unable to locate package (?P<apt>\S+)|^E: Package '(?P<gone>[^']+)' has no installation candidate|"
    r"^  (?P<apk>\S+) \((?:no such package|missing)\):|^(?:No match for argument|Error: No package) "
    r"(?P<dnf>\S+)|"
    r"^No package (?P<yum>\S+) available\.$",
    re.MULTILINE,
)
_DEBIAN_NAMES = {
    "build-base": "build-essential",
    "python3-devel": "python3-dev",
    "musl-dev": "libc6-dev",
    "libffi-devel": "libffi-dev",
    "openssl-dev": "libssl-dev",
    "postgresql-dev": "libpq-dev",
    "zlib-dev": "zlib1g-dev",
    "jpeg-dev": "libjpeg-dev",
    "mariadb-dev": "libmariadb-dev",
    "file-dev": "libmagic-dev",
    "py3-pip": "python3-pip",
    "linux-headers": "linux-libc-dev",
    "libmagic": "libmagic1",
    "shadow": "passwd",
    "python": "python3",
    "python-dev": "python3-dev",
    "python-pip": "python3-pip",
    "netcat": "netcat-openbsd",
}
_ALPINE_NAMES = {
    "build-essential": "build-base",
    "libc6-dev": "musl-dev",
    "libssl-dev": "openssl-dev",
    "libpq-dev": "postgresql-dev",
    "zlib1g-dev": "zlib-dev",
    "libjpeg-dev": "jpeg-dev",
    "libmariadb-dev": "mariadb-dev",
    "default-libmysqlclient-dev": "mariadb-dev",
    "libmagic1": "libmagic",
    "python3-pip": "py3-pip",
    "netcat": "netcat-openbsd",
    "procps": "procps-ng",
    "python": "python3",
}
_SEEN_LISTS = re.compile(r"^(?:Get|Hit|Ign):\d+ ", re.MULTILINE)
_FETCHED = "Hit:1 http://mirror.invalid/debian bookworm InRelease\nReading package lists...\n"


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_UNKNOWN, failure)
    if match is None or _has_no_lists(failure):
        return None
    name = next(filter(None, match.groups()))
    manager = "apk" if match["apk"] else "dnf" if match["dnf"] or match["yum"] else "apt"
    known = {"apt": _DEBIAN_NAMES, "apk": _ALPINE_NAMES, "dnf": {}}[manager].get(name)
    base = failure.stage.image if failure.stage and family(failure.stage) else "this base"
    return Explained(
        title=f"there is no package {name} for {base}",
        found=shown(match),
        why=f"The package lists of {manager} were read, and none of that name is in them: the name is "
        "misspelt, belongs to another distribution or another release, or to a repository that is not added.",
        advice=f"The package is called {known} here."
        if known
        else f"Look the name up: https://{_SEARCH[manager]} (choose the release that the base has).",
    )


_SEARCH = {"apt": "packages.debian.org", "apk": "pkgs.alpinelinux.org", "dnf": "packages.fedoraproject.org"}


def _has_no_lists(failure: Failure) -> bool:
    """Another explanation's: neither this step nor one above it fetched lists, or they were taken away."""
    steps = [written(item) for item in (*before(failure), failure.instruction) if item]
    fetched = any(APT_UPDATE.search(text) and not LISTS_REMOVED.search(text) for text in steps[:-1])
    here = APT_UPDATE.search(steps[-1]) if steps else None
    return "E: " in failure.log and not (_SEEN_LISTS.search(failure.log) or here or fetched)


EXPLANATION = Explanation(
    id="unknown-package",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(f"{_FETCHED}E: Unable to locate package build-base\n", "called build-essential"),
        fits(f"{_FETCHED}E: Unable to locate package fooo\n", "packages.debian.org"),
        fits(f"{_FETCHED}E: Package 'python' has no installation candidate\n", "python"),
        fits(
            "ERROR: unable to select packages:\n  libpq-dev (no such package):\n    required by: world",
            "called postgresql-dev",
        ),
        fits("No package golang available.\nError: Nothing to do\n", "golang"),
        fits(
            "E: Unable to locate package python-pip\n",
            "python3-pip",
            dockerfile="FROM debian\nRUN apt-get update\nRUN apt-get install -y python-pip\n",
            line=3,
        ),
        fits("ERROR: unsatisfiable constraints:\n  python-dev (missing):\n    required by: x", "python-dev"),
        fits_not("E: Unable to locate package curl\n"),
        fits_not("WARNING: no such package: x"),
    ),
)
