"""challenge.yaml, wrong.yaml and help.yaml of a drafted challenge, as texts."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.authoring.drafting.heading import Heading
from grader.authoring.drafting.proposal import HINT, Proposed
from grader.challenge.wrong import Change, Wrong
from grader.text import one_line

ALL_POINTS = 100
_PLAIN = re.compile(r"(?:[A-Za-z]|[./](?=[A-Za-z]))[A-Za-z0-9_./-]*")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", ".nan", ".inf"})
_HEAD = """\
# yaml-language-server: $schema=../challenge.schema.json
# Written by `grader draft` from the starter and the solution: every criterion here is met by the solution and
# not by the starter. TODO marks what is to be written. Leave out what the exercise is not about.
"""
_BOTH = """\
  # The starter meets these as well as the solution. Take away the # of those that must stay true, give them
  # points, and each a wrong variant: wrong.yaml has one in a comment, which was not tried. One that should
  # count only once another is met gets `requires: [ID]`; then the starter fails it, too.
"""
_UNPROVEN = """\
  # These tell the solution from the starter, too, but no wrong variant here proves that they can fail.
"""
HELP = "TODO: write the longer hint, 80 to 160 words: why it matters, what to look at, commands to try."
"""The draft's: its author is to write it."""


def challenge_yaml(
    heading: Heading,
    criteria: Sequence[Proposed],
    both: Sequence[Proposed] = (),
    unproven: Sequence[tuple[Proposed, str]] = (),
) -> str:
    """The spec; what is not a criterion stands in comments at its end."""
    points = spread(len(criteria))
    images = f"images: {scalar(list(heading.images))}\n" if heading.images else ""
    items = [item(one, share) for one, share in zip(criteria, points, strict=True)]
    kept = [_commented(item(one, 5)) for one in both]
    others = [f"  # {one_line(why, 200)}\n{_commented(item(one, 5))}" for one, why in unproven]
    return (
        f"{_HEAD}id: {heading.challenge_id}\ntitle: {scalar('TODO: write a title')}\nlevel: beginner\n\n"
        f"learner: {scalar(list(heading.learner))}\n{images}\n"
        f"limits:\n  build: {heading.build}\n  memory: {heading.memory}\n\n"
        f"starter_fails:\n"
        + "".join(f"  - {one.id}\n" for one in criteria)
        + "\ncriteria:\n"
        + "\n".join(items)
        + (f"\n{_BOTH}" + "  #\n".join(kept) if kept else "")
        + (f"\n{_UNPROVEN}" + "  #\n".join(others) if others else "")
    )


def spread(count: int) -> list[int]:
    """Whole points for so many criteria, 100 in all; the first ones have one more where it does not go up."""
    each, rest = divmod(ALL_POINTS, count) if count else (0, 0)
    return [each + 1] * rest + [each] * (count - rest)


def item(proposed: Proposed, points: int) -> str:
    """One criterion, as an item of `criteria`."""
    fields = {**proposed.fields, "points": points, "hint": HINT}
    return "  - " + "\n    ".join(f"{name}: {scalar(value)}" for name, value in fields.items()) + "\n"


def wrong_yaml(variants: Sequence[Wrong], more: Sequence[Wrong] = ()) -> str:
    """The wrong variants; `more` are those of criteria in comments."""
    head = "# yaml-language-server: $schema=../wrong.schema.json\n"
    told = "# Submissions that must fail: the solution with changes; `grader verify` tries them.\nwrong:\n"
    rest = "".join(_commented(_wrong(one)) for one in more)
    kept = f"  # For criteria in the comments of challenge.yaml; not tried.\n{rest}" if more else ""
    return head + told + "".join(map(_wrong, variants)) + kept


def help_yaml(criteria: Sequence[Proposed]) -> str:
    """The longer hints, all to be written."""
    head = "# yaml-language-server: $schema=../help.schema.json\n"
    return head + "".join(f"{one.id}: {scalar(HELP)}\n" for one in criteria)


def _wrong(wrong: Wrong) -> str:
    also = f"    also: {scalar(list(wrong.also))}\n" if wrong.also else ""
    changes = "".join(f"      - {''.join(_change(one))}\n" for one in wrong.changes)
    return f"  - breaks: {wrong.breaks}\n{also}    changes:\n{changes}"


def _change(change: Change) -> Iterator[str]:
    [(name, value)] = change.model_dump(exclude_unset=True).items()
    if isinstance(value, Mapping) and "path" in value:
        yield f"{name}:\n          path: {scalar(value['path'])}\n          text: {_block(value['text'], 12)}"
    else:
        yield f"{name}: {_block(value, 10) if isinstance(value, str) else scalar(value)}"


def _block(text: str, indent: int) -> str:
    """Several lines as they are, where YAML reads them as they are; else in quotes."""
    lines = text.removesuffix("\n").split("\n")
    plain = all(line.isprintable() for line in lines) and not text.startswith((" ", "\n"))
    if len(lines) == 1 or not plain or not lines[-1].strip():
        return scalar(text)
    mark = "|" if text.endswith("\n") else "|-"
    return mark + "".join(f"\n{' ' * indent if line else ''}{line}" for line in lines)


def scalar(value: Any) -> str:
    """A value in YAML on one line: plain words as they are, all else as JSON."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML:
        return value
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(scalar, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(str(key))}: {scalar(one)}' for key, one in value.items())}}}"
    return _printable(json.dumps(value, ensure_ascii=False))


def _printable(text: str) -> str:
    """YAML takes no control character and no half of one as it is."""
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in text)


def _commented(text: str) -> str:
    return "".join(f"  # {line[2:]}\n" for line in text.splitlines())
