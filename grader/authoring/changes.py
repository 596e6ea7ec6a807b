"""Wrong variants derived from a submission: its Dockerfile rewritten, its files changed."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dockerfile_parse import DockerfileParser

from grader.challenge.wrong import DOCKERFILE, Change, NewBase, Replacement, WrittenFile


class CannotChangeError(Exception):
    """The change does not fit the submission; the text says why."""


def changed_copy(submission: Path, changes: tuple[Change, ...], folder: Path) -> Path:
    """A copy of the submission below `folder` with the changes made in turn. Raises CannotChangeError."""
    copy = folder / submission.name
    shutil.copytree(submission, copy, symlinks=True)
    for change in changes:
        _make(copy, change)
    return copy


def _make(folder: Path, change: Change) -> None:
    dockerfile = folder / DOCKERFILE
    match change:
        case Change(base=NewBase() as base):
            _rewrite(dockerfile, lambda text: _with_base(text, base))
        case Change(drop_stage=str() | int() as stage):
            _rewrite(dockerfile, lambda text: _without_stage(text, stage))
        case Change(remove=str() as keyword):
            _rewrite(dockerfile, lambda text: _without_instruction(text, keyword))
        case Change(append=str() as lines):
            _rewrite(dockerfile, lambda text: f"{text.rstrip()}\n{lines.rstrip()}\n")
        case Change(replace=Replacement(text=old, by=new, file=name)):
            _rewrite(folder / name, lambda text: _replaced(text, old, new, name))
        case Change(write=WrittenFile(path=name, text=text)):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        case Change(delete=str() as name):
            if not (folder / name).is_file():
                raise CannotChangeError(f"there is no file {name} to delete")
            (folder / name).unlink()


def _rewrite(file: Path, change: Callable[[str], str]) -> None:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise CannotChangeError(f"{file.name} cannot be read: {error.strerror}") from None
    file.write_text(change(text), encoding="utf-8")


def _replaced(text: str, old: str, new: str, name: str) -> str:
    if old not in text:
        raise CannotChangeError(f"{name} does not hold the text {old!r}")
    return text.replace(old, new)


def _stages(text: str) -> list[list[dict[str, Any]]]:
    """The instructions of each stage, its FROM first; what is before the first FROM is left out."""
    file: Any = io.BytesIO(text.encode())
    stages: list[list[dict[str, Any]]] = []
    for instruction in map(dict, DockerfileParser(fileobj=file).structure):
        if instruction["instruction"] == "FROM":
            stages.append([])
        if stages and instruction["instruction"] != "COMMENT":
            stages[-1].append(instruction)
    return stages


def _stage(text: str, named: str | int | None) -> list[dict[str, Any]]:
    stages = _stages(text)
    if named is None:
        return stages[-1]
    if isinstance(named, int) and named < len(stages):
        return stages[named]
    for stage in stages:
        words = stage[0]["value"].split()
        if len(words) > 2 and words[-2].upper() == "AS" and words[-1].lower() == str(named).lower():
            return stage
    raise CannotChangeError(f"the Dockerfile has no stage {named!r}")


def _with_base(text: str, base: NewBase) -> str:
    start = _stage(text, base.stage)[0]
    words = start["value"].split()
    at = next(index for index, word in enumerate(words) if not word.startswith("--"))
    words[at] = base.image
    return _with_lines(text, start, start, f"FROM {' '.join(words)}\n")


def _without_stage(text: str, named: str | int) -> str:
    stage = _stage(text, named)
    return _with_lines(text, stage[0], stage[-1], "")


def _without_instruction(text: str, keyword: str) -> str:
    found = [item for item in _stage(text, None) if item["instruction"] == keyword.upper()]
    if not found:
        raise CannotChangeError(f"the last stage has no {keyword.upper()}")
    for instruction in reversed(found):
        text = _with_lines(text, instruction, instruction, "")
    return text


def _with_lines(text: str, first: dict[str, Any], last: dict[str, Any], new: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join([*lines[: first["startline"]], new, *lines[last["endline"] + 1 :]])
