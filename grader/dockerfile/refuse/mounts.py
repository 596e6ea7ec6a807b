"""`RUN --mount=...` (BuildKit frontend/dockerfile/instructions/commands_runmount.go)."""

import csv
import re

from grader.dockerfile.errors import Problem, did_you_mean
from grader.dockerfile.model import Instruction

_TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")
_SHARING = ("shared", "private", "locked")
_SWITCHES = frozenset({"readonly", "ro", "readwrite", "rw", "required"})
_NUMBERS = {"mode": r"[0-7]{1,11}", "uid": r"[0-9]{1,10}", "gid": r"[0-9]{1,10}"}
_NAMES = frozenset(
    {"type", "from", "source", "src", "target", "dst", "destination", "size", "id", "sharing", "env"}
)
_KEYS = _NAMES | _SWITCHES | _NUMBERS.keys()
_BOOLEANS = frozenset({"1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"})


def mount_sources(instruction: Instruction) -> list[str]:
    """Return what each `--mount` takes its files from; `scratch` for one that names nothing."""
    return [_last_from(_fields(mount)) for mount in instruction.flag_values("mount")]


def check_mount_sources(instruction: Instruction) -> None:
    """Raise Problem for a `--mount` that BuildKit cannot parse: bad CSV, a variable in `from`."""
    for mount in instruction.flag_values("mount"):
        for key, value in _fields(mount):
            if key == "from" and value is not None and re.search(r"\$.", value):
                raise Problem("'from' doesn't support variable expansion, define alias stage instead")


def check_mounts(instruction: Instruction) -> None:
    """Raise Problem for a `--mount` that BuildKit refuses when it comes to run the instruction.

    A mount with a variable in it is left alone: its value depends on the base image.
    """
    for mount in instruction.flag_values("mount"):
        if "$" not in mount:
            _check_mount(_fields(mount))


def _fields(mount: str) -> list[tuple[str, str | None]]:
    try:
        row = next(csv.reader([mount], strict=True)) if '"' in mount else mount.split(",")
    except (csv.Error, StopIteration) as error:
        raise Problem(f"failed to parse csv mounts: {error}") from None
    if not mount:
        raise Problem("failed to parse csv mounts: EOF")
    cut = (field.partition("=") for field in row)
    return [(key.lower(), value if equals else None) for key, equals, value in cut]


def _last_from(fields: list[tuple[str, str | None]]) -> str:
    named = [value for key, value in fields if key == "from" and value]
    return named[-1] if named else "scratch"


def _check_mount(fields: list[tuple[str, str | None]]) -> None:
    values: dict[str, str] = {"type": "bind"}
    for key, value in fields:
        if value is None and key not in _SWITCHES:
            raise Problem(f"invalid field '{key}' must be a key=value pair")
        if key not in _KEYS:
            raise Problem(f"unexpected key '{key}' in --mount{did_you_mean(key, _KEYS)}")
        _check_value(key, value, values["type"])
        values[key] = (value or "").lower() if key in ("type", "sharing") else value or ""
    _check_together(values)


def _check_value(key: str, value: str | None, kind: str) -> None:
    if key == "type" and (value or "").lower() not in _TYPES:
        raise Problem(f'unsupported mount type "{value}"{did_you_mean(value or "", _TYPES)}')
    if key == "sharing" and (value or "").lower() not in _SHARING:
        raise Problem(f'unsupported sharing value "{value}"')
    if key in _NUMBERS and not re.fullmatch(_NUMBERS[key], value or ""):
        raise Problem(f"invalid value {value} for {key}")
    if key in _SWITCHES and value is not None and value not in _BOOLEANS:
        raise Problem(f"invalid value for {key}: {value}")
    if (key == "required" and kind not in ("secret", "ssh")) or (key == "size" and kind != "tmpfs"):
        raise Problem(f"unexpected key '{key}' for mount type '{kind}'")


def _check_together(values: dict[str, str]) -> None:
    kind = values["type"]
    for key in _NUMBERS:
        if key in values and kind not in ("secret", "ssh", "cache"):
            raise Problem(f'{key} not allowed for "{kind}" type mounts')
    if kind == "secret" and values.get("from"):
        raise Problem("secret mount should not have a from")
    if "env" in values and kind != "secret":
        raise Problem(f'env not allowed for "{kind}" type mounts')
    if "sharing" in values and kind != "cache":
        raise Problem(f"invalid cache sharing set for {kind} mount")
    if kind == "secret" and not values.keys() & {"source", "src", "target", "dst", "destination", "id"}:
        raise Problem("invalid secret mount. one of source, target required")
