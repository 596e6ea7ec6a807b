"""How a file becomes another one, as the changes of a wrong variant."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from grader.challenge.wrong import DOCKERFILE, Change

MOST = 3
"""Replacements that are easier to read than the whole file."""


def changes_to(old: str, new: str, file: str = DOCKERFILE) -> tuple[Change, ...]:
    """The changes that make the file `new`: few and small ones, else the whole file."""
    head = f"{old.rstrip()}\n"
    if file == DOCKERFILE and new.startswith(head) and new[len(head) :].strip():
        return (_change(append=new[len(head) :].rstrip()),)
    found = list(_replacements(old, new))
    made = old
    for text, by in found:
        made = made.replace(text, by) if made.count(text) == 1 else ""
    if made != new or not 0 < len(found) <= MOST:
        return (_change(write={"path": file, "text": new}),)
    where = {} if file == DOCKERFILE else {"file": file}
    return tuple(_change(replace={"text": text, "by": by, **where}) for text, by in found)


def _change(**key: Any) -> Change:
    return Change.model_validate(key)


def _replacements(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Each text that differs, with lines that make it the only one, and what takes its place."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    done = 0
    for tag, start, end, new_start, new_end in SequenceMatcher(
        a=before, b=after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        first, last = _only_one(old, before, start, end, done)
        text = "".join(before[first:last])
        by = "".join([*before[first:start], *after[new_start:new_end], *before[end:last]])
        yield _trimmed(text, by)
        done = last


def _only_one(text: str, lines: Sequence[str], start: int, end: int, done: int) -> tuple[int, int]:
    """From where to where a part of the text reaches that is there once, and holds a word."""
    while not "".join(lines[start:end]).strip() or text.count("".join(lines[start:end])) > 1:
        if end < len(lines):
            end += 1
        elif start > done:
            start -= 1
        else:
            break
    return start, end


def _trimmed(old: str, new: str) -> tuple[str, str]:
    """Without the end of line that both have."""
    both = old.endswith("\n") and new.endswith("\n") and old.strip() and new.strip()
    return (old[:-1], new[:-1]) if both else (old, new)
