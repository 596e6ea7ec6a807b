"""Values of an image's configuration compared with those that are wanted."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.evidence import PLATFORM, WORD, ImageConfig
from grader.text import one_line

_ARGUMENT = re.compile(r"\$\{(\w+)\}")
Words = tuple[str, ...]
Wrong = tuple[str, str]
"""What was found, and the instruction that would set it."""


def differing(
    instruction: str, wanted: Mapping[str, str | None], there: Mapping[str, str]
) -> Iterator[Wrong]:
    """Names that are not set, or to another value; None wants any value but an empty one."""
    for name, value in wanted.items():
        if name not in there:
            yield f"{instruction} {name} is not set", f"{instruction} {name}={_quoted(value)}"
        elif there[name] != value and not (value is None and there[name]):
            found = one_line(there[name], 80) or "empty"
            yield f"{instruction} {name} is {found}", f"{instruction} {name}={_quoted(value)}"


def followed(wanted: Mapping[str, str | None] | None) -> dict[str, str]:
    """The build argument that each name must follow: what is wanted of it is `${ARGUMENT}`."""
    found = ((name, _ARGUMENT.fullmatch(value or "")) for name, value in (wanted or {}).items())
    return {name: match[1] for name, match in found if match}


def differing_variables(
    wanted: Mapping[str, str | None], config: ImageConfig, tried: ImageConfig
) -> Iterator[Wrong]:
    """Variables that are not as wanted, or, where a build argument was `tried`, do not follow it."""
    following = followed(wanted)
    stuck = dict(not_following(following, tried.variables))
    yield from stuck.values()
    env = {**wanted, **dict.fromkeys(following)}
    yield from differing("ENV", {name: env[name] for name in env if name not in stuck}, config.variables)


def differing_places(user: str | None, folder: str | None, config: ImageConfig) -> Iterator[Wrong]:
    """Another user, or another working folder than is wanted; without `:` the user's group is free."""
    there = config.user if ":" in (user or "") else config.user.partition(":")[0]
    if user not in (None, there):
        yield f"user: {shown((config.user,))}", f"USER {user}"
    place = config.working_dir.rstrip("/") or config.working_dir
    if folder not in (None, place, f"{place}/"):
        yield f"working folder: {shown((config.working_dir,))}", f"WORKDIR {folder}"


def differing_commands(cmd: Words | None, entrypoint: Words | None, config: ImageConfig) -> Iterator[Wrong]:
    """Another CMD, or another ENTRYPOINT than is wanted."""
    if cmd not in (None, config.command):
        yield f"CMD: {array(config.command)}", f"CMD {array(cmd)}"
    if entrypoint not in (None, config.entrypoint):
        yield f"ENTRYPOINT: {array(config.entrypoint)}", f"ENTRYPOINT {array(entrypoint)}"


def differing_health(there: Words, *, wanted: bool | None) -> Iterator[Wrong]:
    """A HEALTHCHECK that is missing, or not wanted; `HEALTHCHECK NONE` is none."""
    if wanted not in (None, there[:1] not in ((), ("NONE",))):
        told = f"HEALTHCHECK: {array(there)}" if there else "no HEALTHCHECK"
        yield told, "HEALTHCHECK CMD ..." if wanted else "HEALTHCHECK NONE"


def drawn_arguments(wanted: Mapping[str, str | None] | None) -> tuple[tuple[str, str], ...]:
    """The build arguments that names must follow, each with a value that is drawn."""
    return tuple((name, drawn_for(name)) for name in dict.fromkeys(followed(wanted).values()))


def drawn_for(argument: str) -> str:
    """What stands for the drawn value of an argument: a platform's must be one."""
    return PLATFORM if argument.endswith("PLATFORM") else WORD


def not_following(wanted: Mapping[str, str], there: Mapping[str, str]) -> Iterator[tuple[str, Wrong]]:
    """Each name that keeps its value when the build argument that it must follow gets another."""
    for name, argument in wanted.items():
        if there.get(name) != drawn_for(argument):
            told = f"is {one_line(there[name], 80) or 'empty'}" if name in there else "is not set,"
            hint = f"ARG {argument}, and below it ENV {name}=${argument}"
            yield name, (f"ENV {name} {told} whatever {argument} is built with", hint)


def to_write(target: str | None, instructions: Sequence[str]) -> str:
    """What to write, and into which stage; several instructions stand on lines of their own."""
    where = f"Write into the {f'stage {target}' if target else 'final stage'}:"
    lines = [one_line(instruction, 300) for instruction in instructions]
    return f"{where} {lines[0]}" if len(lines) == 1 else "\n  ".join([where, *lines])


def _quoted(value: str | None) -> str:
    if value is None:
        return "..."
    return f'"{value}"' if not value or " " in value else value


def shown(values: tuple[str, ...]) -> str:
    """The values in a row, or `none`."""
    return one_line(", ".join(values), 150) or "none"


def array(words: tuple[str, ...] | None) -> str:
    """The words as a JSON array, the way an instruction takes them."""
    return one_line(json.dumps(list(words or ()), ensure_ascii=False), 150)


def named(name: str, value: Any) -> str:
    """A setting and what is wanted of it, as a part of a sentence."""
    words = name.replace("_", " ")
    if name == "healthcheck":
        return f"{'a' if value else 'no'} HEALTHCHECK"
    if isinstance(value, dict):
        pairs = value.items()
        return ", ".join(f"{words} {key}={'(any value)' if text is None else text}" for key, text in pairs)
    if isinstance(value, tuple):
        return f"{words} {array(value) if name in ('cmd', 'entrypoint') else ', '.join(map(str, value))}"
    return f"{words} {value}"
