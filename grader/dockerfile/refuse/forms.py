"""The form each instruction must have, as far as BuildKit checks it while it parses.

Facts: BuildKit frontend/dockerfile/instructions/parse.go.
"""

import re
from collections.abc import Callable

from grader.dockerfile.errors import Problem, did_you_mean
from grader.dockerfile.model import Instruction
from grader.dockerfile.parse.syntax import KEYWORDS, is_heredoc_mark
from grader.dockerfile.refuse.durations import check_duration
from grader.dockerfile.refuse.flags import check_flags
from grader.dockerfile.refuse.mounts import check_mount_sources

_STAGE_NAME = re.compile(r"[a-z][a-z0-9\-_.]*")
_NETWORKS = ("default", "none", "host")
_SECURITY = ("insecure", "sandbox")


def check_form(instruction: Instruction) -> None:
    """Raise Problem when BuildKit would refuse the instruction, wherever it stands."""
    keyword = instruction.keyword
    if keyword not in KEYWORDS:
        raise Problem(f"unknown instruction: {keyword}{did_you_mean(keyword.upper(), KEYWORDS)}")
    check_flags(instruction)
    if keyword in _FORMS:
        _FORMS[keyword](instruction)


def stage_name(start: Instruction) -> str | None:
    """Return the name a FROM gives its stage, in small letters."""
    return start.words[2].lower() if len(start.words) > 2 else None


def _some(instruction: Instruction) -> None:
    if not instruction.words:
        raise Problem(f"{instruction.keyword} requires at least one argument")


def _one(instruction: Instruction) -> None:
    if len(instruction.words) != 1:
        raise Problem(f"{instruction.keyword} requires exactly one argument")


def _pairs(instruction: Instruction) -> None:
    _some(instruction)
    if "" in instruction.words[::2]:
        raise Problem(f"{instruction.keyword} names can not be blank")


def _arg(instruction: Instruction) -> None:
    _some(instruction)
    if any(word.startswith("=") for word in instruction.words):
        raise Problem("ARG names can not be blank")


def _files(instruction: Instruction) -> None:
    keyword, words = instruction.keyword, instruction.words
    if len(words) < 2:
        given = "only one was" if words else "none was"
        raise Problem(
            f"{keyword} requires at least two arguments, but {given} provided."
            " Destination could not be determined"
        )
    if is_heredoc_mark(words[-1]):
        raise Problem(f"{keyword} cannot accept a heredoc as a destination")


def _from(instruction: Instruction) -> None:
    words = instruction.words
    if len(words) != 1 and not (len(words) == 3 and words[1].lower() == "as"):
        comment = "; a comment must stand on a line of its own" if any(w[:1] == "#" for w in words) else ""
        raise Problem(f"FROM requires either one or three arguments{comment}")
    name = stage_name(instruction)
    if name is not None and not _STAGE_NAME.fullmatch(name):
        raise Problem(
            f'invalid name for build stage: "{words[-1]}", name can\'t start with a number or contain symbols'
        )


def _healthcheck(instruction: Instruction) -> None:
    _some(instruction)
    kind, command = instruction.words[0], instruction.words[1:]
    if kind.upper() == "NONE":
        if command:
            raise Problem("HEALTHCHECK NONE takes no arguments")
        return
    if kind.upper() != "CMD":
        raise Problem(f'unknown type "{kind.upper()}" in HEALTHCHECK (try CMD)')
    if not command:
        raise Problem("missing command after HEALTHCHECK CMD")
    for name in ("interval", "timeout", "start-period", "start-interval"):
        check_duration(name, instruction.flag(name))
    _retries(instruction.flag("retries"))


def _retries(value: str | None) -> None:
    if value and (not re.fullmatch(r"[+-]?0*[0-9]{1,10}", value) or int(value) >= 2**31):
        raise Problem(f"--retries must be a whole number, not {value}")
    if value and int(value) < 0:
        raise Problem(f"--retries cannot be negative ({value})")


def _onbuild(instruction: Instruction) -> None:
    _some(instruction)
    trigger = instruction.words[0].upper()
    if trigger == "ONBUILD":
        raise Problem("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")
    if trigger in ("FROM", "MAINTAINER"):
        raise Problem(f"{trigger} isn't allowed as an ONBUILD trigger")


def _run(instruction: Instruction) -> None:
    check_mount_sources(instruction)
    for name, known in (("network", _NETWORKS), ("security", _SECURITY)):
        value = instruction.flag(name)
        if value and value not in known:
            raise Problem(f'{name} "{value}" is not valid (one of {", ".join(known)})')


def _shell(instruction: Instruction) -> None:
    _some(instruction)
    if not instruction.exec_form:
        raise Problem("SHELL requires the arguments to be in JSON form")


def _volume(instruction: Instruction) -> None:
    _some(instruction)
    if not all(word.strip() for word in instruction.words):
        raise Problem("VOLUME specified can not be an empty string")


_FORMS: dict[str, Callable[[Instruction], None]] = {
    "ADD": _files,
    "ARG": _arg,
    "COPY": _files,
    "ENV": _pairs,
    "EXPOSE": _some,
    "FROM": _from,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _pairs,
    "MAINTAINER": _one,
    "ONBUILD": _onbuild,
    "RUN": _run,
    "SHELL": _shell,
    "STOPSIGNAL": _one,
    "USER": _one,
    "VOLUME": _volume,
    "WORKDIR": _one,
}
