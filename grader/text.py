"""Text from outside, made safe to show, and names compared."""

import difflib
import re
from collections.abc import Iterable, Sequence

_ESCAPE_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_]|[ -/]+[0-~])"
)
# Control characters but tab and line feed, and the marks that reorder or hide text on screen.
_LONGEST_WORD = 64
"""Characters of a word for which a guess is made."""
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def plain(text: str, limit: int = 4000) -> str:
    """Text without terminal escapes, control or reordering characters; at most `limit` characters."""
    text = text[: limit * 8]
    if not text.isprintable():  # nearly all is, and then holds nothing of that kind
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _UNSAFE.sub("", _ESCAPE_SEQUENCE.sub("", text))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def one_line(text: str, limit: int = 200) -> str:
    """Like `plain`, with every run of white space folded into one space."""
    return plain(" ".join(plain(text, limit * 4).split()), limit)


def last_lines(text: str, count: int, width: int = 200) -> tuple[str, ...]:
    """The last `count` lines that hold something, each made plain and cut to `width` characters."""
    lines = [line.rstrip() for line in plain(text[-64_000:], 64_000).splitlines() if line.strip()]
    return tuple(line if len(line) <= width else line[: width - 1] + "…" for line in lines[-count:])


def first(lines: Sequence[str], count: int) -> str:
    """The first `count` lines, and in a last one how many more there are."""
    more = [f"and {len(lines) - count} more"] if len(lines) > count else []
    return "\n".join([*lines[:count], *more])


def some(names: Sequence[str], count: int) -> str:
    """`a, b and 3 more`: the first `count` names on one line, each of which may be from outside."""
    more = f" and {len(names) - count} more" if len(names) > count else ""
    return one_line(", ".join(names[:count]), 200) + more


def listed(heading: str, names: Sequence[str]) -> str:
    """`heading name`, with several names on lines of their own; nothing where there is none."""
    shown = [one_line(name, 200) for name in names]
    if len(shown) < 2:
        return f"{heading} {shown[0]}" if shown else ""
    return "".join([heading, *(f"\n  {name}" for name in shown)])


def quoted(texts: Iterable[str]) -> str:
    """`'a', 'b'`: the texts on one line, at most 80 characters of each."""
    return ", ".join(repr(one_line(text, 80)) for text in texts)


def printable(text: str, limit: int) -> str:
    """Text as one line of at most `limit` characters, with `\ufffd` for each that cannot be shown."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be; None where none is near."""
    if len(word) > _LONGEST_WORD:
        return None
    names = list(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    near = near or [name for name in names if len(word) >= 2 and name.startswith(word)]
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, did you mean 'x'?` for the nearest known word, or nothing where none is near."""
    near = nearest(word, known)
    return f", did you mean {near!r}?" if near else ""
