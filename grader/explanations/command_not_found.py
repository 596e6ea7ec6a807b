"""A RUN calls a program that is not in the image."""

import re

from grader.explanation import (
    Explained,
    Explanation,
    Failure,
    family,
    fits,
    fits_not,
    install_line,
    last_match,
    shown,
)

_NOT_FOUND = re.compile(
    r"^(?:/bin/(?:ba|da)?sh|sh|bash): (?:line )?(?:\d+: )?(?P<name>[\w.+-]+): (?:command )?not found$|"
    r"^(?:sudo|make|env|[\w./-]+\.sh): (?:line \d+: )?(?P<inner>[\w.+-]+): [Cc]ommand not found$|"
    r'exec: \\*"(?P<exec>[\w.+-]+)\\*": executable file not found in \$PATH',
    re.MULTILINE,
)
_SAME_NAME = frozenset({"curl", "wget", "git", "gcc", "g++", "make", "unzip", "sudo", "bash", "cmake", "xz"})
_DEBIAN = {
    "pip": "python3-pip",
    "pip3": "python3-pip",
    "ps": "procps",
    "ping": "iputils-ping",
    "gpg": "gnupg",
}
_ALPINE = {"pip": "py3-pip", "pip3": "py3-pip", "useradd": "shadow", "groupadd": "shadow", "gpg": "gnupg"}
_IMAGES = {"npm": "node", "node": "node", "yarn": "node", "go": "golang", "cargo": "rust", "mvn": "maven"}


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_NOT_FOUND, failure, 5)
    if match is None:
        return None
    name = match["name"] or match["inner"] or match["exec"]
    base = failure.stage.image if failure.stage else "the base"
    return Explained(
        title=f"there is no program {name} in this stage",
        found=shown(match),
        why=f"Neither {base} nor a line above this one brings a {name} that is on PATH.",
        advice=_advice(name, failure),
    )


def _advice(name: str, failure: Failure) -> str:
    manager = family(failure.stage)
    special = {"apt": _DEBIAN, "apk": _ALPINE}.get(manager or "", {})
    package = special.get(name) or (name if name in _SAME_NAME else None)
    if manager and package:
        return f"Install it before it is called: {install_line(manager, package)}"
    if name in _IMAGES:
        return f"Do this in a stage that starts from {_IMAGES[name]}, and copy what it makes."
    return "Install what brings it before this line; mind the spelling, and in which stage it is installed."


EXPLANATION = Explanation(
    id="command-not-found",
    moments=("build",),
    explain=_explain,
    rank=1,
    examples=(
        fits(
            "/bin/sh: 1: curl: not found",
            "install -y --no-install-recommends curl",
            dockerfile="FROM python:3.11-slim\nRUN curl x\n",
            line=2,
        ),
        fits("/bin/sh: line 1: adduser: command not found", "adduser"),
        fits("/bin/sh: 1: npm: not found", "starts from node"),
        fits("make: go: Command not found\nmake: *** [all] Error 127", "starts from golang"),
        fits_not("/bin/sh: 1: ./run.sh: not found"),
        fits_not("/bin/sh: 1: curl: not found\n" + "going on\n" * 9),
    ),
)
