"""Flags that each instruction knows (BuildKit frontend/dockerfile/instructions/parse.go and bflag.go)."""

from grader.dockerfile.errors import Problem, did_you_mean
from grader.dockerfile.model import Instruction

_TEXT, _BOOL, _MANY = "text", "bool", "many"

_HEALTH = dict.fromkeys(("interval", "timeout", "start-period", "start-interval", "retries"), _TEXT)
_FLAGS: dict[str, dict[str, str]] = {
    "ADD": {
        **dict.fromkeys(("chown", "chmod", "checksum"), _TEXT),
        **dict.fromkeys(("link", "keep-git-dir", "unpack"), _BOOL),
        "exclude": _MANY,
    },
    "COPY": {
        **dict.fromkeys(("chown", "chmod", "from"), _TEXT),
        **dict.fromkeys(("link", "parents"), _BOOL),
        "exclude": _MANY,
    },
    "FROM": {"platform": _TEXT},
    "HEALTHCHECK": _HEALTH,
    "RUN": {"mount": _MANY, "device": _MANY, "network": _TEXT, "security": _TEXT},
}
_UNCHECKED = frozenset({"ARG", "STOPSIGNAL"})
"""BuildKit drops their flags without a look."""


def check_flags(instruction: Instruction) -> None:
    """Raise Problem for a flag that is unknown, doubled or without a proper value."""
    if instruction.keyword in _UNCHECKED:
        return
    known = _FLAGS.get(instruction.keyword, {})
    seen: set[str] = set()
    for flag in instruction.flags:
        name, equals, value = flag[2:].partition("=")
        if name not in known:
            raise Problem(f"unknown flag: --{name}{did_you_mean(name, known)}")
        if name in seen and known[name] != _MANY:
            raise Problem(f"duplicate flag specified: --{name}")
        seen.add(name)
        _check_value(name, known[name], value if equals else None)


def _check_value(name: str, kind: str, value: str | None) -> None:
    if kind == _BOOL:
        if value == "":
            raise Problem(f"missing a value on flag: --{name}")
        if value is not None and value.lower() not in ("true", "false"):
            raise Problem(f"expecting boolean value for flag --{name}, not: {value}")
    elif value is None:
        raise Problem(f"missing a value on flag: --{name}")
